using Decoupling.Results;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Tests.Archive;

/// <summary>Which statuses the rows of a recorded pair may have, and why. The reasons are looked for in the snapshot itself, by counting its bars.</summary>
internal sealed class ExpectedStatuses(MarketSnapshot snapshot)
{
    /// <summary>The window of the rolling scores and how full it must be, as the defaults have it.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromDays(1);
    private const double LeastShare = 0.8;

    /// <summary>What no bar tells: the archive has no mark, index, open interest or book, and one venue only.</summary>
    private static readonly HashSet<string> NotInTheArchive =
    [
        "MarkBasisStatus",
        "MarkLastStatus",
        "CrossStatus",
        "PeerLeadStatus",
        "PeerDiscoveryStatus",
        "OpenInterestOverVolumeStatus",
        "OpenInterestRankStatus",
        "OpenInterestChangeStatus",
        "DepthStatus",
    ];

    /// <summary>The same, behind a leg that must have traded of late.</summary>
    private static readonly HashSet<string> NotInTheArchiveOrStale =
    [
        "IndexBasisStatus",
        "BuyHereStatus",
        "SellHereStatus",
    ];

    /// <summary>What reads prices of the pair.</summary>
    private static readonly HashSet<string> OfPrices =
    [
        "BasisStatus",
        "AdfStatus",
        "KpssStatus",
        "ReversionStatus",
        "BasisBreakStatus",
        "SpotLeadStatus",
    ];

    /// <summary>What reads returns of the pair, and so needs two bars in a row that both traded in; or innovations of them.</summary>
    private static readonly HashSet<string> OfReturns =
    [
        "CoMovementStatus",
        "DeviationStatus",
        "EwmaStatus",
        "KalmanStatus",
        "RankStatus",
        "DownsideStatus",
        "ExceedanceStatus",
        "TailStatus",
        "BetaBreakStatus",
        "CusumStatus",
    ];

    private readonly InstrumentSnapshot spot = snapshot.Instruments[0];
    private readonly InstrumentSnapshot perpetual = snapshot.Instruments[1];

    /// <summary>Says whether a status is one that this column may have in this snapshot.</summary>
    public bool Allows(string column, MetricStatus status)
    {
        if (NotInTheArchive.Contains(column))
        {
            return status == MetricStatus.InsufficientData;
        }

        if (NotInTheArchiveOrStale.Contains(column))
        {
            return status == MetricStatus.InsufficientData || (status == MetricStatus.Stale && IsStale(1));
        }

        return column switch
        {
            "LeverageRatioStatus" or "InsuranceStatus" => status == MetricStatus.OutOfDomain,
            "FundingStatus" => status == (perpetual.Funding is null ? MetricStatus.InsufficientData : MetricStatus.Ok),
            // On bars of minutes neither side can mostly be shown to follow the other.
            "SpotDiscoveryStatus" => status == MetricStatus.OutOfDomain
                ? ExpectedOfPrices(1) == MetricStatus.Ok
                : status == ExpectedOfPrices(1),
            _ when OfPrices.Contains(column) => status == ExpectedOfPrices(1),
            _ when OfReturns.Contains(column) => status == ExpectedOfPrices(2),
            // A column that is listed nowhere: nothing but a lack of data is taken for expected.
            _ => status is MetricStatus.Ok or MetricStatus.InsufficientData or MetricStatus.Stale,
        };
    }

    private MetricStatus ExpectedOfPrices(int barsInARow) =>
        IsStale(1) ? MetricStatus.Stale
        : !IsWindowFull() ? MetricStatus.InsufficientData
        : IsStale(barsInARow) ? MetricStatus.Stale
        : MetricStatus.Ok;

    private bool IsStale(int barsInARow)
    {
        for (var back = 1; back <= 2 + barsInARow; back++)
        {
            if (Enumerable.Range(back, barsInARow).All(BothTraded))
            {
                return back > 3;
            }
        }

        return true;
    }

    private bool IsWindowFull()
    {
        var bars = (int)(Window / snapshot.SlotLength);
        return Reaches(spot, bars)
            && Reaches(perpetual, bars)
            && Enumerable.Range(1, bars).Count(BothTraded) >= LeastShare * bars;
    }

    private bool Reaches(InstrumentSnapshot instrument, int bars) =>
        instrument.Bars?.StartAt <= snapshot.SlotAt - snapshot.SlotLength * bars;

    /// <summary>Whether both legs traded in the bar that many bars before the slot; 1 is the newest.</summary>
    private bool BothTraded(int back) => Traded(spot, back) && Traded(perpetual, back);

    private bool Traded(InstrumentSnapshot instrument, int back)
    {
        var startAt = snapshot.SlotAt - snapshot.SlotLength * back;
        if (instrument.Bars is not { } bars || startAt < bars.StartAt || startAt >= bars.EndAt)
        {
            return false;
        }

        var index = (int)((startAt - bars.StartAt) / bars.Step);
        return double.IsFinite(bars.Close[index]) && bars.Volume![index] > 0;
    }
}

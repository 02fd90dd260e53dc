using System.Globalization;
using Decoupling.Composite;
using Decoupling.Crowding;
using Decoupling.Results;
using Decoupling.Snapshots;

namespace Decoupling.Scoring;

/// <summary>Scores how crowded a derivative is: C2 against its volume, its past and its venue's reserve.</summary>
internal static class CrowdingScoring
{
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    /// <summary>The sample of a day ago may be this much older: venues sample by the hour at the longest.</summary>
    private static readonly TimeSpan s_sampleSlack = TimeSpan.FromHours(2);

    public static CrowdingScore Compute(
        MarketSnapshot snapshot,
        InstrumentSnapshot derivative,
        double? price,
        CrowdingOptions options
    )
    {
        var slotAt = snapshot.SlotAt;
        var reserve = snapshot.Venues.FirstOrDefault(venue => venue.Venue == derivative.Venue)?.Reserve;
        var reserveUsd = reserve is null ? null : CountedHoldings.UsdOf(reserve.Quantity, reserve.Unit, price);
        var unknown = FindFault(derivative, snapshot);
        return new CrowdingScore
        {
            OverVolume = (unknown ?? Freshness.FindFault(derivative, snapshot)) is { } noVolume
                ? EstimatedLeverageRatio.Without(noVolume, slotAt)
                : OverVolume(derivative, slotAt, options),
            Rank = unknown is { } noRank
                ? PercentileRank.Without(noRank, 0, slotAt)
                : RankOf(derivative, slotAt, options),
            Change = unknown is { } noChange ? Without(noChange, slotAt) : ChangeOf(derivative, slotAt),
            LeverageRatio = LeverageOf(snapshot, derivative.Venue, reserve, reserveUsd, options),
            ReserveUsd = reserveUsd,
            ReserveCountedAt = reserve?.CountedAt,
        };
    }

    private static Refusal? FindFault(InstrumentSnapshot derivative, MarketSnapshot snapshot) =>
        derivative.RefusalOf(SnapshotInput.OpenInterest) is { } refused ? refused
        : derivative.OpenInterest is not { } openInterest
            ? new Refusal(
                MetricStatus.InsufficientData,
                $"{derivative.Venue} gave no open interest of {derivative.Symbol}."
            )
        : !Freshness.IsFresh(openInterest.VenueAt, snapshot.SlotAt, snapshot.SlotLength)
            ? new Refusal(
                MetricStatus.Stale,
                $"The open interest of {derivative.Venue} {derivative.Symbol} is not of the last two slots."
            )
        : null;

    private static OpenInterestRatioResult OverVolume(
        InstrumentSnapshot derivative,
        DateTimeOffset slotAt,
        CrowdingOptions options
    )
    {
        var bars = derivative.Bars!;
        if (bars.Volume is not { } volume)
        {
            return EstimatedLeverageRatio.Without(
                new Refusal(MetricStatus.InsufficientData, "The bars have no volume."),
                slotAt
            );
        }

        var (usd, present) = (0.0, 0);
        var first = (int)Math.Clamp((slotAt - s_day - bars.StartAt) / bars.Step, 0, bars.Count);
        for (var i = first; i < bars.Count; i++)
        {
            if (!double.IsNaN(bars.Close[i]))
            {
                usd += volume[i] * bars.Close[i];
                present++;
            }
        }

        var expected = s_day / bars.Step;
        return present < options.MinimumShare * expected
            ? EstimatedLeverageRatio.Without(
                Insufficient($"There are {present} of the {expected:0} bars of 24 h."),
                slotAt
            )
            : EstimatedLeverageRatio.ComputeDaysToUnwind(derivative.OpenInterest!.Usd, usd, slotAt);
    }

    /// <summary>The samples before the newest figure; the figure itself is not ranked among them.</summary>
    private static PercentileRankResult RankOf(
        InstrumentSnapshot derivative,
        DateTimeOffset slotAt,
        CrowdingOptions options
    )
    {
        var (openInterest, history) = (derivative.OpenInterest!, derivative.OpenInterestHistoryUsd);
        var start = history is null ? 0 : IndexAtOrAfter(history.At, slotAt - options.HistoryWindow);
        var end = history is null ? 0 : IndexAtOrAfter(history.At, Earlier(openInterest.VenueAt, slotAt));
        if (start >= end)
        {
            return PercentileRank.Without(Insufficient($"The venue gave no history of open interest."), 0, slotAt);
        }

        var reach = slotAt - history!.At[start];
        return reach < options.MinimumShare * options.HistoryWindow
            ? PercentileRank.Without(
                Insufficient(
                    $"The history of open interest reaches back {reach.TotalDays:0.#} of {options.HistoryWindow.TotalDays:0.#} days."
                ),
                end - start,
                slotAt
            )
            : PercentileRank.Compute(history.Values.AsSpan(start, end - start), openInterest.Usd, slotAt, options.Rank);
    }

    private static OpenInterestChangeResult ChangeOf(InstrumentSnapshot derivative, DateTimeOffset slotAt)
    {
        var dayAgo = slotAt - s_day;
        var history = derivative.OpenInterestHistoryUsd;
        var index = history is null ? -1 : IndexAtOrAfter(history.At, dayAgo + TimeSpan.FromTicks(1)) - 1;
        if (index < 0 || dayAgo - history!.At[index] > s_sampleSlack)
        {
            return Without(Insufficient($"There is no open interest of 24 h ago."), slotAt);
        }

        var before = history.Values[index];
        if (before == 0)
        {
            return Without(
                new Refusal(
                    MetricStatus.OutOfDomain,
                    "The open interest of 24 h ago is 0, so there is no change of it."
                ),
                slotAt
            );
        }

        var change = derivative.OpenInterest!.Usd / before - 1;
        return double.IsFinite(change)
            ? new OpenInterestChangeResult
            {
                Status = MetricStatus.Ok,
                SampleCount = 1,
                AsOf = slotAt,
                Change = change,
            }
            : Without(new Refusal(MetricStatus.OutOfDomain, "The change of open interest overflows."), slotAt);
    }

    /// <summary>All contracts of the asset that the venue gave, over one reserve.</summary>
    private static OpenInterestRatioResult LeverageOf(
        MarketSnapshot snapshot,
        string venue,
        ReserveQuote? reserve,
        double? reserveUsd,
        CrowdingOptions options
    )
    {
        if (reserve is null)
        {
            return EstimatedLeverageRatio.Compute(0, null, snapshot.SlotAt);
        }

        if (
            CountedHoldings.FindFault("reserve", reserve.CountedAt, snapshot.SlotAt, options.ReserveAgeLimit) is
            { } tooOld
        )
        {
            return EstimatedLeverageRatio.Without(tooOld, snapshot.SlotAt);
        }

        if (reserveUsd is null)
        {
            return EstimatedLeverageRatio.Without(
                Insufficient($"The reserve is in coins and no fresh price is known."),
                snapshot.SlotAt
            );
        }

        var openInterestUsd = 0.0;
        foreach (var instrument in snapshot.Instruments)
        {
            if (instrument.Venue != venue || instrument.Kind is InstrumentKind.Spot or InstrumentKind.Option)
            {
                continue;
            }

            if (FindFault(instrument, snapshot) is { } fault)
            {
                return EstimatedLeverageRatio.Without(fault, snapshot.SlotAt);
            }

            openInterestUsd += instrument.OpenInterest!.Usd;
        }

        return EstimatedLeverageRatio.Compute(openInterestUsd, reserveUsd, snapshot.SlotAt);
    }

    private static int IndexAtOrAfter(DateTimeOffset[] times, DateTimeOffset at)
    {
        var found = Array.BinarySearch(times, at);
        return found < 0 ? ~found : found;
    }

    private static DateTimeOffset Earlier(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;

    private static Refusal Insufficient(FormattableString reason) =>
        new(MetricStatus.InsufficientData, reason.ToString(CultureInfo.InvariantCulture));

    private static OpenInterestChangeResult Without(Refusal refusal, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = 0,
            AsOf = asOf,
        };
}

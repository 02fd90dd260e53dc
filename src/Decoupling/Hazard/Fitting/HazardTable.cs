using Decoupling.Numerics;
using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Hazard.Fitting;

/// <summary>Every hour of one history: its features, whether a fall followed, and whether it was calm.</summary>
/// <remarks>A fall followed where the lowest low of the next 24 hours is 8 % or more below the close; where fewer than 20 of them traded it is not known.
/// Calm: the close is at most 2 % below the highest of 25, that is, before or after a fall and not in one.</remarks>
internal sealed class HazardTable
{
    /// <summary>The label of every model that is fitted here.</summary>
    public static readonly HazardLabel Label = new() { FallFraction = 0.08, WithinHours = HazardFeatures.Day };

    private const double CalmDrawdown = 0.02;

    private readonly double[] features;

    private HazardTable(string asset, DateTimeOffset startAt, int count)
    {
        (Asset, StartAt) = (asset, startAt);
        features = new double[count * HazardFeatures.Count];
        IsRead = new bool[count];
        FallFollows = new bool?[count];
        IsCalm = new bool[count];
    }

    public string Asset { get; }

    public DateTimeOffset StartAt { get; }

    public int Count => IsRead.Length;

    /// <summary>Whether an hour has features.</summary>
    public bool[] IsRead { get; }

    /// <summary>Whether a fall followed, or <see langword="null"/> where it is not known.</summary>
    public bool?[] FallFollows { get; }

    /// <summary>Whether an hour was calm.</summary>
    public bool[] IsCalm { get; }

    /// <summary>The end of an hour: when it is read.</summary>
    public DateTimeOffset EndOf(int index) => StartAt + TimeSpan.FromHours(index + 1);

    /// <summary>The features of an hour that is read.</summary>
    public ReadOnlySpan<double> FeaturesOf(int index) =>
        features.AsSpan(index * HazardFeatures.Count, HazardFeatures.Count);

    /// <summary>Reads a history.</summary>
    /// <exception cref="ArgumentException">The spot bars have no lows, or the bars are not hourly or do not overlap.</exception>
    public static HazardTable Read(HazardHistory history)
    {
        var (spot, perpetual) = (history.Spot, history.Perpetual);
        if (spot.Low is not { } low)
        {
            throw new ArgumentException($"The spot bars of {history.Asset} have no lows.", nameof(history));
        }

        using var room = new Rented<double>(HazardHours.RoomFor(spot, perpetual));
        var hours = HazardHours.Form(spot, perpetual, room.Span);
        var funding = new HazardFunding(
            history.FundingPaid,
            new HazardContract(history.Venue, history.Asset, InstrumentKind.LinearPerpetual, history.FundingTerms)
        );
        var table = new HazardTable(history.Asset, hours.StartAt, hours.Count);
        var shift = (int)((hours.StartAt - spot.StartAt) / spot.Step);
        for (var i = 0; i < hours.Count; i++)
        {
            var into = table.features.AsSpan(i * HazardFeatures.Count, HazardFeatures.Count);
            table.IsRead[i] = HazardFeatures.Read(hours, ref funding, i, into) == HazardFault.None;
            table.FallFollows[i] = FallFollowsAt(spot, low, shift + i);
            table.IsCalm[i] = IsCalmAt(hours.Close, i);
        }

        return table;
    }

    private static bool? FallFollowsAt(BarSeries spot, double[] low, int index)
    {
        var (lowest, traded) = (double.PositiveInfinity, 0);
        for (var i = index + 1; i <= index + Label.WithinHours && i < spot.Count; i++)
        {
            if (TradedBars.Has(spot, i))
            {
                lowest = Math.Min(lowest, low[i]);
                traded++;
            }
        }

        return TradedBars.Has(spot, index) && traded >= HazardFeatures.LeastOf(Label.WithinHours)
            ? lowest <= (1 - Label.FallFraction) * spot.Close[index]
            : null;
    }

    private static bool IsCalmAt(ReadOnlySpan<double> closes, int index)
    {
        var highest = 0.0;
        for (var i = Math.Max(0, index - HazardFeatures.Day); i <= index; i++)
        {
            highest = closes[i] > highest ? closes[i] : highest;
        }

        return closes[index] >= (1 - CalmDrawdown) * highest;
    }
}

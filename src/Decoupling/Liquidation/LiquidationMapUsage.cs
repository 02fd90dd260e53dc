using Decoupling.Numerics;
using Decoupling.Results;
using Decoupling.Snapshots;

namespace Decoupling.Liquidation;

/// <summary>How much of a liquidation map the liquidations that then came have used up.</summary>
public sealed record LiquidationMapUsageResult : MetricResult
{
    /// <summary>What the map had in the bins that the price went on to cross, USD, at least 0.</summary>
    public double? CrossedUsd { get; init; }

    /// <summary>What the tape closed, USD, at least 0; a lower bound where the coverage says so.</summary>
    public double? ForcedUsd { get; init; }

    /// <summary>What of it the crossed bins had, USD, at least 0.</summary>
    public double? MatchedUsd { get; init; }

    /// <summary>Matched over crossed, in [0, 1]: far below 1, the map holds more than was there or the tape shows less than happened.
    /// <see langword="null"/> where nothing was crossed.</summary>
    public double? UsedShare { get; init; }

    /// <summary>What was closed where the map had nothing left, USD, at least 0.</summary>
    public double? UnexplainedUsd { get; init; }

    /// <summary>Whether the tape shows all liquidations or a sample.</summary>
    public LiquidationCoverage? Coverage { get; init; }
}

/// <summary>The price's way while a tape ran, on from the map's price.</summary>
/// <param name="MapPrice">The price that the map was made at, quote currency per coin, above 0.</param>
/// <param name="Lowest">The lowest price since, above 0 and at most the map's.</param>
/// <param name="Highest">The highest price since, at least the map's.</param>
public readonly record struct PriceRange(double MapPrice, double Lowest, double Highest);

/// <summary>D7. Tells how well a liquidation map met what came: which part of what it had in the price's way was closed by force, and what was
/// closed that it did not have.</summary>
/// <remarks>Each liquidation is set against the crossed bins of its side within a reach of its price, nearest first, until it or they are
/// used up; the rest of it is unexplained. A fill lies beyond its liquidation price by margin and slip, hence the reach. One event is enough;
/// a tape without events uses nothing. O(events × bins within reach). Source: product practice; no standard paper. methods D7.</remarks>
public static class LiquidationMapUsage
{
    /// <summary>How far a fill may lie from the bin that explains it, in the logarithm of the price: 1 %, twice the usual maintenance
    /// margin.</summary>
    private const double Reach = 0.01;

    /// <summary>Sets a tape against the map that was made before it.</summary>
    /// <param name="map">The map as of before the tape.</param>
    /// <param name="range">The price's way since.</param>
    /// <param name="tape">The liquidations since, or <see langword="null"/> where the venue gives none.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    /// <exception cref="ArgumentException">The tape's columns differ in length, or the range is none.</exception>
    public static LiquidationMapUsageResult Compute(
        LiquidationMapResult map,
        PriceRange range,
        LiquidationTape? tape,
        DateTimeOffset asOf
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        if (!(range.Lowest > 0 && range.Lowest <= range.MapPrice && range.MapPrice <= range.Highest))
        {
            throw new ArgumentOutOfRangeException(nameof(range), range, "A range holds the map's price.");
        }

        if (tape is null)
        {
            return Without(new Refusal(MetricStatus.InsufficientData, "The venue gives no liquidations."), asOf);
        }

        if (map.Bins is not { } bins)
        {
            return Without(new Refusal(map.Status, "The liquidation map has no value: " + map.Reason), asOf);
        }

        if (FindFault(tape) is { } fault)
        {
            return Without(fault, asOf);
        }

        using var rented = new Rented<double>(2 * bins.Count);
        var longs = rented.Span[..bins.Count];
        var shorts = rented.Span[bins.Count..];
        var crossed = bins.CopyCrossed(range, longs, shorts);
        double forced = 0;
        double matched = 0;
        for (var i = 0; i < tape.Price.Length; i++)
        {
            var usd = Math.Abs(tape.SizeCoins[i]) * tape.Price[i];
            forced += usd;
            matched += Match(tape.SizeCoins[i] < 0 ? longs : shorts, bins.IndexOf(tape.Price[i]), usd, bins.Width);
        }

        return double.IsFinite(forced)
            ? new LiquidationMapUsageResult
            {
                Status = MetricStatus.Ok,
                SampleCount = tape.Price.Length,
                AsOf = asOf,
                CrossedUsd = crossed,
                ForcedUsd = forced,
                MatchedUsd = matched,
                UsedShare = crossed > 0 ? Math.Min(1, matched / crossed) : null,
                UnexplainedUsd = Math.Max(0, forced - matched),
                Coverage = tape.Coverage,
            }
            : Without(new Refusal(MetricStatus.OutOfDomain, "The liquidations exceed the range of a double."), asOf);
    }

    /// <summary>Takes a liquidation off the bins about its price, nearest first, and says how much of it they had.</summary>
    private static double Match(Span<double> left, int bin, double usd, double binWidth)
    {
        var reach = (int)Math.Round(Reach / binWidth);
        var wanted = usd;
        for (var distance = 0; distance <= reach && wanted > 0; distance++)
        {
            wanted -= Take(left, bin + distance, wanted);
            if (distance > 0)
            {
                wanted -= Take(left, bin - distance, wanted);
            }
        }

        return usd - wanted;
    }

    private static double Take(Span<double> left, int bin, double wanted)
    {
        if ((uint)bin >= (uint)left.Length)
        {
            return 0;
        }

        var taken = Math.Min(left[bin], wanted);
        left[bin] -= taken;
        return taken;
    }

    private static Refusal? FindFault(LiquidationTape tape)
    {
        InputGate.RequireOneLength(tape.Price, nameof(tape.Price), tape.SizeCoins, nameof(tape.SizeCoins));
        for (var i = 0; i < tape.Price.Length; i++)
        {
            if (!InputGate.IsPrice(tape.Price[i]) || !double.IsFinite(tape.SizeCoins[i]))
            {
                return new Refusal(MetricStatus.InvalidInput, $"Liquidation {i} has no price or no size.");
            }
        }

        return null;
    }

    internal static LiquidationMapUsageResult Without(Refusal fault, DateTimeOffset asOf) =>
        new()
        {
            Status = fault.Status,
            Reason = fault.Reason,
            SampleCount = 0,
            AsOf = asOf,
        };
}

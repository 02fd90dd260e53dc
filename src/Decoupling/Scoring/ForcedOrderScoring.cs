using Decoupling.Cascades;
using Decoupling.Liquidation;
using Decoupling.Results;
using Decoupling.Snapshots;

namespace Decoupling.Scoring;

/// <summary>Reads a derivative's tape of liquidations: E4, and what they used up of the map as it stood before them.</summary>
internal static class ForcedOrderScoring
{
    public static ForcedOrderScore Compute(
        MarketSnapshot snapshot,
        InstrumentSnapshot derivative,
        double? openInterestUsd,
        LiquidationTerms? terms,
        ScoringOptions options
    )
    {
        if (derivative.RefusalOf(SnapshotInput.Clock) is { } clock)
        {
            return Without(clock, snapshot.SlotAt);
        }

        if (derivative.Liquidations is not { } tape)
        {
            return Without(
                new Refusal(MetricStatus.InsufficientData, $"{derivative.Venue} gives no liquidations."),
                snapshot.SlotAt
            );
        }

        var startAt = StartOf(tape, snapshot);
        var (seconds, length) = JoinedTape(snapshot, derivative.LiquidationHistory, tape, startAt);
        return new ForcedOrderScore
        {
            Branching = HawkesBranching.Compute(
                seconds,
                length.TotalSeconds,
                snapshot.SlotAt,
                options.Cascade.Branching
            ),
            BranchingLength = length,
            MapUsage = UsageOf(snapshot, derivative, tape, startAt, openInterestUsd, terms, options),
        };
    }

    /// <summary>The tape of the hours before with the slot's, as seconds since it begins: one slot alone has too few events for E4.</summary>
    private static (double[] Seconds, TimeSpan Length) JoinedTape(
        MarketSnapshot snapshot,
        LiquidationTape? history,
        LiquidationTape tape,
        DateTimeOffset startAt
    )
    {
        var isJoined =
            history?.FromAt < startAt && !(tape.At.Length > 0 && history.At is [.., var last] && tape.At[0] < last);
        var (fromAt, older) = isJoined ? (history!.FromAt!.Value, history.At) : (startAt, []);
        var seconds = new double[older.Length + tape.At.Length];
        for (var i = 0; i < seconds.Length; i++)
        {
            var at = i < older.Length ? older[i] : tape.At[i - older.Length];
            seconds[i] = (at - fromAt).TotalSeconds;
        }

        return (seconds, Last(tape, snapshot) - fromAt);
    }

    /// <summary>The tape begins with the slot's last bar, or with that of an event before it.</summary>
    private static DateTimeOffset StartOf(LiquidationTape tape, MarketSnapshot snapshot)
    {
        var slotStartAt = snapshot.SlotAt - snapshot.SlotLength;
        return tape.At.Length > 0 && tape.At[0] < slotStartAt
            ? BarSeriesWindow.Floor(tape.At[0], snapshot.SlotLength)
            : slotStartAt;
    }

    private static DateTimeOffset Last(LiquidationTape tape, MarketSnapshot snapshot) =>
        tape.At.Length > 0 && tape.At[^1] > snapshot.SlotAt ? tape.At[^1] : snapshot.SlotAt;

    private static LiquidationMapUsageResult UsageOf(
        MarketSnapshot snapshot,
        InstrumentSnapshot derivative,
        LiquidationTape tape,
        DateTimeOffset startAt,
        double? openInterestUsd,
        LiquidationTerms? terms,
        ScoringOptions options
    )
    {
        var fault = terms is null
            ? new Refusal(MetricStatus.InsufficientData, "No margin table applies.")
            : Freshness.FindFault(derivative, snapshot) ?? derivative.RefusalOf(SnapshotInput.OpenInterest);
        if (fault is { } refusal)
        {
            return LiquidationMapUsage.Without(refusal, snapshot.SlotAt);
        }

        var bars = derivative.Bars!;
        var before = bars.Slice(bars.StartAt, startAt);
        var since = bars.Slice(startAt, bars.EndAt);
        if (before.Close.AsSpan().LastIndexOfAnyExcept(double.NaN) is not (>= 0 and var last))
        {
            return LiquidationMapUsage.Without(
                new Refusal(MetricStatus.InsufficientData, "No bar is older than the liquidations."),
                snapshot.SlotAt
            );
        }

        var price = before.Close[last];
        var map = LiquidationScoring.MapOf(
            price,
            openInterestUsd,
            derivative with
            {
                Bars = before,
            },
            terms!,
            startAt,
            options.LiquidationMap
        );
        return LiquidationMapUsage.Compute(map, RangeOf(price, since), tape, snapshot.SlotAt);
    }

    private static PriceRange RangeOf(double price, BarSeries since)
    {
        var range = new PriceRange(price, price, price);
        for (var i = 0; i < since.Count; i++)
        {
            if (!double.IsNaN(since.Close[i]))
            {
                range = range with
                {
                    Lowest = Math.Min(range.Lowest, since.Low?[i] ?? since.Close[i]),
                    Highest = Math.Max(range.Highest, since.High?[i] ?? since.Close[i]),
                };
            }
        }

        return range;
    }

    private static ForcedOrderScore Without(Refusal refusal, DateTimeOffset asOf) =>
        new()
        {
            Branching = HawkesBranching.Without(refusal, 0, asOf),
            MapUsage = LiquidationMapUsage.Without(refusal, asOf),
        };
}

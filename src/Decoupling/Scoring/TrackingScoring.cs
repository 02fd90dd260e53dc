using System.Buffers;
using Decoupling.Carry;
using Decoupling.Results;
using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Scoring;

/// <summary>How a derivative runs with its spot market: A1, A2 and B1 of one window.</summary>
internal readonly record struct TrackingScore(
    CoMovementResult CoMovement,
    EwmaCoMovementResult Ewma,
    BasisResult Basis
);

/// <summary>Scores the bars of one pair. Stale bars give a status and no number.</summary>
internal static class TrackingScoring
{
    public static TrackingScore Compute(MarketSnapshot snapshot, InstrumentPair pair, ScoringOptions options)
    {
        if (Freshness.FindFault(pair, snapshot) is { } fault)
        {
            return Without(fault, basisBps: null, snapshot.SlotAt);
        }

        var underlying = pair.Reference!.Bars!;
        var derivative = pair.Derivative.Bars!;
        var room = Math.Min(underlying.Count, derivative.Count);
        var rented = ArrayPool<double>.Shared.Rent(2 * room);
        try
        {
            var first = rented.AsSpan(0, room);
            var second = rented.AsSpan(room, room);

            var closes = PairedCloses.Form(underlying, derivative, first, second);
            if (options.Window.FindFault(pair, snapshot) is { } gap)
            {
                return Without(gap, LastBasisOf(first[..closes], second[..closes]), snapshot.SlotAt);
            }

            var basis = Basis.Compute(second[..closes], first[..closes], snapshot.SlotAt, options.Basis);
            if (Freshness.FindFaultOfReturns(pair, snapshot) is { } old)
            {
                return new TrackingScore(NoCoMovement(old, snapshot.SlotAt), NoEwma(old, snapshot.SlotAt), basis);
            }

            var returns = PairedReturns.Form(underlying, derivative, first, second);
            var x = first[..returns];
            var y = second[..returns];
            return new TrackingScore(
                CoMovement.Compute(x, y, derivative.Step, snapshot.SlotAt, options.CoMovement),
                EwmaOf(x, y, derivative.Step, snapshot.SlotAt, options.Ewma),
                basis
            );
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    /// <summary>Weights that halve within one bar would rest on that bar alone.</summary>
    private static EwmaCoMovementResult EwmaOf(
        ReadOnlySpan<double> underlyingReturns,
        ReadOnlySpan<double> derivativeReturns,
        TimeSpan step,
        DateTimeOffset asOf,
        EwmaCoMovementOptions options
    ) =>
        step <= options.HalfLife
            ? EwmaCoMovement.Compute(underlyingReturns, derivativeReturns, step, asOf, options)
            : NoEwma(
                new Refusal(
                    MetricStatus.OutOfDomain,
                    $"Bars of {step} are longer than the half-life of {options.HalfLife}."
                ),
                asOf
            );

    /// <summary>The last basis needs no window: a short history still has it.</summary>
    private static double? LastBasisOf(ReadOnlySpan<double> underlyingCloses, ReadOnlySpan<double> derivativeCloses)
    {
        var basisBps = underlyingCloses.IsEmpty
            ? double.NaN
            : Basis.OfPrices(derivativeCloses[^1], underlyingCloses[^1]);
        return double.IsFinite(basisBps) ? basisBps : null;
    }

    private static TrackingScore Without(Refusal refusal, double? basisBps, DateTimeOffset asOf) =>
        new(NoCoMovement(refusal, asOf), NoEwma(refusal, asOf), NoBasis(refusal, asOf) with { BasisBps = basisBps });

    private static CoMovementResult NoCoMovement(Refusal refusal, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = 0,
            AsOf = asOf,
        };

    private static EwmaCoMovementResult NoEwma(Refusal refusal, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = 0,
            AsOf = asOf,
        };

    private static BasisResult NoBasis(Refusal refusal, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = 0,
            AsOf = asOf,
        };
}

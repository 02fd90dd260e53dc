using Decoupling.Numerics;
using Decoupling.Snapshots;

namespace Decoupling.Tracking;

/// <summary>The moves that an underlying and its derivative made over the same bars: what every co-movement metric reads.</summary>
/// <remarks>r = ln(P_t / P_{t-1}), a fraction per step. A return exists only where both series have this bar and the one before it; a gap in
/// either breaks the chain of both and is never bridged. A bar without trades is a gap: a venue that stands still goes on publishing its last price.</remarks>
public static class PairedReturns
{
    /// <summary>Writes the returns in the order of time and gives their count, at least 0.</summary>
    /// <param name="underlying">The underlying's closed bars.</param>
    /// <param name="derivative">The derivative's closed bars, of the same step and on the same grid; the time that both cover counts.</param>
    /// <param name="underlyingReturns">Takes the underlying's returns; as long as the shorter series is always enough.</param>
    /// <param name="derivativeReturns">Takes the derivative's returns, index by index beside the underlying's.</param>
    /// <returns>The number of pairs written. A close that is no price (0, negative, infinite) gives a return that is not finite, which the
    /// metrics refuse by its index.</returns>
    /// <exception cref="ArgumentException">The steps or grids differ, or a span is too short.</exception>
    public static int Form(
        BarSeries underlying,
        BarSeries derivative,
        Span<double> underlyingReturns,
        Span<double> derivativeReturns
    )
    {
        ArgumentNullException.ThrowIfNull(underlying);
        ArgumentNullException.ThrowIfNull(derivative);
        var overlap = BarOverlap.Between(underlying, derivative);
        RequireRoom(overlap.Count - 1, underlyingReturns, nameof(underlyingReturns));
        RequireRoom(overlap.Count - 1, derivativeReturns, nameof(derivativeReturns));

        var underlyingCloses = underlying.Close.AsSpan(overlap.UnderlyingStart, overlap.Count);
        var derivativeCloses = derivative.Close.AsSpan(overlap.DerivativeStart, overlap.Count);
        var count = 0;
        var hasPrevious = false;
        for (var i = 0; i < overlap.Count; i++)
        {
            var hasBar = overlap.IsTraded(underlying, derivative, i);
            if (hasBar && hasPrevious)
            {
                underlyingReturns[count] = LogReturn(underlyingCloses[i - 1], underlyingCloses[i]);
                derivativeReturns[count] = LogReturn(derivativeCloses[i - 1], derivativeCloses[i]);
                count++;
            }

            hasPrevious = hasBar;
        }

        return count;
    }

    internal static double LogReturn(double previous, double current) =>
        InputGate.IsPrice(previous) && InputGate.IsPrice(current) ? Math.Log(current / previous) : double.NaN;

    internal static void RequireRoom(int needed, Span<double> destination, string name)
    {
        if (destination.Length < needed)
        {
            throw new ArgumentException($"{name} holds {destination.Length} values; up to {needed} may come.", name);
        }
    }
}

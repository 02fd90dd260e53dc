using Decoupling.Snapshots;

namespace Decoupling.Tracking;

/// <summary>The prices of an underlying and its derivative at the same closes: what the basis reads.</summary>
/// <remarks>A bar without trades is no price: a venue that stands still goes on publishing its last one.</remarks>
public static class PairedCloses
{
    /// <summary>Writes the closes of the bars that both series have, in the order of time, and gives their count, at least 0.</summary>
    /// <param name="underlying">The underlying's closed bars.</param>
    /// <param name="derivative">The derivative's closed bars, of the same step and on the same grid; the time that both cover counts.</param>
    /// <param name="underlyingCloses">Takes the underlying's closes; as long as the shorter series is always enough.</param>
    /// <param name="derivativeCloses">Takes the derivative's closes, index by index beside the underlying's.</param>
    /// <returns>The number of pairs written. The last pair is the newest bar that both have, which need not be the newest of either.</returns>
    /// <exception cref="ArgumentException">The steps or grids differ, or a span is too short.</exception>
    public static int Form(
        BarSeries underlying,
        BarSeries derivative,
        Span<double> underlyingCloses,
        Span<double> derivativeCloses
    )
    {
        ArgumentNullException.ThrowIfNull(underlying);
        ArgumentNullException.ThrowIfNull(derivative);
        var overlap = BarOverlap.Between(underlying, derivative);
        PairedReturns.RequireRoom(overlap.Count, underlyingCloses, nameof(underlyingCloses));
        PairedReturns.RequireRoom(overlap.Count, derivativeCloses, nameof(derivativeCloses));

        var count = 0;
        for (var i = 0; i < overlap.Count; i++)
        {
            if (overlap.IsTraded(underlying, derivative, i))
            {
                underlyingCloses[count] = underlying.Close[overlap.UnderlyingStart + i];
                derivativeCloses[count] = derivative.Close[overlap.DerivativeStart + i];
                count++;
            }
        }

        return count;
    }
}

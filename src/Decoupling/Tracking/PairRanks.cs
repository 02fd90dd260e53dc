using System.Buffers;
using Decoupling.Numerics;

namespace Decoupling.Tracking;

/// <summary>A window's paired returns by rank: sorted once for all metrics that ask for an order.</summary>
/// <remarks>Of returns that are not finite it gives numbers without meaning; the metrics refuse those. Pooled: what it gives is read before it
/// is disposed of.</remarks>
internal readonly ref struct PairRanks : IDisposable
{
    private readonly double[] _room;
    private readonly int _count;

    private PairRanks(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        _count = x.Length;
        _room = ArrayPool<double>.Shared.Rent(3 * _count);
        using var places = new Rented<int>(_count);
        var sorted = _room.AsSpan(2 * _count, _count);
        MidRanks.Of(y, _room.AsSpan(_count, _count), sorted, places.Span);
        MidRanks.Of(x, _room.AsSpan(0, _count), sorted, places.Span);
        Kendall = KendallTau.Of(sorted, places.Span, y);
    }

    /// <summary>The underlying's ranks, in the returns' order.</summary>
    public ReadOnlySpan<double> RanksX => _room.AsSpan(0, _count);

    /// <summary>The derivative's.</summary>
    public ReadOnlySpan<double> RanksY => _room.AsSpan(_count, _count);

    /// <summary>The underlying's returns from the lowest on.</summary>
    public ReadOnlySpan<double> SortedX => _room.AsSpan(2 * _count, _count);

    /// <summary>τ_b; NaN when all values of a sample are equal.</summary>
    public double Kendall { get; }

    /// <summary>Ranks two samples of one length.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static PairRanks Of(ReadOnlySpan<double> underlyingReturns, ReadOnlySpan<double> derivativeReturns)
    {
        InputGate.RequireOneLength(
            underlyingReturns,
            nameof(underlyingReturns),
            derivativeReturns,
            nameof(derivativeReturns)
        );
        return new PairRanks(underlyingReturns, derivativeReturns);
    }

    public void Dispose() => ArrayPool<double>.Shared.Return(_room);
}

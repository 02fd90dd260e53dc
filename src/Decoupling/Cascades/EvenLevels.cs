using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Decoupling.Cascades;

/// <summary>Finds the bucket of each price where the levels are a tick apart, eight prices at a time and without reading a level.</summary>
/// <remarks>The place of a price among the levels is (first - price)/tick. A place so near to a whole number that the rounding of ticks and prices
/// could decide is marked, and left to a look at the levels.</remarks>
internal readonly ref struct EvenLevels
{
    // Ticks are as even as decimal prices in doubles can be; beyond this a guess is no better than a search.
    private const double MostSlack = 0.01;

    // The rounding of a place itself, a few units in the last place of a million levels.
    private const double Rounding = 1e-9;

    private readonly double _first;
    private readonly double _levelsPerPrice;
    private readonly double _shockedPlace;
    private readonly double _slack;
    private readonly int _count;

    /// <param name="levels">The prices of the levels, best first.</param>
    /// <param name="shockedPrice">The shocked price, before the first of them.</param>
    public EvenLevels(ReadOnlySpan<double> levels, double shockedPrice)
    {
        _count = levels.Length;
        if (levels.Length < 2)
        {
            _slack = 1;
            return;
        }

        _first = levels[0];
        _levelsPerPrice = (levels.Length - 1) / (levels[0] - levels[^1]);
        _shockedPlace = (_first - shockedPrice) * _levelsPerPrice;
        double slack = 0;
        for (var i = 0; i < levels.Length; i++)
        {
            slack = Math.Max(slack, Math.Abs((_first - levels[i]) * _levelsPerPrice - i));
        }

        _slack = slack + Rounding;
    }

    /// <summary>Whether the levels are a tick apart.</summary>
    public bool AreEven => _slack <= MostSlack;

    /// <summary>Writes each price's bucket, or the complement of it where it is near an edge.</summary>
    public void Find(ReadOnlySpan<double> prices, Span<int> buckets)
    {
        var i = 0;
        ref var from = ref MemoryMarshal.GetReference(prices);
        ref var to = ref MemoryMarshal.GetReference(buckets[..prices.Length]);
        for (; i <= prices.Length - Vector512<double>.Count; i += Vector512<double>.Count)
        {
            var found = Of(Vector512.LoadUnsafe(ref from, (nuint)i));
            Vector256.Narrow(found.GetLower(), found.GetUpper()).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < prices.Length; i++)
        {
            buckets[i] = (int)Of(Vector512.Create(prices[i]))[0];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<long> Of(Vector512<double> prices)
    {
        var slack = Vector512.Create(_slack);
        var place = (Vector512.Create(_first) - prices) * Vector512.Create(_levelsPerPrice);
        place = Vector512.Min(Vector512.Max(place, Vector512.Create(-2.0)), Vector512.Create(_count + 1.0));
        var level = Vector512.Ceiling(place);
        var isShocked = Vector512.LessThan(place, Vector512.Create(_shockedPlace) - slack);
        var near = level - place;
        var isNear =
            Vector512.LessThan(near, slack)
            | Vector512.GreaterThan(near, Vector512<double>.One - slack)
            | (Vector512.LessThanOrEqual(place, slack) & ~isShocked);
        var bucket = Vector512.Min(
            Vector512.Max(level + Vector512<double>.One, Vector512<double>.One),
            Vector512.Create(_count + 1.0)
        );
        var whole = Vector512.ConvertToInt64(Vector512.ConditionalSelect(isShocked, Vector512<double>.Zero, bucket));
        // A mask of ones turns a bucket into its complement.
        return whole ^ isNear.AsInt64();
    }
}

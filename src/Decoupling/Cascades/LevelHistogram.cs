using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Decoupling.Cascades;

/// <summary>Positions in any order, summed by the level of the book whose price reaches them: marks take book prices only, so no finer
/// order is needed, and no sort.</summary>
/// <remarks>Bucket 0 holds what the shock reaches, bucket b > 0 what level first + b - 1 reaches and the one before it does not.</remarks>
internal ref struct LevelHistogram : ICascadePositions
{
    // Steps from the guess before the level is searched for.
    private const int NearLevels = 4;

    private readonly ReadOnlySpan<double> _levels;
    private readonly Span<Vector128<double>> _buckets;
    private readonly double _shockedPrice;
    private readonly int _sign;
    private int _next;

    /// <param name="levels">The prices of the levels beyond the shocked price, best first.</param>
    /// <param name="buckets">Room for one bucket more than levels.</param>
    /// <param name="shockedPrice">The shocked price.</param>
    /// <param name="sign">1 for longs, -1 for shorts.</param>
    public LevelHistogram(ReadOnlySpan<double> levels, Span<Vector128<double>> buckets, double shockedPrice, int sign)
    {
        _levels = levels;
        _buckets = buckets[..(levels.Length + 1)];
        _buckets.Clear();
        _shockedPrice = shockedPrice;
        _sign = sign;
    }

    /// <summary>Adds every position that the last level reaches.</summary>
    public readonly void Add(ReadOnlySpan<double> prices, ReadOnlySpan<double> sizes)
    {
        var last = _sign * (_levels.IsEmpty ? _shockedPrice : _levels[^1]);
        var top = _levels.IsEmpty ? 0 : _levels[0];
        var levelsPerPrice = _levels.Length > 1 ? (_levels.Length - 1) / (top - _levels[^1]) : 0;
        ref var buckets = ref MemoryMarshal.GetReference(_buckets);
        for (var i = 0; i < prices.Length; i++)
        {
            var price = prices[i];
            if (_sign * price < last)
            {
                continue;
            }

            var bucket =
                _sign * price >= _sign * _shockedPrice ? 0 : 1 + LevelOf(price, (top - price) * levelsPerPrice);
            ref var sum = ref Unsafe.Add(ref buckets, bucket);
            sum += Vector128.Create(sizes[i], 1);
        }
    }

    public (double Size, int Count) CrossTo(double price)
    {
        var sum = Vector128<double>.Zero;
        while (_next < _buckets.Length && _sign * PriceOf(_next) >= _sign * price)
        {
            sum += _buckets[_next];
            _next++;
        }

        return (sum[0], (int)sum[1]);
    }

    private readonly double PriceOf(int bucket) => bucket == 0 ? _shockedPrice : _levels[bucket - 1];

    /// <summary>The first level that reaches a price, from a guess that is exact where levels are a tick apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int LevelOf(double price, double guess)
    {
        var level = (int)Math.Clamp(guess, 0, _levels.Length - 1);
        for (var step = 0; step < NearLevels; step++)
        {
            if (_sign * price < _sign * _levels[level])
            {
                level++;
            }
            else if (level > 0 && _sign * price >= _sign * _levels[level - 1])
            {
                level--;
            }
            else
            {
                return level;
            }
        }

        return Search(price);
    }

    private readonly int Search(double price)
    {
        var (low, high) = (0, _levels.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _sign * price >= _sign * _levels[middle] ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}

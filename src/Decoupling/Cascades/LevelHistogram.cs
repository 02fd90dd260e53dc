using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Decoupling.Cascades;

/// <summary>Positions in any order, summed by the level of the book whose price reaches them: marks take book prices only, so no finer
/// order is needed, and no sort.</summary>
/// <remarks>Bucket 0 holds what the shock reaches, bucket b what level b - 1 reaches and the one before it does not, the last what no level
/// reaches.</remarks>
internal ref struct LevelHistogram : ICascadePositions
{
    /// <summary>How many positions are best added at once: they and their buckets stay in the nearest caches.</summary>
    public const int Block = 1024;

    // Steps from the guess before the level is searched for.
    private const int NearLevels = 4;

    private readonly ReadOnlySpan<double> _levels;
    private readonly EvenLevels _even;
    private readonly Span<Vector128<double>> _buckets;
    private readonly double _shockedPrice;
    private readonly int _sign;
    private int _next;

    /// <param name="levels">The prices of the levels beyond the shocked price, best first.</param>
    /// <param name="buckets">Room for two buckets more than levels.</param>
    /// <param name="shockedPrice">The shocked price.</param>
    /// <param name="sign">1 for longs, -1 for shorts.</param>
    public LevelHistogram(ReadOnlySpan<double> levels, Span<Vector128<double>> buckets, double shockedPrice, int sign)
    {
        _levels = levels;
        _even = new EvenLevels(levels, shockedPrice);
        _buckets = buckets[..(levels.Length + 2)];
        _buckets.Clear();
        _shockedPrice = shockedPrice;
        _sign = sign;
    }

    /// <summary>Adds a block of positions.</summary>
    public readonly void Add(ReadOnlySpan<double> prices, ReadOnlySpan<double> sizes)
    {
        Span<int> found = stackalloc int[Block];
        found = found[..prices.Length];
        if (_even.AreEven)
        {
            _even.Find(prices, found);
        }
        else
        {
            // All are looked up, from the first bucket on.
            found.Fill(~0);
        }

        ref var buckets = ref MemoryMarshal.GetReference(_buckets);
        for (var i = 0; i < found.Length; i++)
        {
            var bucket = found[i] >= 0 ? found[i] : BucketOf(prices[i], ~found[i]);
            ref var sum = ref Unsafe.Add(ref buckets, bucket);
            sum += Vector128.Create(sizes[i], 1);
        }
    }

    public (double Size, int Count) CrossTo(double price)
    {
        var sum = Vector128<double>.Zero;
        while (_next <= _levels.Length && _sign * PriceOf(_next) >= _sign * price)
        {
            sum += _buckets[_next];
            _next++;
        }

        return (sum[0], (int)sum[1]);
    }

    private readonly double PriceOf(int bucket) => bucket == 0 ? _shockedPrice : _levels[bucket - 1];

    private readonly bool IsReached(double price, int bucket) =>
        bucket > _levels.Length || _sign * price >= _sign * PriceOf(bucket);

    /// <summary>The first bucket whose price reaches a position, from a guess that is one off at most where levels are even.</summary>
    private readonly int BucketOf(double price, int guess)
    {
        for (var step = 0; step < NearLevels; step++)
        {
            if (!IsReached(price, guess))
            {
                guess++;
            }
            else if (guess > 0 && IsReached(price, guess - 1))
            {
                guess--;
            }
            else
            {
                return guess;
            }
        }

        var (low, high) = (0, _levels.Length + 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = IsReached(price, middle) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}

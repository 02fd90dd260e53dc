using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Decoupling.Discovery;

/// <summary>ΣΣ ΔXᵢΔYⱼ over all pairs of intervals that overlap, by one merge of the two clocks: O(n + m).</summary>
/// <remarks>The intervals of Y that overlap one of X are neighbours, so their moves telescope to one difference of prices. First each time of X
/// gets its rank among those of Y, without branches, since which market ticks next is a coin toss; then one pass takes the
/// differences.</remarks>
internal static class OverlapCovariance
{
    /// <summary>The covariance over two markets of at least one tick each, their times finite and strictly increasing.</summary>
    public static double Of(TickSpan x, TickSpan y)
    {
        var rented = ArrayPool<int>.Shared.Rent(x.Count);
        var ranks = rented.AsSpan(0, x.Count);
        Rank(x.Seconds, y.Seconds, ranks);

        var latest = y.Count - 1;
        double sum = 0;
        var start = Math.Max(ranks[0] - 1, 0);
        for (var i = 1; i < ranks.Length; i++)
        {
            // The last tick of Y at or before the interval, and the first at or after it.
            var rank = ranks[i];
            var before = Math.Max(rank - 1, 0);
            var after = Math.Min(y.Seconds[before] == x.Seconds[i] ? before : rank, latest);
            sum += (x.LogPrices[i] - x.LogPrices[i - 1]) * (y.LogPrices[after] - y.LogPrices[start]);
            start = before;
        }

        ArrayPool<int>.Shared.Return(rented);
        return sum;
    }

    /// <summary>How many times of Y are at or before each time of X. Two halves are walked side by side: a step waits on the loads of the
    /// step before it, and two such chains overlap.</summary>
    private static void Rank(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<int> ranks)
    {
        var middle = x.Length / 2;
        var middleRank = FirstAfter(y, x[middle]);
        var lower = new Merge(x[..middle], y, ranks[..middle], rank: 0);
        var upper = new Merge(x[middle..], y, ranks[middle..], middleRank);
        while (Math.Min(lower.SafeSteps, upper.SafeSteps) is > 0 and var steps)
        {
            Merge.Step(ref lower, ref upper, steps);
        }

        lower.Finish();
        upper.Finish();
    }

    private static int FirstAfter(ReadOnlySpan<double> sorted, double value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            (low, high) = sorted[middle] <= value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>One walk up both clocks: each step passes a time of Y, or gives one of X its rank.</summary>
    private ref struct Merge(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<int> ranks, int rank)
    {
        private readonly ReadOnlySpan<double> _x = x;
        private readonly ReadOnlySpan<double> _y = y;
        private readonly Span<int> _ranks = ranks;
        private int _index;
        private int _rank = rank;

        /// <summary>Steps that cannot leave either span: each moves on by one in one of them.</summary>
        public readonly int SafeSteps => Math.Min(_x.Length - _index, _y.Length - _rank);

        public static void Step(ref Merge a, ref Merge b, int steps)
        {
            ref var xa = ref MemoryMarshal.GetReference(a._x);
            ref var xb = ref MemoryMarshal.GetReference(b._x);
            ref var y = ref MemoryMarshal.GetReference(a._y);
            ref var ranksA = ref MemoryMarshal.GetReference(a._ranks);
            ref var ranksB = ref MemoryMarshal.GetReference(b._ranks);
            nint indexA = a._index;
            nint rankA = a._rank;
            nint indexB = b._index;
            nint rankB = b._rank;
            for (var step = 0; step < steps; step++)
            {
                var passesA = Unsafe.Add(ref y, rankA) <= Unsafe.Add(ref xa, indexA) ? 1 : 0;
                var passesB = Unsafe.Add(ref y, rankB) <= Unsafe.Add(ref xb, indexB) ? 1 : 0;
                Unsafe.Add(ref ranksA, indexA) = (int)rankA;
                Unsafe.Add(ref ranksB, indexB) = (int)rankB;
                rankA += passesA;
                rankB += passesB;
                indexA += 1 - passesA;
                indexB += 1 - passesB;
            }

            (a._index, a._rank) = ((int)indexA, (int)rankA);
            (b._index, b._rank) = ((int)indexB, (int)rankB);
        }

        /// <summary>The rest, by itself.</summary>
        public void Finish()
        {
            for (; _index < _x.Length; _index++)
            {
                while (_rank < _y.Length && _y[_rank] <= _x[_index])
                {
                    _rank++;
                }

                _ranks[_index] = _rank;
            }
        }
    }
}

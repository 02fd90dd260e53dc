using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Decoupling.Hazard;

/// <summary>The sum and the largest of every 24 values in a row.</summary>
/// <remarks>Eight windows side by side, each summed from its oldest value to its newest, so that a window's bits do not depend on where it stands.</remarks>
internal static class DayWindow
{
    public const int Length = 24;

    private const int First = Length - 1;

    /// <summary>Sums; NaN in the first 23 places.</summary>
    public static void Sum(ReadOnlySpan<double> values, Span<double> sums)
    {
        ref var start = ref MemoryMarshal.GetReference(values);
        ref var into = ref MemoryMarshal.GetReference(sums);
        var i = First;
        for (; i <= values.Length - Vector512<double>.Count; i += Vector512<double>.Count)
        {
            var sum = Vector512.LoadUnsafe(ref start, (nuint)(i - First));
            for (var j = i - First + 1; j <= i; j++)
            {
                sum += Vector512.LoadUnsafe(ref start, (nuint)j);
            }

            sum.StoreUnsafe(ref into, (nuint)i);
        }

        for (; i < values.Length; i++)
        {
            var sum = values[i - First];
            foreach (var value in values.Slice(i - First + 1, First))
            {
                sum += value;
            }

            sums[i] = sum;
        }

        sums[..Math.Min(First, sums.Length)].Fill(double.NaN);
    }

    /// <summary>The largest of values that are no NaN; NaN in the first 23 places.</summary>
    public static void Max(ReadOnlySpan<double> values, Span<double> largest)
    {
        ref var start = ref MemoryMarshal.GetReference(values);
        ref var into = ref MemoryMarshal.GetReference(largest);
        var i = First;
        for (; i <= values.Length - Vector512<double>.Count; i += Vector512<double>.Count)
        {
            var most = Vector512.LoadUnsafe(ref start, (nuint)(i - First));
            for (var j = i - First + 1; j <= i; j++)
            {
                most = Vector512.Max(most, Vector512.LoadUnsafe(ref start, (nuint)j));
            }

            most.StoreUnsafe(ref into, (nuint)i);
        }

        for (; i < values.Length; i++)
        {
            var most = values[i - First];
            foreach (var value in values.Slice(i - First + 1, First))
            {
                most = Math.Max(most, value);
            }

            largest[i] = most;
        }

        largest[..Math.Min(First, largest.Length)].Fill(double.NaN);
    }
}

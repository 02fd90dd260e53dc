using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Decoupling.Numerics;

/// <summary>Σ aᵢbᵢ in one fixed order of sixteen lanes: the same bits on every machine, and several values a cycle.</summary>
internal static class DotProduct
{
    /// <summary>The sum over two spans of one length; 0 for none.</summary>
    public static double Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var width = Vector512<double>.Count;
        ref var firstA = ref MemoryMarshal.GetReference(a);
        ref var firstB = ref MemoryMarshal.GetReference(b[..a.Length]);
        Vector512<double> even = default,
            odd = default;
        nuint i = 0;
        for (; (int)i <= a.Length - 2 * width; i += (nuint)(2 * width))
        {
            even = Vector512.FusedMultiplyAdd(
                Vector512.LoadUnsafe(ref firstA, i),
                Vector512.LoadUnsafe(ref firstB, i),
                even
            );
            odd = Vector512.FusedMultiplyAdd(
                Vector512.LoadUnsafe(ref firstA, i + (nuint)width),
                Vector512.LoadUnsafe(ref firstB, i + (nuint)width),
                odd
            );
        }

        var lanes = even + odd;
        double sum = 0;
        for (var lane = 0; lane < width; lane++)
        {
            sum += lanes[lane];
        }

        for (var rest = (int)i; rest < a.Length; rest++)
        {
            sum += a[rest] * b[rest];
        }

        return sum;
    }
}

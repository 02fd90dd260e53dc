using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Decoupling.Numerics;

/// <summary>Turns four stretches of a series into rows of four values, one of each, and back: nothing but moves, so the bits are the same on
/// every machine.</summary>
internal static class LaneRows
{
    /// <summary>Values in a row, one a stretch.</summary>
    public const int Lanes = 4;

    /// <summary>Stretch k starts at k·apart; row r takes value r of each.</summary>
    public static void Gather(ReadOnlySpan<double> series, int apart, int count, Span<double> rows)
    {
        if (count < Lanes)
        {
            for (var i = 0; i < count * Lanes; i++)
            {
                rows[i] = series[i % Lanes * apart + i / Lanes];
            }

            return;
        }

        ref var from = ref MemoryMarshal.GetReference(series[..((Lanes - 1) * apart + count)]);
        ref var to = ref MemoryMarshal.GetReference(rows[..(count * Lanes)]);
        for (var i = 0; i < count; i += Lanes)
        {
            // The last four are moved once more where fewer are left.
            var first = Math.Min(i, count - Lanes);
            Transpose(ref Unsafe.Add(ref from, first), apart, ref Unsafe.Add(ref to, first * Lanes), Lanes);
        }
    }

    /// <summary>The inverse: value r of stretch k comes from row r.</summary>
    public static void Scatter(ReadOnlySpan<double> rows, int count, Span<double> series, int apart)
    {
        if (count < Lanes)
        {
            for (var i = 0; i < count * Lanes; i++)
            {
                series[i % Lanes * apart + i / Lanes] = rows[i];
            }

            return;
        }

        ref var from = ref MemoryMarshal.GetReference(rows[..(count * Lanes)]);
        ref var to = ref MemoryMarshal.GetReference(series[..((Lanes - 1) * apart + count)]);
        for (var i = 0; i < count; i += Lanes)
        {
            var first = Math.Min(i, count - Lanes);
            Transpose(ref Unsafe.Add(ref from, first * Lanes), Lanes, ref Unsafe.Add(ref to, first), apart);
        }
    }

    /// <summary>Four rows of four become four columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(ref double from, int fromApart, ref double to, int toApart)
    {
        var a = Vector256.LoadUnsafe(ref from);
        var b = Vector256.LoadUnsafe(ref from, (nuint)fromApart);
        var c = Vector256.LoadUnsafe(ref from, (nuint)(2 * fromApart));
        var d = Vector256.LoadUnsafe(ref from, (nuint)(3 * fromApart));
        if (Avx.IsSupported)
        {
            var (lowAb, highAb) = (Avx.UnpackLow(a, b), Avx.UnpackHigh(a, b));
            var (lowCd, highCd) = (Avx.UnpackLow(c, d), Avx.UnpackHigh(c, d));
            Avx.Permute2x128(lowAb, lowCd, 0x20).StoreUnsafe(ref to);
            Avx.Permute2x128(highAb, highCd, 0x20).StoreUnsafe(ref to, (nuint)toApart);
            Avx.Permute2x128(lowAb, lowCd, 0x31).StoreUnsafe(ref to, (nuint)(2 * toApart));
            Avx.Permute2x128(highAb, highCd, 0x31).StoreUnsafe(ref to, (nuint)(3 * toApart));
            return;
        }

        for (var i = 0; i < Lanes; i++)
        {
            Vector256.Create(a[i], b[i], c[i], d[i]).StoreUnsafe(ref to, (nuint)(i * toApart));
        }
    }
}

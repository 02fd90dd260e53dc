using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Decoupling.Numerics;

/// <summary>e^x of eight values at once, for x from -708 to 0.</summary>
/// <remarks>x = n·ln 2 + r, |r| ≤ ln 2/2; e^r by its Taylor polynomial of degree 13, whose remainder is 4e-18; 2ⁿ by the exponent's bits.
/// Within 2 units in the last place. Below -708 it is 0: what has faded so far adds nothing.</remarks>
internal static class LaneExponential
{
    public const double Lowest = -708;

    // ln 2 in two parts: the first has trailing zeros, so that n times it is exact.
    private const double LnTwo = 0.693147180559945309417;
    private const double LnTwoHigh = 0.693147180369123816490;
    private const double LnTwoLow = 1.90821492927058770002e-10;

    // Adding it rounds to the nearest integer, which then stands in the low bits.
    private const double Rounder = 6755399441055744.0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(Vector512<double> x)
    {
        var isGone = Vector512.LessThan(x, Vector512.Create(Lowest));
        x = Vector512.ConditionalSelect(isGone, Vector512.Create(Lowest), x);
        var rounded = Vector512.FusedMultiplyAdd(x, Vector512.Create(1 / LnTwo), Vector512.Create(Rounder));
        var n = rounded - Vector512.Create(Rounder);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-LnTwoHigh), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-LnTwoLow), r);
        var scale = Vector512.ShiftLeft(rounded.AsInt64() + Vector512.Create(1023L), 52).AsDouble();
        return Vector512.AndNot(Polynomial(r) * scale, isGone);
    }

    // Even and odd powers side by side: half as long a chain.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Polynomial(Vector512<double> r)
    {
        var square = r * r;
        var even = Vector512.Create(1 / 479001600.0);
        even = Vector512.FusedMultiplyAdd(even, square, Vector512.Create(1 / 3628800.0));
        even = Vector512.FusedMultiplyAdd(even, square, Vector512.Create(1 / 40320.0));
        even = Vector512.FusedMultiplyAdd(even, square, Vector512.Create(1 / 720.0));
        even = Vector512.FusedMultiplyAdd(even, square, Vector512.Create(1 / 24.0));
        even = Vector512.FusedMultiplyAdd(even, square, Vector512.Create(0.5));
        var odd = Vector512.Create(1 / 6227020800.0);
        odd = Vector512.FusedMultiplyAdd(odd, square, Vector512.Create(1 / 39916800.0));
        odd = Vector512.FusedMultiplyAdd(odd, square, Vector512.Create(1 / 362880.0));
        odd = Vector512.FusedMultiplyAdd(odd, square, Vector512.Create(1 / 5040.0));
        odd = Vector512.FusedMultiplyAdd(odd, square, Vector512.Create(1 / 120.0));
        odd = Vector512.FusedMultiplyAdd(odd, square, Vector512.Create(1 / 6.0));
        odd = Vector512.FusedMultiplyAdd(odd, square, Vector512<double>.One);
        // 1 + (r·odd + r²·even): the small terms first.
        return Vector512<double>.One + Vector512.FusedMultiplyAdd(r, odd, square * even);
    }
}

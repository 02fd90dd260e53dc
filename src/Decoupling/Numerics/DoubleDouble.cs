namespace Decoupling.Numerics;

/// <summary>A number of twice a double's digits, as the sum of two doubles: about 32 decimal digits, at a few operations each.</summary>
/// <remarks>Where values enter and leave a sum a million times, its rounding stays below any digit of the result. Source: Dekker, "A
/// Floating-Point Technique for Extending the Available Precision", 1971; Knuth, "The Art of Computer Programming", volume 2.</remarks>
/// <param name="High">The number rounded to a double.</param>
/// <param name="Low">What the rounding left.</param>
internal readonly record struct DoubleDouble(double High, double Low)
{
    public static implicit operator DoubleDouble(double value) => new(value, 0);

    public static explicit operator double(DoubleDouble value) => value.High + value.Low;

    /// <summary>x·y without rounding.</summary>
    public static DoubleDouble Product(double x, double y)
    {
        var product = x * y;
        return new DoubleDouble(product, Math.FusedMultiplyAdd(x, y, -product));
    }

    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        var (high, highError) = Sum(a.High, b.High);
        var (low, lowError) = Sum(a.Low, b.Low);
        var middle = Normalized(high, highError + low);
        return Normalized(middle.High, middle.Low + lowError);
    }

    public static DoubleDouble operator -(DoubleDouble a) => new(-a.High, -a.Low);

    public static DoubleDouble operator -(DoubleDouble a, DoubleDouble b) => a + -b;

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        var product = Product(a.High, b.High);
        return Normalized(product.High, product.Low + (a.High * b.Low + a.Low * b.High));
    }

    public static DoubleDouble operator /(DoubleDouble a, DoubleDouble b)
    {
        var first = a.High / b.High;
        var rest = a - b * first;
        var second = rest.High / b.High;
        rest -= b * second;
        return Normalized(first, second) + rest.High / b.High;
    }

    /// <summary>Two numbers of any size, added without rounding.</summary>
    private static (double Sum, double Error) Sum(double a, double b)
    {
        var sum = a + b;
        var bRounded = sum - a;
        return (sum, a - (sum - bRounded) + (b - bRounded));
    }

    /// <summary>The same for a second one that is small beside the first.</summary>
    private static DoubleDouble Normalized(double large, double small)
    {
        var sum = large + small;
        return new DoubleDouble(sum, small - (sum - large));
    }
}

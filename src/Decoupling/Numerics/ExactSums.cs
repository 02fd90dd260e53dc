namespace Decoupling.Numerics;

/// <summary>Σx and Σx² of values that enter and leave, in doubled precision.</summary>
/// <remarks>Plain sums, because they forget what left without a trace: centring them at the end loses as many digits as the level
/// stands above its moves, of 32. Moments that are kept centred (Welford) lose some at every step.</remarks>
internal readonly record struct ExactSums(DoubleDouble Sum, DoubleDouble Squares)
{
    public const int ValueCount = 4;

    private const double SmallestCenteredShare = 1e-18;
    private const double LargestShareThatLeaves = 1e8;

    /// <summary>A larger value's square, or a window's sum of them, would overflow.</summary>
    private const double LargestValue = 1e150;

    /// <summary>Whether a value is a number whose square the sums can hold.</summary>
    public static bool CanHold(double x) => Math.Abs(x) <= LargestValue;

    public ExactSums With(double x) => new(Sum + x, Squares + DoubleDouble.Product(x, x));

    public ExactSums Without(double x) => new(Sum - x, Squares - DoubleDouble.Product(x, x));

    public double Mean(int count) => (double)(Sum / count);

    /// <summary>Σ(x - mean)².</summary>
    public DoubleDouble Centered(int count) => Squares - Sum * Sum / count;

    /// <summary>Whether the centred squares keep the digits of a double: the level does not stand a billion times above its
    /// moves.</summary>
    public bool IsPrecise(int count) => Centered(count).High > SmallestCenteredShare * Squares.High;

    /// <summary>Whether a value that has just left was so large that its rounding stays behind.</summary>
    public bool IsMarkedBy(double left) => !(left * left <= LargestShareThatLeaves * Squares.High);

    public void CopyTo(Span<double> values) =>
        (values[0], values[1], values[2], values[3]) = (Sum.High, Sum.Low, Squares.High, Squares.Low);

    public static ExactSums From(ReadOnlySpan<double> values) =>
        new(new DoubleDouble(values[0], values[1]), new DoubleDouble(values[2], values[3]));
}

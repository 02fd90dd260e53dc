namespace Decoupling.Tests;

/// <summary>Comparison of numbers by relative error.</summary>
internal static class Relative
{
    public static double Error(double actual, double expected) => Math.Abs(actual - expected) / Math.Abs(expected);

    public static void ShouldBeWithin(this double? actual, double relativeError, double expected)
    {
        actual.ShouldNotBeNull();
        actual.Value.ShouldBeWithin(relativeError, expected);
    }

    public static void ShouldBeWithin(this double actual, double relativeError, double expected) =>
        Error(actual, expected).ShouldBeLessThanOrEqualTo(relativeError, $"actual {actual:R}, expected {expected:R}");
}

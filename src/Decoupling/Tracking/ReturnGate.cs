using System.Globalization;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Tracking;

/// <summary>What every metric of paired returns refuses, and in which words.</summary>
internal static class ReturnGate
{
    public static readonly Refusal NoVariance = new(
        MetricStatus.Degenerate,
        "A leg has no variance over the window, so correlation and beta do not exist."
    );

    public static readonly Refusal Overflow = new(
        MetricStatus.OutOfDomain,
        "The returns are too large for their products to be numbers."
    );

    /// <summary>The refusal of these returns, or <see langword="null"/> when they are as many as needed and all finite.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static Refusal? Check(
        ReadOnlySpan<double> underlyingReturns,
        ReadOnlySpan<double> derivativeReturns,
        int minimumSamples
    )
    {
        InputGate.RequireOneLength(
            underlyingReturns,
            nameof(underlyingReturns),
            derivativeReturns,
            nameof(derivativeReturns)
        );
        if (InputGate.FirstNotFinite(underlyingReturns) is >= 0 and var underlyingIndex)
        {
            return NotFinite("underlying", underlyingIndex, underlyingReturns[underlyingIndex]);
        }

        if (InputGate.FirstNotFinite(derivativeReturns) is >= 0 and var derivativeIndex)
        {
            return NotFinite("derivative", derivativeIndex, derivativeReturns[derivativeIndex]);
        }

        return underlyingReturns.Length < minimumSamples ? TooFew(underlyingReturns.Length, minimumSamples) : null;
    }

    private static Refusal NotFinite(string leg, int index, double value) =>
        new(
            MetricStatus.InvalidInput,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The {leg}'s return at index {index} is {value}, not a number."
            )
        );

    public static Refusal TooFew(int count, int minimum) =>
        new(
            MetricStatus.InsufficientData,
            string.Create(CultureInfo.InvariantCulture, $"There are {count} paired returns and {minimum} are needed.")
        );
}

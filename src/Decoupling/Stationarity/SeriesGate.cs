using System.Globalization;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Stationarity;

/// <summary>What every metric of one series refuses, and in which words.</summary>
internal static class SeriesGate
{
    public static readonly Refusal Constant = new(MetricStatus.Degenerate, "The series does not vary.");

    public static readonly Refusal Overflow = new(
        MetricStatus.OutOfDomain,
        "The values are too large for their products to be numbers."
    );

    /// <summary>The refusal of this series, or <see langword="null"/> when it is long enough and all finite.</summary>
    public static Refusal? Check(ReadOnlySpan<double> values, int minimumSamples)
    {
        if (InputGate.FirstNotFinite(values) is >= 0 and var index)
        {
            return new Refusal(
                MetricStatus.InvalidInput,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The value at index {index} is {values[index]}, not a number."
                )
            );
        }

        return values.Length < minimumSamples ? TooFew(values.Length, minimumSamples) : null;
    }

    public static Refusal TooFew(int count, int minimum) =>
        new(
            MetricStatus.InsufficientData,
            string.Create(CultureInfo.InvariantCulture, $"There are {count} values and {minimum} are needed.")
        );
}

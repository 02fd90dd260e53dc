using System.Globalization;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Breaks;

/// <summary>What every break test refuses, and in which words.</summary>
internal static class SampleGate
{
    public static readonly Refusal NoVariance = new(
        MetricStatus.Degenerate,
        "The samples do not vary, so there is no scale for a shift."
    );

    public static readonly Refusal Overflow = new(
        MetricStatus.OutOfDomain,
        "The samples are too large for their squares to be numbers."
    );

    /// <summary>The refusal of these samples, or <see langword="null"/> when they are as many as needed and all finite.</summary>
    public static Refusal? Check(ReadOnlySpan<double> samples, int minimumSamples)
    {
        if (InputGate.FirstNotFinite(samples) is >= 0 and var index)
        {
            return new Refusal(
                MetricStatus.InvalidInput,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The sample at index {index} is {samples[index]}, not a number."
                )
            );
        }

        return samples.Length < minimumSamples
            ? new Refusal(
                MetricStatus.InsufficientData,
                $"There are {samples.Length} samples and {minimumSamples} are needed."
            )
            : null;
    }
}

using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Breaks;

/// <summary>B6: whether the level of a window shifted anywhere in it, and where.</summary>
/// <remarks>
/// <para>W_j = Σ_{i≤j}(y_i - ȳ)/(σ̂√n), σ̂² = Σ(y - ȳ)²/(n - 1); the statistic is max|W|, its p-value that of a Brownian bridge,
/// 2·Σ(-1)^(j+1)·exp(-2j²λ²). O(n), no allocation but the result.</para>
/// <para>For levels such as a basis. It is blind to a change of beta about returns of mean zero: <see cref="SupF"/> and A3 see
/// that. Samples that follow one another (an autocorrelated basis) make p too small.</para>
/// <para>Source: Ploberger and Krämer, "The CUSUM Test with OLS Residuals", 1992.</para>
/// </remarks>
public static class OlsCusum
{
    /// <summary>Tests one window of levels, oldest first.</summary>
    /// <param name="samples">Levels in any one unit.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">The minimum history.</param>
    /// <returns>InvalidInput for a sample that is not finite, InsufficientData below the minimum, Degenerate when the samples do
    /// not vary, OutOfDomain when a value overflows.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static CusumTestResult Compute(ReadOnlySpan<double> samples, DateTimeOffset asOf, CusumTestOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var count = samples.Length;
        if (SampleGate.Check(samples, options.MinimumSamples) is { } refusal)
        {
            return CusumTestResult.Without(refusal, count, asOf);
        }

        var sums = CenteredSums.Of(samples, samples);
        if (sums.IsDegenerate(count))
        {
            return CusumTestResult.Without(SampleGate.NoVariance, count, asOf);
        }

        double sum = 0;
        double largest = 0;
        var samplesBefore = 0;
        for (var i = 0; i < count; i++)
        {
            sum += samples[i] - sums.MeanX;
            if (Math.Abs(sum) > largest)
            {
                largest = Math.Abs(sum);
                samplesBefore = i + 1;
            }
        }

        var statistic = largest / Math.Sqrt(sums.Sxx / (count - 1)) / Math.Sqrt(count);
        return InputGate.AllFinite(sums.Sxx, statistic)
            ? CusumTestResult.Of(statistic, PValue(statistic), samplesBefore, count, asOf)
            : CusumTestResult.Without(SampleGate.Overflow, count, asOf);
    }

    /// <summary>The chance that a Brownian bridge strays from 0 by more than λ; in [0, 1].</summary>
    internal static double PValue(double lambda)
    {
        // Below, p is 1 to twelve digits and the series slow.
        if (lambda < 0.2)
        {
            return 1;
        }

        double p = 0;
        for (var j = 1; ; j++)
        {
            var term = 2 * Math.Exp(-2.0 * j * j * lambda * lambda);
            p += j % 2 == 1 ? term : -term;
            if (term <= 1e-17 * p)
            {
                return Math.Clamp(p, 0, 1);
            }
        }
    }
}

/// <summary>What the CUSUM tests need to know beside the samples.</summary>
public sealed record CusumTestOptions
{
    /// <summary>The hard floor: two samples on each side of a break.</summary>
    public const int FewestSamples = 4;

    /// <summary>Samples below which there is no value; at least 4. Default 30: the p-values are those of long series.</summary>
    public int MinimumSamples { get; init; } = 30;

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate() =>
        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumSamples, FewestSamples, nameof(MinimumSamples));
}

/// <summary>Whether and where a level shifted. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record CusumTestResult : MetricResult
{
    /// <summary>The statistic, at least 0.</summary>
    public double? Statistic { get; init; }

    /// <summary>The chance of so large a statistic where nothing shifted, in [0, 1].</summary>
    public double? PValue { get; init; }

    /// <summary>How many samples had come when the statistic was at its largest: of <see cref="OlsCusum"/> the length of the old
    /// regime, of
    /// <see cref="RecursiveCusum"/> no date of the break, which lies before.</summary>
    public int? SamplesAtMaximum { get; init; }

    internal static CusumTestResult Of(double statistic, double pValue, int samples, int count, DateTimeOffset asOf) =>
        new()
        {
            Status = MetricStatus.Ok,
            SampleCount = count,
            AsOf = asOf,
            Statistic = statistic,
            PValue = pValue,
            SamplesAtMaximum = samples,
        };

    internal static CusumTestResult Without(Refusal refusal, int count, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = count,
            AsOf = asOf,
        };
}

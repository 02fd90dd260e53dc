using System.Buffers;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Stationarity;

/// <summary>B4: whether two prices are tied together, when the tie itself must be estimated.</summary>
/// <remarks>
/// <para>y₁ = a + b·y₂ + e by least squares, then the unit-root regression of e without a constant, judged by MacKinnon's values for two
/// series. For a perpetual and its spot b = 1 is known: <see cref="AugmentedDickeyFuller"/> on the log basis is the stronger test.</para>
/// <para>O(n·lags), no allocation but the result. Source: Engle and Granger, "Co-integration and Error Correction", 1987.</para>
/// </remarks>
public static class EngleGranger
{
    private static readonly Refusal s_constantLeg = new(
        MetricStatus.Degenerate,
        "A leg does not vary, so nothing can be tied to it."
    );

    private static readonly Refusal s_noResidual = new(
        MetricStatus.Degenerate,
        "One series explains the other without error: its statistic is minus infinity."
    );

    /// <summary>Tests two series, oldest first.</summary>
    /// <param name="first">y₁, such as log prices: a residual of 1e-9 per value counts as none.</param>
    /// <param name="second">y₂ at the same times.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">Lags and minimum history.</param>
    /// <returns>InvalidInput for a value that is not finite, InsufficientData below the minimum, Degenerate for a constant leg or for legs
    /// that explain each other without error, OutOfDomain on overflow.</returns>
    /// <exception cref="ArgumentException">The spans differ in length, or an option is out of range.</exception>
    public static EngleGrangerResult Compute(
        ReadOnlySpan<double> first,
        ReadOnlySpan<double> second,
        DateTimeOffset asOf,
        UnitRootOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        InputGate.RequireOneLength(first, nameof(first), second, nameof(second));
        var count = first.Length;
        var needed = Math.Max(options.MinimumSamples, UnitRootOptions.SamplesFor(options.Lags ?? 0));
        if ((SeriesGate.Check(first, needed) ?? SeriesGate.Check(second, needed)) is { } refusal)
        {
            return Without(refusal, count, asOf);
        }

        var sums = CenteredSums.Of(second, first);
        if (sums.IsDegenerate(count))
        {
            return Without(s_constantLeg, count, asOf);
        }

        var slope = sums.Sxy / sums.Sxx;
        var intercept = sums.MeanY - slope * sums.MeanX;
        if (!InputGate.AllFinite(slope, intercept, sums.Sxx, sums.Syy))
        {
            return Without(SeriesGate.Overflow, count, asOf);
        }

        var residuals = ArrayPool<double>.Shared.Rent(count);
        double squares = 0;
        for (var i = 0; i < count; i++)
        {
            residuals[i] = first[i] - sums.MeanY - slope * (second[i] - sums.MeanX);
            squares += residuals[i] * residuals[i];
        }

        var hasResidual =
            squares
            > Math.Max(Tolerances.VariancePerSample * count, Tolerances.PerfectFit * Tolerances.PerfectFit * sums.Syy);
        var fit = hasResidual
            ? UnitRootRegression.Of(
                residuals.AsSpan(0, count),
                hasConstant: false,
                options.LagsFor(count, hasConstant: false),
                isFixed: options.Lags is not null
            )
            : default;
        ArrayPool<double>.Shared.Return(residuals);
        if (!hasResidual)
        {
            return Without(s_noResidual, count, asOf) with { PValue = 0 };
        }

        if (UnitRootVerdict.Refusal(fit) is { } noStatistic)
        {
            return Without(noStatistic, count, asOf) with { PValue = UnitRootVerdict.PValueWithout(fit) };
        }

        // The response surfaces count the observations as the pairs less one, whatever the lags.
        return new EngleGrangerResult
        {
            Status = MetricStatus.Ok,
            SampleCount = count,
            AsOf = asOf,
            Statistic = fit.Statistic,
            PValue = MacKinnon.PValue(variables: 2, fit.Statistic),
            Lags = fit.Lags,
            Intercept = intercept,
            Slope = slope,
            CriticalValue1Percent = MacKinnon.CriticalValue(2, percent: 1, count - 1),
            CriticalValue5Percent = MacKinnon.CriticalValue(2, percent: 5, count - 1),
            CriticalValue10Percent = MacKinnon.CriticalValue(2, percent: 10, count - 1),
            RejectsNoCointegration = MacKinnon.PValue(variables: 2, fit.Statistic) < options.Significance,
        };
    }

    private static EngleGrangerResult Without(Refusal refusal, int count, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = count,
            AsOf = asOf,
        };
}

/// <summary>What <see cref="EngleGranger"/> found. Values are <see langword="null"/> unless the status is Ok.</summary>
/// <remarks>The one exception: series that explain each other without error have a statistic of minus infinity, which is no number; they
/// are Degenerate with a <see cref="PValue"/> of 0.</remarks>
public sealed record EngleGrangerResult : MetricResult
{
    /// <summary>t of the residual's γ: the more negative, the surer the two are tied.</summary>
    public double? Statistic { get; init; }

    /// <summary>The chance that two unrelated walks give a statistic this small, in [0, 1].</summary>
    public double? PValue { get; init; }

    /// <summary>The lagged differences in the regression of the residual, at least 0.</summary>
    public int? Lags { get; init; }

    /// <summary>a of the tie y₁ = a + b·y₂.</summary>
    public double? Intercept { get; init; }

    /// <summary>b of the tie y₁ = a + b·y₂; about 1 for a perpetual on its spot.</summary>
    public double? Slope { get; init; }

    /// <summary>The statistic below which unrelated walks fall once in 100 times.</summary>
    public double? CriticalValue1Percent { get; init; }

    /// <summary>The same for 5 in 100.</summary>
    public double? CriticalValue5Percent { get; init; }

    /// <summary>The same for 10 in 100.</summary>
    public double? CriticalValue10Percent { get; init; }

    /// <summary>Whether <see cref="PValue"/> is below the significance asked for: the two are taken to be tied.</summary>
    public bool? RejectsNoCointegration { get; init; }
}

using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Stationarity;

/// <summary>B4: whether a gap between two prices comes back by itself, or wanders like the prices do.</summary>
/// <remarks>
/// <para>t of γ in Δy_t = μ + γy_{t-1} + Σδᵢ Δy_{t-i} + ε; a random walk has γ = 0, and t then follows not Student's but Dickey and Fuller's
/// distribution. For a perpetual and its spot pass the log basis: the vector (1, -1) is known and need not be estimated.</para>
/// <para>O(n·lags + lags³), no allocation but the result. Sources: Dickey and Fuller, "Distribution of the Estimators for Autoregressive
/// Time Series with a Unit Root", 1979; MacKinnon, "Critical Values for Cointegration Tests", 2010.</para>
/// </remarks>
public static class AugmentedDickeyFuller
{
    /// <summary>Tests one series, oldest first.</summary>
    /// <param name="values">The series, such as log basis, as fractions: a deviation of 1e-9 per value counts as none.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">Lags and minimum history.</param>
    /// <returns>InvalidInput for a value that is not finite, InsufficientData below the minimum or for too many lags, Degenerate for a series
    /// that does not vary or that its own past explains without error, OutOfDomain on overflow.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static AugmentedDickeyFullerResult Compute(
        ReadOnlySpan<double> values,
        DateTimeOffset asOf,
        UnitRootOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var count = values.Length;
        var needed = Math.Max(options.MinimumSamples, UnitRootOptions.SamplesFor(options.Lags ?? 0));
        if (SeriesGate.Check(values, needed) is { } refusal)
        {
            return Without(refusal, count, asOf);
        }

        var sums = CenteredSums.Of(values, values);
        if (sums.IsDegenerate(count))
        {
            return Without(SeriesGate.Constant, count, asOf);
        }

        var lags = options.LagsFor(count, hasConstant: true);
        var fit = UnitRootRegression.Of(values, hasConstant: true, lags, isFixed: options.Lags is not null);
        return UnitRootVerdict.Refusal(fit) is { } noStatistic
            ? Without(noStatistic, count, asOf) with
            {
                PValue = UnitRootVerdict.PValueWithout(fit),
            }
            : new AugmentedDickeyFullerResult
            {
                Status = MetricStatus.Ok,
                SampleCount = count,
                AsOf = asOf,
                Statistic = fit.Statistic,
                PValue = MacKinnon.PValue(variables: 1, fit.Statistic),
                Lags = fit.Lags,
                Observations = fit.Observations,
                CriticalValue1Percent = MacKinnon.CriticalValue(1, percent: 1, fit.Observations),
                CriticalValue5Percent = MacKinnon.CriticalValue(1, percent: 5, fit.Observations),
                CriticalValue10Percent = MacKinnon.CriticalValue(1, percent: 10, fit.Observations),
                RejectsUnitRoot = MacKinnon.PValue(variables: 1, fit.Statistic) < options.Significance,
            };
    }

    internal static AugmentedDickeyFullerResult Without(Refusal refusal, int count, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = count,
            AsOf = asOf,
        };
}

/// <summary>What <see cref="AugmentedDickeyFuller"/> found. Values are <see langword="null"/> unless the status is Ok.</summary>
/// <remarks>The one exception: a series that reverts without any error has a statistic of minus infinity, which is no number; it is
/// Degenerate with a <see cref="PValue"/> of 0.</remarks>
public sealed record AugmentedDickeyFullerResult : MetricResult
{
    /// <summary>t of γ: the more negative, the surer the series comes back.</summary>
    public double? Statistic { get; init; }

    /// <summary>The chance that a random walk gives a statistic this small, in [0, 1]; small means stationary.</summary>
    public double? PValue { get; init; }

    /// <summary>The lagged differences in the regression, at least 0.</summary>
    public int? Lags { get; init; }

    /// <summary>The rows of the regression: values less one less the lags.</summary>
    public int? Observations { get; init; }

    /// <summary>The statistic below which a random walk falls once in 100 times.</summary>
    public double? CriticalValue1Percent { get; init; }

    /// <summary>The same for 5 in 100.</summary>
    public double? CriticalValue5Percent { get; init; }

    /// <summary>The same for 10 in 100.</summary>
    public double? CriticalValue10Percent { get; init; }

    /// <summary>Whether <see cref="PValue"/> is below the significance asked for: the series is taken to come back.</summary>
    public bool? RejectsUnitRoot { get; init; }
}

using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Stationarity;

/// <summary>B4: whether a gap between two prices keeps to one level: the question of <see cref="AugmentedDickeyFuller"/> the other way round,
/// with stationarity as what must be disproved.</summary>
/// <remarks>
/// <para>η = ΣS²/(n²·s²), S the running sum of the deviations from the mean, s² = γ₀ + 2Σ(1 - j/(l+1))γⱼ their long-run variance with
/// l lags of Bartlett weights. Both tests rejecting, or neither, means that the window does not settle it.</para>
/// <para>p is the asymptotic one, exact, not read off a table. O(n·l), no allocation but the result. Source: Kwiatkowski, Phillips, Schmidt
/// and Shin, "Testing the Null Hypothesis of Stationarity against the Alternative of a Unit Root", 1992.</para>
/// </remarks>
public static class Kpss
{
    /// <summary>Tests one series, oldest first.</summary>
    /// <param name="values">The series, such as log basis, as fractions: a deviation of 1e-9 per value counts as none.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">Lags and minimum history.</param>
    /// <returns>InvalidInput for a value that is not finite, InsufficientData below the minimum, Degenerate for a series that does not vary,
    /// OutOfDomain on overflow.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static KpssResult Compute(ReadOnlySpan<double> values, DateTimeOffset asOf, KpssOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var count = values.Length;
        if (SeriesGate.Check(values, Math.Max(options.MinimumSamples, (options.Lags ?? 0) + 2)) is { } refusal)
        {
            return Without(refusal, count, asOf);
        }

        var sums = CenteredSums.Of(values, values);
        if (sums.IsDegenerate(count))
        {
            return Without(SeriesGate.Constant, count, asOf);
        }

        var lags = options.Lags ?? KpssOptions.DefaultLags(count);
        double running = 0;
        double runningSquares = 0;
        foreach (var value in values)
        {
            running += value - sums.MeanX;
            runningSquares += running * running;
        }

        var longRun = sums.Sxx;
        for (var lag = 1; lag <= lags; lag++)
        {
            longRun += 2 * (1 - lag / (lags + 1.0)) * LaggedProducts(values, sums.MeanX, lag);
        }

        if (!InputGate.AllFinite(runningSquares, longRun))
        {
            return Without(SeriesGate.Overflow, count, asOf);
        }

        // Bartlett's weights leave the sum at least 0; an exact alternation may reach it.
        if (longRun <= Tolerances.PerfectFit * sums.Sxx)
        {
            return Without(s_noLongRun, count, asOf);
        }

        var statistic = runningSquares / longRun / count;
        var p = CramerVonMises.UpperTail(statistic);
        return new KpssResult
        {
            Status = MetricStatus.Ok,
            SampleCount = count,
            AsOf = asOf,
            Statistic = statistic,
            PValue = p,
            Lags = lags,
            RejectsStationarity = p < options.Significance,
        };
    }

    private static readonly Refusal s_noLongRun = new(
        MetricStatus.Degenerate,
        "The series' swings cancel out, so it has no long-run variance."
    );

    private static double LaggedProducts(ReadOnlySpan<double> values, double mean, int lag)
    {
        double sum = 0;
        for (var t = lag; t < values.Length; t++)
        {
            sum += (values[t] - mean) * (values[t - lag] - mean);
        }

        return sum;
    }

    internal static KpssResult Without(Refusal refusal, int count, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = count,
            AsOf = asOf,
        };
}

/// <summary>How <see cref="Kpss"/> weighs the series' memory, and when it speaks.</summary>
public sealed record KpssOptions
{
    /// <summary>Lags of the long-run variance, at least 0, or <see langword="null"/> (the default) for Schwert's short rule ⌊4·(n/100)^¼⌋: 5 for
    /// a day of 5-minute bars. Fewer make a slow but stationary series look wandering, more cost power.</summary>
    public int? Lags { get; init; }

    /// <summary>Values below which there is no test; at least 10. Default 30, as for the unit-root tests.</summary>
    public int MinimumSamples { get; init; } = 30;

    /// <summary>The chance of calling a stationary series wandering; in (0, 1). Default 0.05, the usual one.</summary>
    public double Significance { get; init; } = 0.05;

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Lags ?? 0, nameof(Lags));
        ArgumentOutOfRangeException.ThrowIfLessThan(
            MinimumSamples,
            UnitRootOptions.FewestSamples,
            nameof(MinimumSamples)
        );
        InputGate.RequireWithin(Significance, 0, 1, nameof(Significance));
    }

    internal static int DefaultLags(int count) => (int)(4 * Math.Pow(count / 100.0, 0.25));
}

/// <summary>What <see cref="Kpss"/> found. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record KpssResult : MetricResult
{
    /// <summary>η, above 0: the larger, the surer the series wanders.</summary>
    public double? Statistic { get; init; }

    /// <summary>The chance that a stationary series gives a statistic this large, in [0, 1]; small means wandering.</summary>
    public double? PValue { get; init; }

    /// <summary>The lags of the long-run variance, at least 0.</summary>
    public int? Lags { get; init; }

    /// <summary>Whether <see cref="PValue"/> is below the significance asked for: the series is taken to wander.</summary>
    public bool? RejectsStationarity { get; init; }
}

using Decoupling.Numerics;
using Decoupling.Results;
using Decoupling.Stationarity;

namespace Decoupling.Reversion;

/// <summary>B3: how fast a basis comes back to its mean, and how far it strays.</summary>
/// <remarks>
/// <para>Least squares of b_t on b_{t-1} gives φ and c; of dX = θ(μ - X)dt + σdW this is the exact map: θ = -ln φ/Δ, μ = c/(1 - φ),
/// σ = s·√(2θ/(1 - φ²)), half-life ln 2/θ. Below 200 values φ is biased down, a half-life too short; (1 + 3φ)/n is added to it.</para>
/// <para>φ ≥ 1 is a finding, not a fault: the basis does not come back. O(n), no allocation but the result. Sources: Uhlenbeck and Ornstein,
/// "On the Theory of the Brownian Motion", 1930; Kendall, "Note on Bias in the Estimation of Autocorrelation", 1954.</para>
/// </remarks>
public static class OrnsteinUhlenbeck
{
    /// <summary>From here on the bias of φ is within half of its own error.</summary>
    private const int LargeSample = 200;

    /// <summary>A1's floor in basis points squared.</summary>
    private const double SmallestVariance = Tolerances.VariancePerSample * 1e8;

    private static readonly Refusal s_tooFast = new(
        MetricStatus.OutOfDomain,
        "The basis comes back within one step: its half-life is shorter than the sampling can tell."
    );

    private static readonly Refusal s_noShocks = new(
        MetricStatus.Degenerate,
        "Each value follows from the one before without error, so there is nothing random to revert from."
    );

    /// <summary>Fits one window, oldest first.</summary>
    /// <param name="basisBps">The basis in basis points, one value a step.</param>
    /// <param name="step">The length of a step, positive.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">The minimum history and the correction.</param>
    /// <returns>InvalidInput for a value that is not finite, InsufficientData below the minimum, Degenerate for a basis that does not vary or
    /// has no shocks, OutOfDomain for φ ≤ 0 and on overflow.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The step is not positive, or an option is out of range.</exception>
    public static OrnsteinUhlenbeckResult Compute(
        ReadOnlySpan<double> basisBps,
        TimeSpan step,
        DateTimeOffset asOf,
        OrnsteinUhlenbeckOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        InputGate.RequirePositive(step, nameof(step));
        return SeriesGate.Check(basisBps, options.MinimumSamples) is { } refusal
            ? Without(refusal, basisBps.Length, asOf)
            : Fit(basisBps[..^1], basisBps[1..], step, asOf, options);
    }

    /// <summary>Fits a window with gaps: only the steps that have both their values, in any order.</summary>
    /// <param name="beforeBps">The basis at the beginning of each step, basis points.</param>
    /// <param name="afterBps">The basis at its end.</param>
    /// <param name="step">The length of a step, positive.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">The minimum history and the correction; so many steps are one value more.</param>
    /// <returns>As of a window without gaps.</returns>
    /// <exception cref="ArgumentException">The spans differ in length, the step is not positive, or an option is out of
    /// range.</exception>
    public static OrnsteinUhlenbeckResult Compute(
        ReadOnlySpan<double> beforeBps,
        ReadOnlySpan<double> afterBps,
        TimeSpan step,
        DateTimeOffset asOf,
        OrnsteinUhlenbeckOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        InputGate.RequirePositive(step, nameof(step));
        InputGate.RequireOneLength(beforeBps, nameof(beforeBps), afterBps, nameof(afterBps));
        var minimum = options.MinimumSamples - 1;
        return (SeriesGate.Check(beforeBps, minimum) ?? SeriesGate.Check(afterBps, minimum)) is { } refusal
            ? Without(refusal, beforeBps.Length, asOf)
            : Fit(beforeBps, afterBps, step, asOf, options);
    }

    private static OrnsteinUhlenbeckResult Fit(
        ReadOnlySpan<double> before,
        ReadOnlySpan<double> after,
        TimeSpan step,
        DateTimeOffset asOf,
        OrnsteinUhlenbeckOptions options
    )
    {
        var count = before.Length + 1;
        var sums = CenteredSums.Of(before, after);
        if (sums.Sxx <= SmallestVariance * before.Length || sums.Syy <= SmallestVariance * before.Length)
        {
            return Without(SeriesGate.Constant, count, asOf);
        }

        var raw = sums.Sxy / sums.Sxx;
        var corrects = options.CorrectsSmallSampleBias && count < LargeSample;
        var persistence = corrects ? raw + (1 + 3 * raw) / before.Length : raw;
        double residualSquares = 0;
        for (var i = 0; i < before.Length; i++)
        {
            var residual = after[i] - sums.MeanY - raw * (before[i] - sums.MeanX);
            residualSquares += residual * residual;
        }

        var residualDeviation = Math.Sqrt(residualSquares / (before.Length - 2));
        if (!InputGate.AllFinite(persistence, residualDeviation, sums.MeanX, sums.MeanY))
        {
            return Without(SeriesGate.Overflow, count, asOf);
        }

        if (residualDeviation <= Tolerances.PerfectFit * Math.Sqrt(sums.Syy))
        {
            return Without(s_noShocks, count, asOf);
        }

        if (persistence <= 0)
        {
            return Without(s_tooFast, count, asOf);
        }

        // The fitted line runs through the means, whatever its slope.
        var process = OrnsteinUhlenbeckProcess.Of(persistence, residualDeviation, step);
        var mean =
            persistence < 1
                ? sums.MeanX + (sums.MeanY - sums.MeanX) / (1 - persistence)
                : 0.5 * (sums.MeanX + sums.MeanY);
        var isFinite =
            InputGate.AllFinite(mean, process.BrownianPerRootHour)
            && (persistence >= 1 || InputGate.AllFinite(process.HalfLifeHours, process.StationaryDeviation));
        return isFinite
            ? Found(process, raw, mean, residualDeviation, count, asOf)
            : Without(SeriesGate.Overflow, count, asOf);
    }

    private static OrnsteinUhlenbeckResult Found(
        OrnsteinUhlenbeckProcess process,
        double rawPersistence,
        double mean,
        double residualDeviation,
        int count,
        DateTimeOffset asOf
    )
    {
        var reverts = process.Persistence < 1;
        return new OrnsteinUhlenbeckResult
        {
            Status = MetricStatus.Ok,
            SampleCount = count,
            AsOf = asOf,
            Reverts = reverts,
            Persistence = process.Persistence,
            RawPersistence = rawPersistence,
            MeanBps = mean,
            ResidualDeviationBps = residualDeviation,
            BrownianBpsPerRootHour = process.BrownianPerRootHour,
            ReversionPerHour = reverts ? process.ReversionPerHour : null,
            HalfLifeHours = reverts ? process.HalfLifeHours : null,
            DiffusionBpsPerRootHour = reverts ? process.DiffusionPerRootHour : null,
            StationaryDeviationBps = reverts ? process.StationaryDeviation : null,
        };
    }

    internal static OrnsteinUhlenbeckResult Without(Refusal refusal, int count, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = count,
            AsOf = asOf,
        };
}

/// <summary>How <see cref="OrnsteinUhlenbeck"/> fits.</summary>
public sealed record OrnsteinUhlenbeckOptions
{
    /// <summary>The hard floor: two parameters are fitted on one pair less than there are values.</summary>
    public const int FewestSamples = 5;

    /// <summary>Values below which there is no fit; at least 5. Default 30, as for the test of stationarity that goes with it.</summary>
    public int MinimumSamples { get; init; } = 30;

    /// <summary>Whether φ is corrected for its bias below 200 values. Default true: of 50 values of a basis with φ = 0.9 the plain
    /// fit finds 0.82 on average, 3.6 steps of half-life in place of 6.6.</summary>
    public bool CorrectsSmallSampleBias { get; init; } = true;

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate() =>
        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumSamples, FewestSamples, nameof(MinimumSamples));
}

/// <summary>How a basis comes back. Values are <see langword="null"/> unless the status is Ok; those of the reversion also when
/// <see cref="Reverts"/> is false.</summary>
public sealed record OrnsteinUhlenbeckResult : MetricResult
{
    /// <summary>Whether φ is below 1. False means that no half-life exists, and that what is said of the future is Brownian.</summary>
    public bool? Reverts { get; init; }

    /// <summary>φ: the share of a deviation that is left after one step, above 0; corrected where that was asked for.</summary>
    public double? Persistence { get; init; }

    /// <summary>φ as least squares gives it.</summary>
    public double? RawPersistence { get; init; }

    /// <summary>μ, where the basis comes back to, in basis points; the window's mean when it does not come back.</summary>
    public double? MeanBps { get; init; }

    /// <summary>s: the deviation of one step's shock, basis points, above 0.</summary>
    public double? ResidualDeviationBps { get; init; }

    /// <summary>s/√Δ: the same per √hour, for a basis that does not come back.</summary>
    public double? BrownianBpsPerRootHour { get; init; }

    /// <summary>θ: the rate of coming back, per hour, above 0.</summary>
    public double? ReversionPerHour { get; init; }

    /// <summary>ln 2/θ: the hours in which half of a deviation goes, above 0.</summary>
    public double? HalfLifeHours { get; init; }

    /// <summary>σ: basis points per √hour, above 0.</summary>
    public double? DiffusionBpsPerRootHour { get; init; }

    /// <summary>The deviation of the basis in the long run, basis points, above 0.</summary>
    public double? StationaryDeviationBps { get; init; }
}

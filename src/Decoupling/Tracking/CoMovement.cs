using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Tracking;

/// <summary>A1: whether a derivative moves with its underlying, by how much per move, and how far off it runs.</summary>
/// <remarks>
/// <para>Least squares of the derivative's returns y on the underlying's x over one window, S being centred sums: ρ = Sxy/√(Sxx·Syy),
/// β = Sxy/Sxx, α = ȳ - βx̄, s² = Σ(y - α - βx)²/(n - 2), se(β) = s/√Sxx. Two passes and one over the residuals; O(n), no
/// allocation but the result.</para>
/// <para>A low ρ by itself mostly means a quiet market or a broken feed, not stress: tracking noise is nearly constant, so ρ falls
/// when volatility does.</para>
/// <para>Source: NIST, "Statistical Reference Datasets: Linear Regression", 1999.</para>
/// </remarks>
public static class CoMovement
{
    /// <summary>Measures one window of paired returns, oldest first.</summary>
    /// <param name="underlyingReturns">The underlying's log returns, fractions per step.</param>
    /// <param name="derivativeReturns">The derivative's log returns over the same steps; those of coin-settled contracts in USD.</param>
    /// <param name="step">The length of a step, positive; it annualises the tracking error.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">The minimum history.</param>
    /// <returns>InvalidInput for a return that is not finite, InsufficientData below the minimum, Degenerate when a leg has no variance,
    /// OutOfDomain when a value overflows.</returns>
    /// <exception cref="ArgumentException">The spans differ in length, the step is not positive, or an option is out of range.</exception>
    public static CoMovementResult Compute(
        ReadOnlySpan<double> underlyingReturns,
        ReadOnlySpan<double> derivativeReturns,
        TimeSpan step,
        DateTimeOffset asOf,
        CoMovementOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        InputGate.RequirePositive(step, nameof(step));
        if (ReturnGate.Check(underlyingReturns, derivativeReturns, options.MinimumSamples) is { } refusal)
        {
            return Without(refusal, underlyingReturns.Length, asOf);
        }

        var count = underlyingReturns.Length;
        var sums = CenteredSums.Of(underlyingReturns, derivativeReturns);
        if (sums.IsDegenerate(count))
        {
            return Without(ReturnGate.NoVariance, count, asOf);
        }

        var correlation = Correlation.Of(sums.Sxx, sums.Syy, sums.Sxy);
        var beta = sums.Sxy / sums.Sxx;
        var alpha = sums.MeanY - beta * sums.MeanX;
        var residualSquares = ResidualSquares(underlyingReturns, derivativeReturns, sums, beta);
        var residualDeviation = Math.Sqrt(residualSquares / (count - 2));
        var betaStandardError = residualDeviation / Math.Sqrt(sums.Sxx);
        var trackingError = residualDeviation * Math.Sqrt(CryptoYear.PeriodsPerYear(step));
        if (!InputGate.AllFinite(correlation, beta, alpha, betaStandardError, residualDeviation, trackingError))
        {
            return Without(ReturnGate.Overflow, count, asOf);
        }

        return new CoMovementResult
        {
            Status = MetricStatus.Ok,
            SampleCount = count,
            AsOf = asOf,
            Correlation = correlation,
            Beta = beta,
            Alpha = alpha,
            BetaStandardError = betaStandardError,
            ResidualDeviation = residualDeviation,
            RSquared = correlation * correlation,
            TrackingErrorPerYear = trackingError,
        };
    }

    /// <summary>Correlation and beta of each window as it slides by one sample: entry i is of samples [i, i + window).</summary>
    /// <remarks>A kernel: NaN stands where a leg of the window has no variance or a value is not finite. Every window is summed of its own
    /// samples, so nothing drifts: O(n), no allocation. See <see cref="RollingCoMovement"/>.</remarks>
    /// <param name="x">The underlying's samples: returns, or levels.</param>
    /// <param name="y">The derivative's samples, as many.</param>
    /// <param name="window">Samples in a window, at least 3.</param>
    /// <param name="correlation">Takes the correlations; needs n - window + 1 entries.</param>
    /// <param name="beta">Takes the betas; needs as many.</param>
    /// <returns>The number of windows written: n - window + 1, or 0 below one window.</returns>
    /// <exception cref="ArgumentException">Lengths differ, the window is below 3, or a destination is too short.</exception>
    public static int Rolling(
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        int window,
        Span<double> correlation,
        Span<double> beta
    ) => Rolling(x, y, pairs: 1, window, correlation, beta);

    /// <summary>The same for many pairs, whose samples of one time lie side by side: sample t of pair p stands at t·pairs + p.</summary>
    /// <param name="x">The underlyings' samples.</param>
    /// <param name="y">The derivatives' samples, as many.</param>
    /// <param name="pairs">Pairs, at least 1; the samples are a multiple of it.</param>
    /// <param name="window">Samples of a pair in a window, at least 3.</param>
    /// <param name="correlation">Takes the correlations, laid out as the samples; needs (n/pairs - window + 1)·pairs entries.</param>
    /// <param name="beta">Takes the betas; needs as many.</param>
    /// <returns>The number of windows written of each pair.</returns>
    /// <exception cref="ArgumentException">Lengths differ or are no multiple of the pairs, the window is below 3, or a destination is too
    /// short.</exception>
    public static int Rolling(
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        int pairs,
        int window,
        Span<double> correlation,
        Span<double> beta
    )
    {
        InputGate.RequireOneLength(x, nameof(x), y, nameof(y));
        ArgumentOutOfRangeException.ThrowIfLessThan(pairs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, CoMovementOptions.FewestSamples);
        if (x.Length % pairs != 0)
        {
            throw new ArgumentException($"{x.Length} samples do not divide into {pairs} pairs.", nameof(pairs));
        }

        var count = Math.Max(0, x.Length / pairs - window + 1);
        PairedReturns.RequireRoom(count * pairs, correlation, nameof(correlation));
        PairedReturns.RequireRoom(count * pairs, beta, nameof(beta));
        if (count > 0)
        {
            RollingCoMovement.Of(x, y, pairs, window, correlation, beta);
        }

        return count;
    }

    /// <summary>Summed from the residuals themselves: Syy - β·Sxy would lose the digits that a close fit shares.</summary>
    private static double ResidualSquares(
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        CenteredSums sums,
        double beta
    )
    {
        double squares = 0;
        for (var i = 0; i < x.Length; i++)
        {
            var residual = y[i] - sums.MeanY - beta * (x[i] - sums.MeanX);
            squares += residual * residual;
        }

        return squares;
    }

    internal static CoMovementResult Without(Refusal refusal, int count, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = count,
            AsOf = asOf,
        };
}

/// <summary>What <see cref="CoMovement"/> needs to know beside the returns.</summary>
public sealed record CoMovementOptions
{
    /// <summary>The hard floor: two parameters are fitted, so three samples are the fewest that leave a residual.</summary>
    public const int FewestSamples = 3;

    /// <summary>Samples below which there is no value; at least 3. Default 20: with fewer, the 95 % interval of a ρ of 0.98 reaches
    /// below 0.95, the floor of A4, so the two cannot be told apart.</summary>
    public int MinimumSamples { get; init; } = 20;

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate() =>
        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumSamples, FewestSamples, nameof(MinimumSamples));
}

/// <summary>How a derivative moved with its underlying over one window. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record CoMovementResult : MetricResult
{
    /// <summary>ρ, in [-1, 1]; 1 when the two move in step.</summary>
    public double? Correlation { get; init; }

    /// <summary>β: the derivative's move per unit move of the underlying; about 1 for a linear perpetual.</summary>
    public double? Beta { get; init; }

    /// <summary>α: the derivative's mean return beyond β times the underlying's, a fraction per step.</summary>
    public double? Alpha { get; init; }

    /// <summary>The standard error of <see cref="Beta"/>, at least 0.</summary>
    public double? BetaStandardError { get; init; }

    /// <summary>s: the deviation of the derivative's return from its fit, a fraction per step, at least 0.</summary>
    public double? ResidualDeviation { get; init; }

    /// <summary>ρ²: the share of the derivative's variance that the underlying explains, in [0, 1].</summary>
    public double? RSquared { get; init; }

    /// <summary><see cref="ResidualDeviation"/> scaled by √(steps in a year of 365·24 h): a fraction per √year.</summary>
    public double? TrackingErrorPerYear { get; init; }
}

using System.Globalization;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Tracking;

/// <summary>A3: what a derivative's beta is now, how surely, and how odd its last return was, with a beta that drifts.</summary>
/// <remarks>
/// <para>β_t = β_{t-1} + η, y = βx + ε, filtered forward by <see cref="KalmanBetaState"/>. O(n), no allocation but the result; one
/// pass more where the variances are estimated.</para>
/// <para>A tracking diagnostic: a β away from 1 in a quiet market is mostly noise, which its deviation shows.</para>
/// <para>Source: Durbin and Koopman, "Time Series Analysis by State Space Methods", 2012.</para>
/// </remarks>
public static class KalmanBeta
{
    private static readonly Refusal s_noMove = new(
        MetricStatus.Degenerate,
        "The underlying did not move, so there is no beta."
    );

    private static readonly Refusal s_noNoise = new(
        MetricStatus.Degenerate,
        "The derivative follows its underlying without error, so there is no noise to weigh a move of beta against."
    );

    /// <summary>Filters paired returns, oldest first.</summary>
    /// <param name="underlyingReturns">The underlying's log returns, fractions per step.</param>
    /// <param name="derivativeReturns">The derivative's log returns over the same steps; those of coin-settled contracts in USD.</param>
    /// <param name="step">The length of a step, positive; it scales β's drift to a day.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">The variances, or none to estimate them.</param>
    /// <returns>InvalidInput for a return that is not finite; InsufficientData when the underlying moved too seldom; Degenerate,
    /// where the variances are to be estimated, for an underlying without moves or a derivative without error; OutOfDomain when a
    /// value overflows.</returns>
    /// <exception cref="ArgumentException">The spans differ in length, the step is not positive, or an option is out of
    /// range.</exception>
    public static KalmanBetaResult Compute(
        ReadOnlySpan<double> underlyingReturns,
        ReadOnlySpan<double> derivativeReturns,
        TimeSpan step,
        DateTimeOffset asOf,
        KalmanBetaOptions options
    ) => Compute(underlyingReturns, derivativeReturns, step, asOf, options, []);

    /// <summary>The same, with the innovation of every return: what <see cref="Breaks.PageCusum"/> adds up.</summary>
    /// <param name="underlyingReturns">The underlying's log returns, fractions per step.</param>
    /// <param name="derivativeReturns">The derivative's log returns over the same steps; those of coin-settled contracts in USD.</param>
    /// <param name="step">The length of a step, positive; it scales β's drift to a day.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">The variances, or none to estimate them.</param>
    /// <param name="innovations">Takes v/√F of each return, NaN before the first move and where the underlying did not move; as
    /// long as the returns, or empty. What stands in it is meant with the status Ok only.</param>
    /// <returns>As without the innovations.</returns>
    /// <exception cref="ArgumentException">The spans differ in length, the step is not positive, or an option is out of
    /// range.</exception>
    public static KalmanBetaResult Compute(
        ReadOnlySpan<double> underlyingReturns,
        ReadOnlySpan<double> derivativeReturns,
        TimeSpan step,
        DateTimeOffset asOf,
        KalmanBetaOptions options,
        Span<double> innovations
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        InputGate.RequirePositive(step, nameof(step));
        var count = underlyingReturns.Length;
        if (!innovations.IsEmpty)
        {
            InputGate.RequireOneLength(underlyingReturns, nameof(underlyingReturns), innovations, nameof(innovations));
        }

        if (ReturnGate.Check(underlyingReturns, derivativeReturns, 0) is { } refusal)
        {
            return Without(refusal, count, asOf);
        }

        var moves = count - underlyingReturns.Count(0.0);
        if (moves < options.MinimumSamples)
        {
            return Without(TooFew(moves, options.MinimumSamples), count, asOf);
        }

        if (options.Variances is not { } variances)
        {
            var estimate = KalmanBetaEstimate.Of(underlyingReturns, derivativeReturns, options.DiffuseVariance);
            if (estimate is not { } estimated)
            {
                var hasMoves = KalmanBetaEstimate.HasMoves(underlyingReturns);
                return Without(hasMoves ? s_noNoise : s_noMove, count, asOf);
            }

            variances = estimated;
        }

        double? last = null;
        var state = KalmanBetaState.Start(options.DiffuseVariance);
        for (var i = 0; i < count; i++)
        {
            var (x, y) = (underlyingReturns[i], derivativeReturns[i]);
            if (!innovations.IsEmpty || i == count - 1)
            {
                last = state.InnovationZ(x, y, variances.Observation);
            }

            if (!innovations.IsEmpty)
            {
                innovations[i] = last ?? double.NaN;
            }

            state = state.Advance(x, y, variances.Observation, variances.State);
        }

        var stepsPerDay = TimeSpan.FromDays(1) / step;
        var result = new KalmanBetaResult
        {
            Status = MetricStatus.Ok,
            SampleCount = count,
            AsOf = asOf,
            Beta = state.Beta,
            BetaStandardDeviation = Math.Sqrt(state.Variance),
            InnovationZ = last,
            LogLikelihood = state.LogLikelihood,
            ObservationVariance = variances.Observation,
            StateVariance = variances.State,
            BetaDriftPerDay = Math.Sqrt(variances.State * stepsPerDay),
        };
        return state.UpdateCount == moves && IsFinite(result) ? result : Without(ReturnGate.Overflow, count, asOf);
    }

    private static bool IsFinite(KalmanBetaResult result) =>
        InputGate.AllFinite(
            result.Beta!.Value,
            result.BetaStandardDeviation!.Value,
            result.InnovationZ ?? 0,
            result.LogLikelihood!.Value,
            result.ObservationVariance!.Value,
            result.StateVariance!.Value,
            result.BetaDriftPerDay!.Value
        );

    private static Refusal TooFew(int moves, int minimum) =>
        new(
            MetricStatus.InsufficientData,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The underlying moved in {moves} of the paired returns and {minimum} are needed."
            )
        );

    internal static KalmanBetaResult Without(Refusal refusal, int count, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = count,
            AsOf = asOf,
        };
}

/// <summary>A derivative's beta now. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record KalmanBetaResult : MetricResult
{
    /// <summary>β: the derivative's move per unit move of the underlying now; about 1 for a linear perpetual.</summary>
    public double? Beta { get; init; }

    /// <summary>√P: the standard deviation of <see cref="Beta"/>, at least 0.</summary>
    public double? BetaStandardDeviation { get; init; }

    /// <summary>v/√F of the last return: by how many deviations it missed what β foretold. Absent, with status Ok, when the
    /// underlying did not move in the last step.</summary>
    public double? InnovationZ { get; init; }

    /// <summary>The logarithm of the likelihood of the returns after the first.</summary>
    public double? LogLikelihood { get; init; }

    /// <summary>H as it was used: return² per step, above 0.</summary>
    public double? ObservationVariance { get; init; }

    /// <summary>Q as it was used: β² per step, at least 0.</summary>
    public double? StateVariance { get; init; }

    /// <summary>√Q scaled to a day: how far β strays in a day, one standard deviation; at least 0.</summary>
    public double? BetaDriftPerDay { get; init; }
}

using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Tracking;

/// <summary>A4: how far co-movement is from perfect, and whether the distance is more than noise.</summary>
/// <remarks>
/// <para>D_ρ = 1 - ρ, D_β = |β - 1|, t_β = (β - 1)/se(β), D_R = 1 - R². The interval of ρ is Fisher's: atanh ρ ± z/√(n - 3), taken back by
/// tanh; at ρ = ±1 it collapses to the point. O(1).</para>
/// <para>These are diagnostics of tracking. 1 - R² is close to an inverse of volatility: a large one mostly means a quiet market or a
/// broken feed, and is not stress by itself.</para>
/// <para>Source: Fisher, "On the 'Probable Error' of a Coefficient of Correlation Deduced from a Small Sample", 1921.</para>
/// </remarks>
public static class DeviationFromOne
{
    /// <summary>The fewest samples with an interval: its width divides by √(n - 3).</summary>
    public const int FewestSamples = 4;

    private static readonly Refusal s_tooFew = new(
        MetricStatus.InsufficientData,
        "A correlation has no confidence interval below four samples."
    );

    /// <summary>Judges one result of A1.</summary>
    /// <param name="coMovement">A1's result; one without values passes its status and reason on.</param>
    /// <param name="options">The confidence and the floor.</param>
    /// <returns>InsufficientData below four samples; otherwise the status of A1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static DeviationFromOneResult Compute(CoMovementResult coMovement, DeviationFromOneOptions options)
    {
        ArgumentNullException.ThrowIfNull(coMovement);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (
            coMovement
            is not {
                Status: MetricStatus.Ok,
                Correlation: { } correlation,
                Beta: { } beta,
                BetaStandardError: { } betaStandardError,
                RSquared: { } rSquared
            }
        )
        {
            return Without(coMovement, new Refusal(coMovement.Status, coMovement.Reason ?? "A1 has no value."));
        }

        if (coMovement.SampleCount < FewestSamples)
        {
            return Without(coMovement, s_tooFew);
        }

        var quantile = -NormalDistribution.Quantile(0.5 * (1 - options.Confidence));
        var margin = quantile / Math.Sqrt(coMovement.SampleCount - 3);
        var high = Shifted(correlation, margin);
        return new DeviationFromOneResult
        {
            Status = MetricStatus.Ok,
            SampleCount = coMovement.SampleCount,
            AsOf = coMovement.AsOf,
            OneMinusCorrelation = 1 - correlation,
            BetaDeviation = Math.Abs(beta - 1),
            BetaTStatistic = BetaTStatistic(beta, betaStandardError),
            CorrelationLow = Shifted(correlation, -margin),
            CorrelationHigh = high,
            OneMinusRSquared = 1 - rSquared,
            IsBelowFloor = high < options.CorrelationFloor,
        };
    }

    private static double Shifted(double correlation, double shift) =>
        Math.Abs(correlation) >= 1 ? correlation : Math.Tanh(Math.Atanh(correlation) + shift);

    /// <summary>Absent for a perfect fit, whose standard error is nothing but rounding, and where the quotient overflows.</summary>
    private static double? BetaTStatistic(double beta, double standardError)
    {
        if (standardError <= Tolerances.PerfectFit * Math.Abs(beta))
        {
            return null;
        }

        var t = (beta - 1) / standardError;
        return double.IsFinite(t) ? t : null;
    }

    private static DeviationFromOneResult Without(CoMovementResult coMovement, Refusal refusal) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = coMovement.SampleCount,
            AsOf = coMovement.AsOf,
        };
}

/// <summary>When <see cref="DeviationFromOne"/> calls a correlation low.</summary>
public sealed record DeviationFromOneOptions
{
    /// <summary>The probability that the interval of ρ covers; in (0, 1). Default 0.95, the usual one.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>ρ_min: a correlation counts as low only when its whole interval lies below; in (-1, 1). Default 0.95: no day of BTC's
    /// 5-minute returns from March to December 2024 had a lower ρ than 0.96.</summary>
    public double CorrelationFloor { get; init; } = 0.95;

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate()
    {
        InputGate.RequireWithin(Confidence, 0, 1, nameof(Confidence));
        InputGate.RequireWithin(CorrelationFloor, -1, 1, nameof(CorrelationFloor));
    }
}

/// <summary>How far one window is from perfect co-movement. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record DeviationFromOneResult : MetricResult
{
    /// <summary>D_ρ = 1 - ρ, in [0, 2]; 0 is perfect.</summary>
    public double? OneMinusCorrelation { get; init; }

    /// <summary>D_β = |β - 1|, at least 0; 0 is perfect for a linear perpetual.</summary>
    public double? BetaDeviation { get; init; }

    /// <summary>t_β = (β - 1)/se(β), signed: how many standard errors β is from 1. Absent, with status Ok, when the fit is perfect: there is
    /// then no error to divide by.</summary>
    public double? BetaTStatistic { get; init; }

    /// <summary>The lower end of the interval of ρ, in [-1, 1].</summary>
    public double? CorrelationLow { get; init; }

    /// <summary>The upper end of the interval of ρ, in [-1, 1].</summary>
    public double? CorrelationHigh { get; init; }

    /// <summary>D_R = 1 - R²: the share of the derivative's variance that the underlying does not explain, in [0, 1].</summary>
    public double? OneMinusRSquared { get; init; }

    /// <summary>Whether even <see cref="CorrelationHigh"/> lies below the floor.</summary>
    public bool? IsBelowFloor { get; init; }
}

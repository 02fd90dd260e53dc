using System.Globalization;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Reversion;

/// <summary>B3: how likely a basis is back at its mean within hours.</summary>
/// <remarks>
/// <para>z = (b - μ)/stationary deviation, τ = θt: P = 2Φ(-|z|·e^-τ/√(1 - e^-2τ)); the likeliest and the mean time with it. Where the basis
/// does not come back, or the test of stationarity does not say that it does, the Brownian limit P = 2Φ(-|b - μ|/(σ√t)) stands in, whose
/// mean time is infinite.</para>
/// <para>Shocks are taken to be normal and the fit to hold: in a crash neither does. O(horizons). Source: Elliott, van der Hoek and Malcolm,
/// "Pairs Trading", 2005.</para>
/// </remarks>
public static class ReversionProbability
{
    /// <summary>Judges one basis by one fit.</summary>
    /// <param name="fit">B3's fit; one without values passes its status and reason on.</param>
    /// <param name="basisBps">The basis now, basis points.</param>
    /// <param name="rejectsUnitRoot">Whether <see cref="Stationarity.AugmentedDickeyFuller"/> found that the basis comes back; false takes the
    /// Brownian limit.</param>
    /// <param name="options">The horizons.</param>
    /// <returns>InvalidInput for a basis that is no number, OutOfDomain on overflow; otherwise the status of the fit.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static ReversionProbabilityResult Compute(
        OrnsteinUhlenbeckResult fit,
        double basisBps,
        bool rejectsUnitRoot,
        ReversionProbabilityOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (fit is not { Status: MetricStatus.Ok, MeanBps: { } mean, BrownianBpsPerRootHour: { } brownian })
        {
            return Without(fit, new Refusal(fit.Status, fit.Reason ?? "B3 has no fit."));
        }

        if (!double.IsFinite(basisBps))
        {
            var reason = string.Create(CultureInfo.InvariantCulture, $"The basis is {basisBps}, not a number.");
            return Without(fit, new Refusal(MetricStatus.InvalidInput, reason));
        }

        var distance = Math.Abs(basisBps - mean);
        var result =
            fit is { ReversionPerHour: { } reversion, StationaryDeviationBps: { } deviation } && rejectsUnitRoot
                ? Reverting(fit, distance / deviation, reversion, options)
                : Brownian(fit, distance / brownian, options);
        return InputGate.AllFinite(result.ZScore ?? 0, result.MeanHours ?? 0, result.ModeHours ?? 0, distance)
            ? result
            : Without(fit, s_overflow);
    }

    private static readonly Refusal s_overflow = new(
        MetricStatus.OutOfDomain,
        "The basis is too far from its mean for its odds to be numbers."
    );

    private static ReversionProbabilityResult Reverting(
        OrnsteinUhlenbeckResult fit,
        double z,
        double reversionPerHour,
        ReversionProbabilityOptions options
    ) =>
        new()
        {
            Status = MetricStatus.Ok,
            SampleCount = fit.SampleCount,
            AsOf = fit.AsOf,
            IsBrownian = false,
            ZScore = z,
            ModeHours = HittingTime.Mode(z) / reversionPerHour,
            MeanHours = HittingTime.Mean(z) / reversionPerHour,
            Odds =
            [
                .. options.Horizons.Select(horizon => new ReversionOdds(
                    horizon,
                    HittingTime.Probability(z, reversionPerHour * horizon.TotalHours)
                )),
            ],
        };

    /// <param name="fit">Whose status it takes.</param>
    /// <param name="rootHours">The distance in deviations of one hour: the square root of a time.</param>
    /// <param name="options">The horizons.</param>
    private static ReversionProbabilityResult Brownian(
        OrnsteinUhlenbeckResult fit,
        double rootHours,
        ReversionProbabilityOptions options
    ) =>
        new()
        {
            Status = MetricStatus.Ok,
            SampleCount = fit.SampleCount,
            AsOf = fit.AsOf,
            IsBrownian = true,
            ModeHours = rootHours * rootHours / 3,
            Odds =
            [
                .. options.Horizons.Select(horizon => new ReversionOdds(
                    horizon,
                    2 * NormalDistribution.Cdf(-rootHours / Math.Sqrt(horizon.TotalHours))
                )),
            ],
        };

    internal static ReversionProbabilityResult Without(OrnsteinUhlenbeckResult fit, Refusal refusal) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = fit.SampleCount,
            AsOf = fit.AsOf,
        };
}

/// <summary>The chance of being back within one horizon.</summary>
/// <param name="Horizon">From now on.</param>
/// <param name="Probability">In [0, 1].</param>
public readonly record struct ReversionOdds(TimeSpan Horizon, double Probability);

/// <summary>For which horizons <see cref="ReversionProbability"/> gives odds.</summary>
public sealed record ReversionProbabilityOptions
{
    /// <summary>The horizons, each positive. Default 1, 8 and 24 hours: the next hour, one funding round, one day.</summary>
    public IReadOnlyList<TimeSpan> Horizons { get; init; } =
    [TimeSpan.FromHours(1), TimeSpan.FromHours(8), TimeSpan.FromHours(24)];

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentException">Names the option and its value.</exception>
    public void Validate()
    {
        ArgumentNullException.ThrowIfNull(Horizons);
        foreach (var horizon in Horizons)
        {
            InputGate.RequirePositive(horizon, nameof(Horizons));
        }
    }
}

/// <summary>When a basis is back. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record ReversionProbabilityResult : MetricResult
{
    /// <summary>Whether the Brownian limit stood in, because nothing says that the basis comes back.</summary>
    public bool? IsBrownian { get; init; }

    /// <summary>|b - μ| in stationary deviations, at least 0; absent in the Brownian limit, which has none.</summary>
    public double? ZScore { get; init; }

    /// <summary>The likeliest time of coming back, hours, at least 0.</summary>
    public double? ModeHours { get; init; }

    /// <summary>The mean time, hours, at least 0; absent in the Brownian limit, where it is infinite.</summary>
    public double? MeanHours { get; init; }

    /// <summary>One chance a horizon, in the order of the options; empty unless the status is Ok.</summary>
    public IReadOnlyList<ReversionOdds> Odds { get; init; } = [];
}

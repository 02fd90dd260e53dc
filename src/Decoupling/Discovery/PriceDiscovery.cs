using Decoupling.Numerics;
using Decoupling.Results;
using Decoupling.Stationarity;

namespace Decoupling.Discovery;

/// <summary>A7: which of two markets finds the price and which follows it.</summary>
/// <remarks>
/// <para>A vector error correction model with the known tie (1, -1), lags by the Bayesian criterion, least squares per equation:
/// Δp_t = μ + α(p₁ - p₂)_{t-1} + ΣΓΔp + ε, Ω = cov(ε). The market whose α is near 0 does not answer to the gap: it leads.</para>
/// <para>Shares by Gonzalo and Granger (1995), Hasbrouck (1995), Lien and Shrestha (2009) and Putniņš (2013). O(n·lags²), no allocation
/// but the result.</para>
/// </remarks>
public static class PriceDiscovery
{
    /// <summary>An α within this many of its standard errors of 0 is not told from none.</summary>
    private const double SmallestT = 2;

    private static readonly Refusal s_noErrorCorrection = new(
        MetricStatus.OutOfDomain,
        "Neither market can be shown to answer to the gap between them at this step: they share no price, or the step is too long to see who follows."
    );

    private static readonly Refusal s_divergence = new(
        MetricStatus.OutOfDomain,
        "The markets widen the gap between them: there is no common price to find."
    );

    private static readonly Refusal s_degenerate = new(
        MetricStatus.Degenerate,
        "A market does not move, or the two move as one."
    );

    /// <summary>Measures two markets on one clock, oldest first.</summary>
    /// <param name="first">The first market's log prices, the last of each step of a grid of 1 to 60 seconds.</param>
    /// <param name="second">The second market's at the same times.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">Lags and minimum history.</param>
    /// <returns>InvalidInput for a value that is not finite, InsufficientData below the minimum, Degenerate for a market that does not move
    /// or moves exactly as the other, OutOfDomain where neither corrects the gap or on overflow.</returns>
    /// <exception cref="ArgumentException">The spans differ in length, or an option is out of range.</exception>
    public static PriceDiscoveryResult Compute(
        ReadOnlySpan<double> first,
        ReadOnlySpan<double> second,
        DateTimeOffset asOf,
        PriceDiscoveryOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        InputGate.RequireOneLength(first, nameof(first), second, nameof(second));
        var count = first.Length;
        var lags = options.Lags ?? options.MaximumLags;
        var needed = Math.Max(options.MinimumSamples, ErrorCorrection.SamplesFor(lags));
        if ((SeriesGate.Check(first, needed) ?? SeriesGate.Check(second, needed)) is { } refusal)
        {
            return Without(refusal, count, asOf);
        }

        var sums = CenteredSums.Of(first, second);
        if (sums.IsDegenerate(count))
        {
            return Without(s_degenerate, count, asOf);
        }

        if (!InputGate.AllFinite(sums.Sxx, sums.Syy, sums.Sxy))
        {
            return Without(SeriesGate.Overflow, count, asOf);
        }

        if (ErrorCorrection.Of(first, second, lags, isFixed: options.Lags is not null) is not { } fit)
        {
            return Without(s_degenerate, count, asOf);
        }

        return Judge(fit, count, asOf);
    }

    private static PriceDiscoveryResult Judge(ErrorCorrectionFit fit, int count, DateTimeOffset asOf)
    {
        if (!(fit.VarianceFirst > Tolerances.VariancePerSample) || !(fit.VarianceSecond > Tolerances.VariancePerSample))
        {
            return Without(s_degenerate, count, asOf);
        }

        if (Math.Abs(fit.TFirst) < SmallestT && Math.Abs(fit.TSecond) < SmallestT)
        {
            return Without(s_noErrorCorrection, count, asOf);
        }

        if (!(fit.AlphaSecond > fit.AlphaFirst))
        {
            return Without(s_divergence, count, asOf);
        }

        var shares = PriceDiscoveryShares.Of(
            fit.AlphaFirst,
            fit.AlphaSecond,
            fit.VarianceFirst,
            fit.Covariance,
            fit.VarianceSecond
        );
        return shares is not null && InputGate.AllFinite(fit.TFirst, fit.TSecond, fit.Covariance)
            ? new PriceDiscoveryResult
            {
                Status = MetricStatus.Ok,
                SampleCount = count,
                AsOf = asOf,
                Shares = shares,
                Lags = fit.Lags,
                AlphaFirst = fit.AlphaFirst,
                AlphaSecond = fit.AlphaSecond,
                AlphaFirstT = fit.TFirst,
                AlphaSecondT = fit.TSecond,
                ResidualVarianceFirst = fit.VarianceFirst,
                ResidualCovariance = fit.Covariance,
                ResidualVarianceSecond = fit.VarianceSecond,
            }
            : Without(SeriesGate.Overflow, count, asOf);
    }

    internal static PriceDiscoveryResult Without(Refusal refusal, int count, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = count,
            AsOf = asOf,
        };
}

/// <summary>What <see cref="PriceDiscovery"/> needs to know beside the prices.</summary>
public sealed record PriceDiscoveryOptions
{
    /// <summary>A fixed number of lagged moves of each market, at least 0, or <see langword="null"/> (the default) to choose it by the
    /// Bayesian criterion.</summary>
    public int? Lags { get; init; }

    /// <summary>The most lags that the criterion may choose, at least 0. Default 10: ten minutes of 1-minute closes, far beyond what
    /// one market takes to follow another.</summary>
    public int MaximumLags { get; init; } = 10;

    /// <summary>Values below which there are no shares; at least 20. Default 100: α's own error is then a tenth or so of a step's
    /// answer, and shares of noise are noise.</summary>
    public int MinimumSamples { get; init; } = 100;

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Lags ?? 0, nameof(Lags));
        ArgumentOutOfRangeException.ThrowIfNegative(MaximumLags, nameof(MaximumLags));
        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumSamples, 20, nameof(MinimumSamples));
    }
}

/// <summary>Who finds the price. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record PriceDiscoveryResult : MetricResult
{
    /// <summary>The first market's shares.</summary>
    public PriceDiscoveryShares? Shares { get; init; }

    /// <summary>Lagged moves of each market in the regression, at least 0.</summary>
    public int? Lags { get; init; }

    /// <summary>α₁: the first market's move per unit of gap and step; at most 0 where it corrects itself.</summary>
    public double? AlphaFirst { get; init; }

    /// <summary>α₂: the second market's; at least 0 where it corrects itself.</summary>
    public double? AlphaSecond { get; init; }

    /// <summary>α₁ over its standard error.</summary>
    public double? AlphaFirstT { get; init; }

    /// <summary>α₂ over its standard error.</summary>
    public double? AlphaSecondT { get; init; }

    /// <summary>Ω₁₁: the first market's unexplained variance per step, above 0.</summary>
    public double? ResidualVarianceFirst { get; init; }

    /// <summary>Ω₁₂.</summary>
    public double? ResidualCovariance { get; init; }

    /// <summary>Ω₂₂: the second market's, above 0.</summary>
    public double? ResidualVarianceSecond { get; init; }
}

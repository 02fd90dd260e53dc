using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Breaks;

/// <summary>B6: when a level, or a beta, broke: the split of the window that two regimes explain best, and whether one would have
/// done.</summary>
/// <remarks>
/// <para>F(j) = (RSS - RSS₁ - RSS₂)/((RSS₁ + RSS₂)/(n - 2p)) over every split j that leaves 15 % of the window on either side, p
/// parameters a regime: a mean (p = 1), or a line y = α + βx (p = 2). The statistic is the largest, its place the break, with
/// Bai's 95 % interval, each side with its own noise. O(n).</para>
/// <para>A break is always found: only p says whether to believe it. It is the tail formula of Estrella, good where it matters (p
/// below 0.1) and absent above 0.2, where it does not hold. Samples that follow one another make p too small.</para>
/// <para>Source: Andrews, "Tests for Parameter Instability and Structural Change with Unknown Change Point", 1993; Bai,
/// "Estimation of a Change Point in Multiple Regression Models", 1997; Estrella, "Critical Values and P Values of Bessel Process
/// Distributions", 2003.</para>
/// </remarks>
public static class SupF
{
    private static readonly Refusal s_noMove = new(
        MetricStatus.Degenerate,
        "The underlying did not move in the window or in one of its regimes, so there is no beta."
    );

    private static readonly Refusal s_noNoise = new(
        MetricStatus.Degenerate,
        "The regimes leave no error, so there is no noise to weigh a break against."
    );

    /// <summary>Finds the break of a level in one window, oldest first.</summary>
    /// <param name="samples">Levels in any one unit.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">The trimming and the minimum history.</param>
    /// <returns>InvalidInput for a sample that is not finite, InsufficientData below the minimum, Degenerate when the samples do
    /// not vary within their regimes, OutOfDomain when a value overflows.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static SupFResult Compute(ReadOnlySpan<double> samples, DateTimeOffset asOf, SupFOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return SampleGate.Check(samples, options.MinimumSamples) is { } refusal
            ? SupFResult.Without(refusal, samples.Length, asOf)
            : Find([], samples, asOf, options);
    }

    /// <summary>Finds the break of a beta (and of the mean return beside it) in one window of paired returns, oldest first.</summary>
    /// <param name="underlyingReturns">The underlying's log returns, fractions per step.</param>
    /// <param name="derivativeReturns">The derivative's log returns over the same steps.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">The trimming and the minimum history.</param>
    /// <returns>As of levels; Degenerate also when the underlying did not move in a regime.</returns>
    /// <exception cref="ArgumentException">The spans differ in length, or an option is out of range.</exception>
    public static SupFResult ComputeOfBeta(
        ReadOnlySpan<double> underlyingReturns,
        ReadOnlySpan<double> derivativeReturns,
        DateTimeOffset asOf,
        SupFOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        InputGate.RequireOneLength(
            underlyingReturns,
            nameof(underlyingReturns),
            derivativeReturns,
            nameof(derivativeReturns)
        );
        var refusal =
            SampleGate.Check(underlyingReturns, options.MinimumSamples)
            ?? SampleGate.Check(derivativeReturns, options.MinimumSamples);
        return refusal is { } refused
            ? SupFResult.Without(refused, underlyingReturns.Length, asOf)
            : Find(underlyingReturns, derivativeReturns, asOf, options);
    }

    private static SupFResult Find(
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        DateTimeOffset asOf,
        SupFOptions options
    )
    {
        var count = y.Length;
        var parameters = x.IsEmpty ? 1 : 2;
        var whole = Regime.Of(x, y);
        if (double.IsNaN(whole.Beta))
        {
            return SupFResult.Without(s_noMove, count, asOf);
        }

        if (whole.Rss <= Tolerances.VariancePerSample * count)
        {
            return SupFResult.Without(s_noNoise, count, asOf);
        }

        var trimmed = Math.Max((int)Math.Floor(options.Trimming * count), parameters + 1);
        var before = BestSplit(x, y, whole, trimmed);
        var left = Regime.Of(x.IsEmpty ? x : x[..before], y[..before]);
        var right = Regime.Of(x.IsEmpty ? x : x[before..], y[before..]);
        if (double.IsNaN(left.Beta) || double.IsNaN(right.Beta))
        {
            return SupFResult.Without(s_noMove, count, asOf);
        }

        var within = left.Rss + right.Rss;
        if (within <= Tolerances.VariancePerSample * count)
        {
            return SupFResult.Without(s_noNoise, count, asOf);
        }

        var statistic = Math.Max(0, (whole.Rss - within) / (within / (count - 2 * parameters)));
        if (!InputGate.AllFinite(statistic, left.Alpha, left.Beta, right.Alpha, right.Beta))
        {
            return SupFResult.Without(SampleGate.Overflow, count, asOf);
        }

        var (low, high) = BreakInterval.Of(left, right);
        var isOfBeta = !x.IsEmpty;
        return new SupFResult
        {
            Status = MetricStatus.Ok,
            SampleCount = count,
            AsOf = asOf,
            Statistic = statistic,
            PValue = PValue(statistic, parameters, options.Trimming),
            SamplesBefore = before,
            SamplesBeforeLow = low,
            SamplesBeforeHigh = high,
            MeanBefore = isOfBeta ? null : left.Alpha,
            MeanAfter = isOfBeta ? null : right.Alpha,
            BetaBefore = isOfBeta ? left.Beta : null,
            BetaAfter = isOfBeta ? right.Beta : null,
        };
    }

    /// <summary>The split whose two fits explain most. What they explain beyond one fit is, of its residuals e, (Σe)²/n and
    /// Sxe²/Sxx of either stretch: sums of residuals lose no digits to a close fit.</summary>
    private static int BestSplit(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Regime whole, int trimmed)
    {
        var count = y.Length;
        var all = default(StretchSums);
        for (var i = 0; i < count; i++)
        {
            all = all.With(x.IsEmpty ? 0 : x[i] - whole.MeanX, y[i] - whole.Fit(x.IsEmpty ? 0 : x[i]));
        }

        var before = default(StretchSums);
        var best = trimmed;
        var most = double.NegativeInfinity;
        for (var i = 0; i < count - trimmed; i++)
        {
            before = before.With(x.IsEmpty ? 0 : x[i] - whole.MeanX, y[i] - whole.Fit(x.IsEmpty ? 0 : x[i]));
            var explained = before.Explained + all.Without(before).Explained;
            if (i + 1 >= trimmed && explained > most)
            {
                most = explained;
                best = i + 1;
            }
        }

        return best;
    }

    /// <summary>The chance of so large a supremum where nothing broke; absent above 0.2, where the formula does not hold.</summary>
    internal static double? PValue(double statistic, int parameters, double trimming)
    {
        const double Largest = 0.2;
        if (statistic <= 2 * parameters)
        {
            return null;
        }

        // The χ² density of so many degrees of freedom, times x: Γ(½) = √π, Γ(1) = 1.
        var density =
            parameters == 1
                ? Math.Sqrt(statistic / (2 * Math.PI)) * Math.Exp(-0.5 * statistic)
                : 0.5 * statistic * Math.Exp(-0.5 * statistic);
        var span = 2 * Math.Log((1 - trimming) / trimming);
        var p = density * ((1 - parameters / statistic) * span + 2 / statistic);
        return p <= Largest ? p : null;
    }

    /// <summary>Sums over a stretch of the underlying's distance from its mean, d, and the residual of the whole window's fit,
    /// e.</summary>
    private readonly record struct StretchSums(int Count, double D, double E, double Dd, double De)
    {
        public double Explained
        {
            get
            {
                var dd = Dd - D * D / Count;
                var de = De - D * E / Count;
                return E * E / Count + (dd > Tolerances.VariancePerSample * Count ? de * de / dd : 0);
            }
        }

        public StretchSums With(double d, double e) => new(Count + 1, D + d, E + e, Dd + d * d, De + d * e);

        public StretchSums Without(StretchSums part) =>
            new(Count - part.Count, D - part.D, E - part.E, Dd - part.Dd, De - part.De);
    }
}

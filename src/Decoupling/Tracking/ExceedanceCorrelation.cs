using System.Globalization;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Tracking;

/// <summary>A5: whether a derivative follows its underlying's largest falls and rises as well as normal returns of the same correlation
/// would.</summary>
/// <remarks>
/// <para>Correlation of the pairs whose underlying lies at or below its q-quantile, and of those at or above its (1 - q)-quantile.
/// Taking the ends of a leg lowers a correlation by itself: of a bivariate normal it becomes ρ√v/√(1 - ρ² + ρ²v), v being the
/// variance of a standard normal below its q-quantile. Only what falls short of that has come loose.</para>
/// <para>O(n log n). Source: Longin and Solnik, "Extreme Correlation of International Equity Markets", 2001; Ang and Chen, "Asymmetric
/// Correlations of Equity Portfolios", 2002.</para>
/// </remarks>
public static class ExceedanceCorrelation
{
    /// <summary>Measures one window of paired returns; their order in time does not matter.</summary>
    /// <param name="underlyingReturns">The underlying's log returns, fractions per step.</param>
    /// <param name="derivativeReturns">The derivative's log returns over the same steps.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">The quantile and the minimum history of each tail.</param>
    /// <returns>InvalidInput for a return that is not finite, InsufficientData when a tail is too short, Degenerate when a leg has
    /// no variance in one, OutOfDomain when a value overflows.</returns>
    /// <exception cref="ArgumentException">The spans differ in length, or an option is out of range.</exception>
    public static ExceedanceCorrelationResult Compute(
        ReadOnlySpan<double> underlyingReturns,
        ReadOnlySpan<double> derivativeReturns,
        DateTimeOffset asOf,
        ExceedanceCorrelationOptions options
    )
    {
        using var sorted = new Rented<double>(underlyingReturns.Length);
        underlyingReturns.CopyTo(sorted.Span);
        sorted.Span.Sort();
        return Compute(underlyingReturns, derivativeReturns, sorted.Span, asOf, options);
    }

    internal static ExceedanceCorrelationResult Compute(
        ReadOnlySpan<double> underlyingReturns,
        ReadOnlySpan<double> derivativeReturns,
        ReadOnlySpan<double> sorted,
        DateTimeOffset asOf,
        ExceedanceCorrelationOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var count = underlyingReturns.Length;
        if (ReturnGate.Check(underlyingReturns, derivativeReturns, 0) is { } refusal)
        {
            return Without(refusal, count, asOf);
        }

        var nominal = (int)Math.Floor(options.Quantile * count);
        if (nominal < options.MinimumSamplesPerTail)
        {
            return Without(TooFew(nominal, options.MinimumSamplesPerTail), count, asOf);
        }

        var all = CenteredSums.Of(underlyingReturns, derivativeReturns);
        var (lower, lowerCount) = TailSums(underlyingReturns, derivativeReturns, sorted[nominal - 1], sign: -1);
        var (upper, upperCount) = TailSums(underlyingReturns, derivativeReturns, sorted[^nominal], sign: 1);
        if (all.IsDegenerate(count) || lower.IsDegenerate(lowerCount) || upper.IsDegenerate(upperCount))
        {
            return Without(ReturnGate.NoVariance, count, asOf);
        }

        var correlation = Correlation.Of(all.Sxx, all.Syy, all.Sxy);
        var lowerCorrelation = Correlation.Of(lower.Sxx, lower.Syy, lower.Sxy);
        var upperCorrelation = Correlation.Of(upper.Sxx, upper.Syy, upper.Sxy);
        if (!InputGate.AllFinite(correlation, lowerCorrelation, upperCorrelation))
        {
            return Without(ReturnGate.Overflow, count, asOf);
        }

        return new ExceedanceCorrelationResult
        {
            Status = MetricStatus.Ok,
            SampleCount = count,
            AsOf = asOf,
            LowerCorrelation = lowerCorrelation,
            LowerGaussian = OfNormal(correlation, (double)lowerCount / count),
            LowerCount = lowerCount,
            UpperCorrelation = upperCorrelation,
            UpperGaussian = OfNormal(correlation, (double)upperCount / count),
            UpperCount = upperCount,
        };
    }

    /// <summary>The correlation that a bivariate normal of correlation ρ has left where one leg lies below its q-quantile: at q = ½,
    /// ρ√(1 - 2/π)/√(1 - ρ² + ρ²(1 - 2/π)).</summary>
    /// <param name="correlation">ρ of all pairs, in [-1, 1].</param>
    /// <param name="quantile">The share of pairs taken, in (0, 1]; by symmetry of either tail.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static double OfNormal(double correlation, double quantile)
    {
        if (!(Math.Abs(correlation) <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(correlation), correlation, "A correlation lies in [-1, 1].");
        }

        if (!(quantile > 0 && quantile <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(quantile), quantile, "A share lies in (0, 1].");
        }

        var variance = quantile == 1 ? 1 : VarianceBelow(NormalDistribution.Quantile(quantile), quantile);
        var square = correlation * correlation;
        return correlation * Math.Sqrt(variance) / Math.Sqrt(1 - square + square * variance);
    }

    /// <summary>1 - a·h - h², h = φ(a)/Φ(a), of a standard normal cut at a.</summary>
    private static double VarianceBelow(double cut, double probability)
    {
        var hazard = NormalDistribution.Density(cut) / probability;
        return 1 - hazard * (cut + hazard);
    }

    private static (CenteredSums Sums, int Count) TailSums(
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        double cut,
        int sign
    )
    {
        using var tailX = new Rented<double>(x.Length);
        using var tailY = new Rented<double>(x.Length);
        var count = 0;
        for (var i = 0; i < x.Length; i++)
        {
            if (sign * x[i] >= sign * cut)
            {
                tailX.Span[count] = x[i];
                tailY.Span[count] = y[i];
                count++;
            }
        }

        return (CenteredSums.Of(tailX.Span[..count], tailY.Span[..count]), count);
    }

    private static Refusal TooFew(int count, int minimum) =>
        new(
            MetricStatus.InsufficientData,
            string.Create(CultureInfo.InvariantCulture, $"A tail has {count} paired returns and {minimum} are needed.")
        );

    internal static ExceedanceCorrelationResult Without(Refusal refusal, int count, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = count,
            AsOf = asOf,
        };
}

/// <summary>What <see cref="ExceedanceCorrelation"/> calls a tail.</summary>
public sealed record ExceedanceCorrelationOptions
{
    /// <summary>The hard floor: three points are the fewest whose correlation is not ±1 by itself.</summary>
    public const int FewestSamplesPerTail = 3;

    /// <summary>q: the share of pairs at each end of the underlying; in (0, 0.5]. Default 0.25: a quarter of a day's 5-minute bars
    /// is 72.</summary>
    public double Quantile { get; init; } = 0.25;

    /// <summary>Pairs in a tail below which there is no value; at least 3. Default 20, as for A1.</summary>
    public int MinimumSamplesPerTail { get; init; } = 20;

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate()
    {
        InputGate.RequireWithin(Quantile, 0, Math.BitIncrement(0.5), nameof(Quantile));
        ArgumentOutOfRangeException.ThrowIfLessThan(
            MinimumSamplesPerTail,
            FewestSamplesPerTail,
            nameof(MinimumSamplesPerTail)
        );
    }
}

/// <summary>Correlation at the ends of the underlying, beside what normal returns would have there. Values are <see langword="null"/>
/// unless the status is Ok.</summary>
public sealed record ExceedanceCorrelationResult : MetricResult
{
    /// <summary>ρ of the pairs with the underlying's largest falls, in [-1, 1].</summary>
    public double? LowerCorrelation { get; init; }

    /// <summary>What a normal pair with the window's ρ would have there, in [-1, 1]; well above <see cref="LowerCorrelation"/>,
    /// the derivative follows falls worse than its correlation says.</summary>
    public double? LowerGaussian { get; init; }

    /// <summary>The pairs below; more than the quantile's where returns tie.</summary>
    public int? LowerCount { get; init; }

    /// <summary>ρ of the pairs with the underlying's largest rises, in [-1, 1].</summary>
    public double? UpperCorrelation { get; init; }

    /// <summary>What a normal pair with the window's ρ would have there, in [-1, 1].</summary>
    public double? UpperGaussian { get; init; }

    /// <summary>The pairs above; more than the quantile's where returns tie.</summary>
    public int? UpperCount { get; init; }
}

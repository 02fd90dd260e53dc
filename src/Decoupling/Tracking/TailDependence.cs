using System.Globalization;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Tracking;

/// <summary>A5: when the underlying has one of its worst moves, how often the derivative has one of its own worst in the same
/// step.</summary>
/// <remarks>
/// <para>χ(u) = #{F_x ≤ u, F_y ≤ u}/#{F_x ≤ u} with F = mid-rank/(n + 1); D_tail = 1 - χ(u). Beside it stands λ of the t-copula,
/// 2·t_{ν+1}(-√((ν+1)(1-ρ)/(1+ρ))), with ρ = sin(πτ/2) from Kendall's τ: the limit of χ as u goes to 0, which at u = 0.05 χ has not
/// reached. O(n log n).</para>
/// <para>Source: Coles, Heffernan and Tawn, "Dependence Measures for Extreme Value Analyses", 1999; McNeil, Frey and Embrechts,
/// "Quantitative Risk Management", 2015.</para>
/// </remarks>
public static class TailDependence
{
    private static readonly Refusal s_allTied = new(
        MetricStatus.Degenerate,
        "All returns of a leg are equal, or so many of the lowest that none lies in the tail."
    );

    /// <summary>Measures one window of paired returns; their order in time does not matter.</summary>
    /// <param name="underlyingReturns">The underlying's log returns, fractions per step.</param>
    /// <param name="derivativeReturns">The derivative's log returns over the same steps.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">The tail and the minimum history.</param>
    /// <returns>InvalidInput for a return that is not finite, InsufficientData when n·u is below its minimum, Degenerate when ties
    /// leave no tail.</returns>
    /// <exception cref="ArgumentException">The spans differ in length, or an option is out of range.</exception>
    public static TailDependenceResult Compute(
        ReadOnlySpan<double> underlyingReturns,
        ReadOnlySpan<double> derivativeReturns,
        DateTimeOffset asOf,
        TailDependenceOptions options
    )
    {
        using var ranks = PairRanks.Of(underlyingReturns, derivativeReturns);
        return Compute(underlyingReturns, derivativeReturns, ranks, asOf, options);
    }

    internal static TailDependenceResult Compute(
        ReadOnlySpan<double> underlyingReturns,
        ReadOnlySpan<double> derivativeReturns,
        PairRanks ranks,
        DateTimeOffset asOf,
        TailDependenceOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var count = underlyingReturns.Length;
        if (ReturnGate.Check(underlyingReturns, derivativeReturns, 0) is { } refusal)
        {
            return Without(refusal, count, asOf);
        }

        if (count * options.TailShare < options.MinimumTailSamples)
        {
            return Without(TooFew(count, options), count, asOf);
        }

        var (inTail, inBoth) = CountTail(ranks, options.TailShare * (count + 1));
        var kendall = ranks.Kendall;
        if (inTail == 0 || double.IsNaN(kendall))
        {
            return Without(s_allTied, count, asOf);
        }

        var chi = (double)inBoth / inTail;
        var correlation = Math.Clamp(Math.Sin(0.5 * Math.PI * kendall), -1, 1);
        return new TailDependenceResult
        {
            Status = MetricStatus.Ok,
            SampleCount = count,
            AsOf = asOf,
            LowerTailDependence = chi,
            OneMinusTailDependence = 1 - chi,
            TailCount = inTail,
            StudentTLimit = OfStudentTCopula(correlation, options.DegreesOfFreedom),
        };
    }

    /// <summary>λ of the t-copula, either tail's: 2·t_{ν+1}(-√((ν+1)(1-ρ)/(1+ρ))), in [0, 1].</summary>
    /// <param name="correlation">ρ of the copula, in [-1, 1].</param>
    /// <param name="degreesOfFreedom">ν, in (0, 1e6 - 1]; the fewer, the more the ends go together.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static double OfStudentTCopula(double correlation, double degreesOfFreedom)
    {
        if (!(Math.Abs(correlation) <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(correlation), correlation, "A correlation lies in [-1, 1].");
        }

        InputGate.RequireWithin(degreesOfFreedom, 0, StudentT.MostDegreesOfFreedom - 1, nameof(degreesOfFreedom));
        var ratio = Math.Sqrt((degreesOfFreedom + 1) * (1 - correlation) / (1 + correlation));
        return 2 * StudentT.Cdf(-ratio, degreesOfFreedom + 1);
    }

    /// <summary>λ of the lower tail of a Clayton copula: 2^(-1/θ), in (0, 1).</summary>
    /// <param name="theta">θ, above 0 and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">θ is out of range.</exception>
    public static double OfClaytonCopula(double theta)
    {
        InputGate.RequireWithin(theta, 0, double.PositiveInfinity, nameof(theta));
        return Math.Pow(2, -1 / theta);
    }

    private static (int InTail, int InBoth) CountTail(PairRanks ranks, double highestRank)
    {
        var (inTail, inBoth) = (0, 0);
        for (var i = 0; i < ranks.RanksX.Length; i++)
        {
            if (ranks.RanksX[i] <= highestRank)
            {
                inTail++;
                inBoth += ranks.RanksY[i] <= highestRank ? 1 : 0;
            }
        }

        return (inTail, inBoth);
    }

    private static Refusal TooFew(int count, TailDependenceOptions options) =>
        new(
            MetricStatus.InsufficientData,
            string.Create(
                CultureInfo.InvariantCulture,
                $"A tail of {options.TailShare} of {count} paired returns is too short: {options.MinimumTailSamples} are needed."
            )
        );

    internal static TailDependenceResult Without(Refusal refusal, int count, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = count,
            AsOf = asOf,
        };
}

/// <summary>What <see cref="TailDependence"/> calls a tail.</summary>
public sealed record TailDependenceOptions
{
    /// <summary>u: the share of returns that count as the worst; in (0, 0.5). Default 0.05, the usual one: 14 of a day's 5-minute
    /// bars.</summary>
    public double TailShare { get; init; } = 0.05;

    /// <summary>n·u below which there is no value; at least 1. Default 10: χ then moves in steps of a tenth.</summary>
    public int MinimumTailSamples { get; init; } = 10;

    /// <summary>ν of the t-copula beside it; in (0, 1e6 - 1). Default 4: heavy tails, yet with a variance.</summary>
    public double DegreesOfFreedom { get; init; } = 4;

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate()
    {
        InputGate.RequireWithin(TailShare, 0, 0.5, nameof(TailShare));
        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumTailSamples, 1, nameof(MinimumTailSamples));
        InputGate.RequireWithin(DegreesOfFreedom, 0, StudentT.MostDegreesOfFreedom - 1, nameof(DegreesOfFreedom));
    }
}

/// <summary>How the worst moves of two legs coincide. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record TailDependenceResult : MetricResult
{
    /// <summary>χ(u): the share of the underlying's worst steps that are among the derivative's worst, in [0, 1]; u of independent
    /// legs.</summary>
    public double? LowerTailDependence { get; init; }

    /// <summary>D_tail = 1 - χ(u), in [0, 1]; 0 is perfect.</summary>
    public double? OneMinusTailDependence { get; init; }

    /// <summary>The underlying's worst steps, at least 1.</summary>
    public int? TailCount { get; init; }

    /// <summary>λ of a t-copula with the window's Kendall τ, in [0, 1]: what χ would go to.</summary>
    public double? StudentTLimit { get; init; }
}

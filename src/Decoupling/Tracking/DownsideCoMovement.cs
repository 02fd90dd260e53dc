using System.Globalization;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Tracking;

/// <summary>A5: whether a derivative falls with its underlying as it rises with it.</summary>
/// <remarks>
/// <para>Co-semicorrelation: Σx⁻y⁻/√(Σx⁻²·Σy⁻²) with x⁻ = min(x - τ, 0), both legs' shortfalls below a threshold τ. β⁻ and β⁺ are
/// A1's β of the steps in which the underlying fell and rose; a step without a move belongs to neither. O(n), no allocation but
/// the result.</para>
/// <para>Source: Ang and Chen, "Asymmetric Correlations of Equity Portfolios", 2002; Estrada, "Mean-Semivariance Behavior:
/// Downside Risk and Capital Asset Pricing", 2007.</para>
/// </remarks>
public static class DownsideCoMovement
{
    private static readonly Refusal s_noShortfall = new(
        MetricStatus.Degenerate,
        "A leg never fell below the threshold, so the two have no shortfall to compare."
    );

    private static readonly Refusal s_noSpread = new(
        MetricStatus.Degenerate,
        "The underlying's falls or rises are all of one size, so one side has no beta."
    );

    /// <summary>Measures one window of paired returns; their order in time does not matter.</summary>
    /// <param name="underlyingReturns">The underlying's log returns, fractions per step.</param>
    /// <param name="derivativeReturns">The derivative's log returns over the same steps; those of coin-settled contracts in USD.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">The threshold and the minimum history of each side.</param>
    /// <returns>InvalidInput for a return that is not finite, InsufficientData when the underlying fell or rose too seldom,
    /// Degenerate for a leg without shortfall or a side without spread, OutOfDomain when a value overflows.</returns>
    /// <exception cref="ArgumentException">The spans differ in length, or an option is out of range.</exception>
    public static DownsideCoMovementResult Compute(
        ReadOnlySpan<double> underlyingReturns,
        ReadOnlySpan<double> derivativeReturns,
        DateTimeOffset asOf,
        DownsideCoMovementOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var count = underlyingReturns.Length;
        if (ReturnGate.Check(underlyingReturns, derivativeReturns, 0) is { } refusal)
        {
            return Without(refusal, count, asOf);
        }

        var falls = SideSums.Of(underlyingReturns, derivativeReturns, sign: -1);
        var rises = SideSums.Of(underlyingReturns, derivativeReturns, sign: 1);
        if (Math.Min(falls.Count, rises.Count) < options.MinimumSamplesPerSide)
        {
            return Without(TooFew(falls.Count, rises.Count, options.MinimumSamplesPerSide), count, asOf);
        }

        if (falls.HasNoSpread || rises.HasNoSpread)
        {
            return Without(s_noSpread, count, asOf);
        }

        var shortfalls = Shortfalls(underlyingReturns, derivativeReturns, options.Threshold);
        if (shortfalls.IsDegenerate(count))
        {
            return Without(s_noShortfall, count, asOf);
        }

        var coSemicorrelation = Correlation.Of(shortfalls.Sxx, shortfalls.Syy, shortfalls.Sxy);
        if (!InputGate.AllFinite(coSemicorrelation, falls.Sxx, falls.Beta, rises.Sxx, rises.Beta))
        {
            return Without(ReturnGate.Overflow, count, asOf);
        }

        return new DownsideCoMovementResult
        {
            Status = MetricStatus.Ok,
            SampleCount = count,
            AsOf = asOf,
            CoSemicorrelation = coSemicorrelation,
            BetaOfFalls = falls.Beta,
            BetaOfRises = rises.Beta,
            FallCount = falls.Count,
            RiseCount = rises.Count,
        };
    }

    /// <summary>Sums about the threshold, not about a mean.</summary>
    private static CenteredSums Shortfalls(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double threshold)
    {
        double sxx = 0;
        double syy = 0;
        double sxy = 0;
        for (var i = 0; i < x.Length; i++)
        {
            var dx = Math.Min(x[i] - threshold, 0);
            var dy = Math.Min(y[i] - threshold, 0);
            sxx += dx * dx;
            syy += dy * dy;
            sxy += dx * dy;
        }

        return new CenteredSums(threshold, threshold, sxx, syy, sxy);
    }

    private static Refusal TooFew(int falls, int rises, int minimum) =>
        new(
            MetricStatus.InsufficientData,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The underlying fell {falls} times and rose {rises} times, and {minimum} of each are needed."
            )
        );

    internal static DownsideCoMovementResult Without(Refusal refusal, int count, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = count,
            AsOf = asOf,
        };

    /// <summary>Two passes over the steps in which the underlying moved one way.</summary>
    private readonly record struct SideSums(int Count, double Sxx, double Sxy)
    {
        public double Beta => Sxy / Sxx;

        public bool HasNoSpread => Sxx <= Tolerances.VariancePerSample * Count;

        public static SideSums Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int sign)
        {
            var count = 0;
            double meanX = 0;
            double meanY = 0;
            for (var i = 0; i < x.Length; i++)
            {
                if (Math.Sign(x[i]) == sign)
                {
                    count++;
                    meanX += (x[i] - meanX) / count;
                    meanY += (y[i] - meanY) / count;
                }
            }

            double sxx = 0;
            double sxy = 0;
            for (var i = 0; i < x.Length; i++)
            {
                if (Math.Sign(x[i]) == sign)
                {
                    sxx += (x[i] - meanX) * (x[i] - meanX);
                    sxy += (x[i] - meanX) * (y[i] - meanY);
                }
            }

            return new SideSums(count, sxx, sxy);
        }
    }
}

/// <summary>What <see cref="DownsideCoMovement"/> needs to know beside the returns.</summary>
public sealed record DownsideCoMovementOptions
{
    /// <summary>The hard floor: two points leave a slope without a residual.</summary>
    public const int FewestSamplesPerSide = 3;

    /// <summary>τ: what counts as a shortfall, a fraction per step; finite. Default 0: any fall.</summary>
    public double Threshold { get; init; }

    /// <summary>Falls, and rises, below which there is no value; at least 3. Default 10: with fewer, a beta's standard error is a
    /// third of the ratio of noise to move.</summary>
    public int MinimumSamplesPerSide { get; init; } = 10;

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate()
    {
        InputGate.RequireWithin(Threshold, double.NegativeInfinity, double.PositiveInfinity, nameof(Threshold));
        ArgumentOutOfRangeException.ThrowIfLessThan(
            MinimumSamplesPerSide,
            FewestSamplesPerSide,
            nameof(MinimumSamplesPerSide)
        );
    }
}

/// <summary>How two legs fall together. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record DownsideCoMovementResult : MetricResult
{
    /// <summary>The correlation of the shortfalls about the threshold, in [0, 1]; 1 when the two fall in step.</summary>
    public double? CoSemicorrelation { get; init; }

    /// <summary>β⁻: the derivative's move per unit of the underlying's fall.</summary>
    public double? BetaOfFalls { get; init; }

    /// <summary>β⁺: the derivative's move per unit of the underlying's rise.</summary>
    public double? BetaOfRises { get; init; }

    /// <summary>The steps in which the underlying fell.</summary>
    public int? FallCount { get; init; }

    /// <summary>The steps in which the underlying rose.</summary>
    public int? RiseCount { get; init; }
}

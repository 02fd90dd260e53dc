using System.Globalization;
using Decoupling.Liquidation;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Sizing;

/// <summary>H2: how much leverage makes money grow fastest if the drift is really known, and what falls that costs on the way.</summary>
/// <remarks>
/// <para>f* = (μ - r)/σ²; growth at f: r + f(μ - r) - f²σ²/2. At a fraction c of f*: P(ever fall to x) = x^(2/c - 1); with γ = 2/c - 1,
/// P(fall to x before rising to y) = (1 - y^-γ)/(x^-γ - y^-γ).</para>
/// <para>σ not below 5 % per √year. A drift that is not known gives InsufficientData, never a guess: its error is what ruins Kelly bettors. A drift
/// that speaks against the side gives 0. O(1). Sources: Kelly, "A New Interpretation of Information Rate", 1956; Thorp, "The Kelly
/// Criterion in Blackjack, Sports Betting, and the Stock Market", 2006.</para>
/// </remarks>
public static class KellyLeverage
{
    /// <summary>The leverage at a drift and a volatility.</summary>
    /// <param name="side">Which side the position is on.</param>
    /// <param name="driftPerYear">μ of the price per year, a fraction within ±1e6, or <see langword="null"/> where it is not known.</param>
    /// <param name="volatilityPerYear">σ per √year, in [0, 1000].</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    /// <param name="options">Fraction and interest, or <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">The side is undefined, or an option is out of range.</exception>
    public static KellyLeverageResult Compute(
        PositionSide side,
        double? driftPerYear,
        double volatilityPerYear,
        DateTimeOffset asOf,
        KellyOptions? options = null
    )
    {
        options ??= new KellyOptions();
        options.Validate();
        var sign = SizingLimits.SignOf(side);
        if (driftPerYear is not { } drift)
        {
            return Without(MetricStatus.InsufficientData, "The drift is not known: Kelly has nothing to say.", asOf);
        }

        if (FindFault(drift, volatilityPerYear) is { } fault)
        {
            return Without(MetricStatus.InvalidInput, fault, asOf);
        }

        var volatility = SizingVolatility.Floored(volatilityPerYear);
        var optimum = (drift - options.RatePerYear) / (volatility * volatility);
        var leverage = Math.Max(0, sign * optimum * options.Fraction);
        var isHeld = leverage > 0;
        return new KellyLeverageResult
        {
            Status = MetricStatus.Ok,
            SampleCount = 1,
            AsOf = asOf,
            KellyFraction = optimum,
            Leverage = leverage,
            GrowthPerYear = GrowthPerYear(sign * leverage, drift, options.RatePerYear, volatility),
            ProbabilityOfHalving = isHeld ? FallProbability(options.Fraction, 0.5) : 0,
            ProbabilityOfHalvingBeforeDoubling = isHeld ? FallBeforeRiseProbability(options.Fraction, 0.5, 2) : 0,
            IsVolatilityFloored = volatility > volatilityPerYear,
        };
    }

    /// <summary>How fast money grows per year, in the logarithm, at a signed leverage (negative for a short).</summary>
    internal static double GrowthPerYear(
        double signedLeverage,
        double driftPerYear,
        double ratePerYear,
        double volatilityPerYear
    ) =>
        ratePerYear
        + signedLeverage * (driftPerYear - ratePerYear)
        - 0.5 * signedLeverage * signedLeverage * volatilityPerYear * volatilityPerYear;

    /// <summary>The chance that money at a fraction c of Kelly ever falls to a share x of what it was; certain from c = 2 on.</summary>
    /// <param name="fraction">c, above 0.</param>
    /// <param name="share">x, in (0, 1).</param>
    internal static double FallProbability(double fraction, double share) =>
        fraction < 2 ? Math.Pow(share, 2 / fraction - 1) : 1;

    /// <summary>The chance that money at a fraction c of Kelly falls to a share x before it rises to a multiple y.</summary>
    /// <param name="fraction">c, in (0, 2).</param>
    /// <param name="share">x, in (0, 1).</param>
    /// <param name="multiple">y, above 1.</param>
    internal static double FallBeforeRiseProbability(double fraction, double share, double multiple)
    {
        var exponent = 2 / fraction - 1;
        var risen = Math.Pow(multiple, -exponent);
        return (1 - risen) / (Math.Pow(share, -exponent) - risen);
    }

    private static string? FindFault(double drift, double volatilityPerYear) =>
        Math.Abs(drift) <= LiquidationProbability.HighestDriftPerYear
            ? SizingVolatility.FindFault(volatilityPerYear)
            : string.Create(CultureInfo.InvariantCulture, $"The drift {drift:R} is not within ±1e6.");

    private static KellyLeverageResult Without(MetricStatus status, string reason, DateTimeOffset asOf) =>
        new()
        {
            Status = status,
            Reason = reason,
            SampleCount = 0,
            AsOf = asOf,
        };
}

/// <summary>How much of Kelly's bet is taken, and what money costs.</summary>
public sealed record KellyOptions
{
    /// <summary>c: the share of Kelly's leverage, in (0, 1]. Default 0.25: the drift is an estimate, and past twice the true optimum money shrinks.</summary>
    public double Fraction { get; init; } = 0.25;

    /// <summary>r: what the equity earns or costs without a position, a fraction per year within ±1e6. Default 0.</summary>
    public double RatePerYear { get; init; }

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate()
    {
        if (!(Fraction is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Fraction), Fraction, "A share of Kelly lies in (0, 1].");
        }

        const double most = LiquidationProbability.HighestDriftPerYear;
        InputGate.RequireWithin(RatePerYear, -most, most, nameof(RatePerYear));
    }
}

/// <summary>Kelly's leverage and its price. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record KellyLeverageResult : MetricResult
{
    /// <summary>f*: Kelly's full leverage; negative where the drift is for a short.</summary>
    public double? KellyFraction { get; init; }

    /// <summary>The leverage on the side asked for, at least 0; 0 where the drift is against it.</summary>
    public double? Leverage { get; init; }

    /// <summary>The growth of the equity at that leverage, per year in the logarithm.</summary>
    public double? GrowthPerYear { get; init; }

    /// <summary>The chance that the equity ever halves at that leverage, in [0, 1].</summary>
    public double? ProbabilityOfHalving { get; init; }

    /// <summary>The chance that it halves before it doubles, in [0, 1].</summary>
    public double? ProbabilityOfHalvingBeforeDoubling { get; init; }

    /// <summary>Whether the volatility was below the floor, which stood in for it.</summary>
    public bool? IsVolatilityFloored { get; init; }
}

using Decoupling.Liquidation;
using Decoupling.Results;
using MathNet.Numerics.Integration;

namespace Decoupling.Tests.Liquidation;

public sealed class LiquidationProbabilityTests
{
    private static readonly DateTimeOffset AsOf = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan HalfYear = TimeSpan.FromDays(182.5);

    [Fact]
    public void Compute_ReferenceD8Haug_Agrees() =>
        ShouldBe(Compute(105, 100, PositionSide.Long, 0.2, 0.1, HalfYear), 0.656018108142739, 1e-14);

    [Fact]
    public void Compute_ReferenceD8HaugWatchedDaily_Agrees()
    {
        // A trading day of 252 a year; the reference has nine digits.
        var found = Compute(105, 100, PositionSide.Long, 0.2, 0.1, HalfYear, TimeSpan.FromDays(365.0 / 252));

        ShouldBe(found, 0.611509840, 5e-10);
    }

    [Theory]
    [InlineData(5, 0, 2.114297e-7)]
    [InlineData(10, 0, 0.0174043933449195)]
    [InlineData(20, 0, 0.275320285)]
    [InlineData(50, 0, 0.722210196)]
    [InlineData(100, 0, 0.906501144)]
    [InlineData(10, 0.32, 0.0165555792817741)]
    public void Compute_ReferenceD8Ladder_Agrees(double leverage, double drift, double expected)
    {
        // μ = 0.32 = σ²/2 is the case without log drift. References have seven digits at least.
        var price = (1 - 1 / leverage) / (1 - 0.005);

        ShouldBe(Compute(1, price, PositionSide.Long, 0.8, drift, Day), expected, 5e-7 * expected);
    }

    [Theory]
    [InlineData(10, 0, 0.01740439334491944999)]
    [InlineData(10, 0.32, 0.0165555792817740244)]
    [InlineData(5, 0, 2.1142972698812332e-7)]
    public void Compute_LadderInFortyDigits_Agrees(double leverage, double drift, double expected)
    {
        // The logarithm of a ratio of rounded prices and a day's T carry a few 1e-16, which the far tail multiplies.
        var price = (1 - 1 / leverage) / (1 - 0.005);

        ShouldBe(Compute(1, price, PositionSide.Long, 0.8, drift, Day), expected, 1e-12 * expected);
    }

    [Theory]
    [InlineData(0.97, 0.9, 3, 30)]
    [InlineData(0.8, 1.2, -2, 200)]
    [InlineData(0.99, 0.5, 0.125, 1)]
    public void Compute_IntegralOfTheFirstPassageDensity_Agrees(
        double price,
        double volatility,
        double drift,
        double days
    )
    {
        var level = -Math.Log(price);
        var logDrift = drift - 0.5 * volatility * volatility;

        var integral = DoubleExponentialTransformation.Integrate(
            t =>
                level
                / (volatility * Math.Sqrt(2 * Math.PI * t * t * t))
                * Math.Exp(-Math.Pow(level + logDrift * t, 2) / (2 * volatility * volatility * t)),
            1e-9,
            days / 365,
            1e-12
        );

        ShouldBe(Compute(1, price, PositionSide.Long, volatility, drift, TimeSpan.FromDays(days)), integral, 1e-9);
    }

    [Theory]
    [InlineData(0.95, 0.8, 0.3)]
    [InlineData(0.7, 2, -4)]
    public void Compute_ShortOfTheInversePrice_IsTheLong(double price, double volatility, double drift)
    {
        // 1/S has the drift σ² - μ and the same volatility; its short is S's long.
        var mirroredDrift = volatility * volatility - drift;

        var asLong = Compute(1, price, PositionSide.Long, volatility, drift, Day);
        var asShort = Compute(1, 1 / price, PositionSide.Short, volatility, mirroredDrift, Day);

        ShouldBe(asShort, asLong.Probability!.Value, 1e-13);
    }

    [Theory]
    [InlineData(PositionSide.Long, 100)]
    [InlineData(PositionSide.Long, 101)]
    [InlineData(PositionSide.Short, 100)]
    [InlineData(PositionSide.Short, 99)]
    public void Compute_PriceAlreadyBeyond_IsOne(PositionSide side, double liquidationPrice) =>
        Compute(100, liquidationPrice, side, 0.8, 0, Day).Probability.ShouldBe(1);

    [Fact]
    public void Compute_LongerHorizon_IsNeverLessLikely()
    {
        var previous = 0.0;
        for (var hours = 1; hours < 2000; hours += 13)
        {
            var found = Compute(100, 90, PositionSide.Long, 0.8, 0.5, TimeSpan.FromHours(hours)).Probability!.Value;
            found.ShouldBeGreaterThanOrEqualTo(previous);
            previous = found;
        }
    }

    [Theory]
    [InlineData(PositionSide.Long, 99, -5, 1)]
    [InlineData(PositionSide.Long, 99, 5, 0)]
    [InlineData(PositionSide.Long, 98, -5, 0)]
    [InlineData(PositionSide.Short, 101, 5, 1)]
    [InlineData(PositionSide.Short, 101, -5, 0)]
    public void Compute_NoVolatility_IsDecidedByTheDrift(PositionSide side, double price, double drift, double expected)
    {
        // -5 a year is -1.37 % a day.
        Compute(100, price, side, 0, drift, Day).Probability.ShouldBe(expected);
        Compute(100, price, side, 1e-9, drift, Day).Probability.ShouldBe(expected);
    }

    [Theory]
    [InlineData(0, 90, 0.8, 0)]
    [InlineData(100, double.NaN, 0.8, 0)]
    [InlineData(100, 90, -0.1, 0)]
    [InlineData(100, 90, 1001, 0)]
    [InlineData(100, 90, 0.8, double.NaN)]
    public void Compute_NoMarketData_IsInvalid(double spot, double price, double volatility, double drift)
    {
        var found = Compute(spot, price, PositionSide.Long, volatility, drift, Day);

        found.Status.ShouldBe(MetricStatus.InvalidInput);
        found.Probability.ShouldBeNull();
        found.Reason.ShouldNotBeNull();
    }

    [Fact]
    public void Compute_CallersMistakes_Throw()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Compute(1, 0.9, PositionSide.Long, 1, 0, TimeSpan.Zero));
        Should.Throw<ArgumentOutOfRangeException>(() => Compute(1, 0.9, (PositionSide)9, 1, 0, Day));
        Should.Throw<ArgumentOutOfRangeException>(() => Compute(1, 0.9, PositionSide.Long, 1, 0, Day, 2 * Day));
    }

    [Fact]
    public void Compute_ExtremeInputs_GiveAChanceOrAStatus()
    {
        double[] prices = [double.Epsilon, 1e-300, 1e-5, 1, 1.0000000000000002, 1e5, 1e300, double.MaxValue];
        double[] volatilities = [0, double.Epsilon, 1e-160, 1e-9, 0.8, 30, 1000];
        double[] drifts = [-1e6, -1, -1e-300, 0, 1, 1e6];
        TimeSpan[] horizons = [TimeSpan.FromTicks(1), Day, TimeSpan.MaxValue];
        foreach (var side in new[] { PositionSide.Long, PositionSide.Short })
        foreach (var spot in prices)
        foreach (var price in prices)
        foreach (var volatility in volatilities)
        foreach (var drift in drifts)
        foreach (var horizon in horizons)
        {
            var found = Compute(spot, price, side, volatility, drift, horizon);
            if (found.Status == MetricStatus.Ok)
            {
                found.Probability!.Value.ShouldBeInRange(0, 1);
            }
            else
            {
                found.Reason.ShouldNotBeNull();
            }
        }
    }

    [Fact]
    public void MedianTime_NoLogDrift_IsTheClosedForm()
    {
        var found = MedianTimeToLiquidation.Compute(100, 90, PositionSide.Long, 0.8, 0.32, AsOf);

        // (ln(0.9) / (0.8 · Φ⁻¹(3/4)))² years.
        var years = Math.Pow(Math.Log(0.9) / (0.8 * 0.67448975019608174320), 2);
        found.MedianTime!.Value.TotalDays.ShouldBe(years * 365, 1e-9);
    }

    [Fact]
    public void MedianTime_OfItsOwnProbability_IsOneHalf()
    {
        var median = MedianTimeToLiquidation.Compute(100, 115, PositionSide.Short, 0.8, 0.4, AsOf).MedianTime!.Value;

        ShouldBe(Compute(100, 115, PositionSide.Short, 0.8, 0.4, median), 0.5, 1e-9);
    }

    [Fact]
    public void MedianTime_DriftLeadsAway_IsOutOfDomain() =>
        MedianTimeToLiquidation
            .Compute(100, 50, PositionSide.Long, 0.2, 3, AsOf)
            .Status.ShouldBe(MetricStatus.OutOfDomain);

    [Fact]
    public void MedianTime_AlreadyBeyondOrNoData_SaysSo()
    {
        MedianTimeToLiquidation.Compute(100, 100, PositionSide.Long, 0.2, 3, AsOf).MedianTime.ShouldBe(TimeSpan.Zero);
        MedianTimeToLiquidation
            .Compute(100, 90, PositionSide.Long, double.NaN, 3, AsOf)
            .Status.ShouldBe(MetricStatus.InvalidInput);
    }

    private static LiquidationProbabilityResult Compute(
        double spot,
        double price,
        PositionSide side,
        double volatility,
        double drift,
        TimeSpan horizon,
        TimeSpan? monitoring = null
    ) => LiquidationProbability.Compute(spot, price, side, volatility, drift, horizon, AsOf, monitoring);

    private static void ShouldBe(LiquidationProbabilityResult found, double expected, double tolerance) =>
        found.Probability!.Value.ShouldBe(expected, tolerance);
}

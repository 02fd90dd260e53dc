using Decoupling.Liquidation;
using Decoupling.Results;
using Decoupling.Sizing;
using FsCheck.Fluent;

namespace Decoupling.Tests.Sizing;

public sealed class LiquidationOddsLeverageTests
{
    // μ = σ²/2 is the case without log drift.
    private static readonly LiquidationOddsOptions NoLogDrift = new() { DriftPerYear = 0.5 * 0.8 * 0.8 };

    [Fact]
    public void H4_OnePercentInADay_ReachesTheReferenceValueAndGoesRound()
    {
        var result = Compute(PositionSide.Long, 0.005, 0.8, NoLogDrift);

        result.Leverage.ShouldBeWithin(1e-13, 9.36895043438618);
        OddsAt(PositionSide.Long, result.Leverage!.Value, 0.005, 0.8, NoLogDrift).ShouldBeWithin(1e-12, 0.01);
    }

    [Theory]
    // scipy: brentq on the closed form of D8.
    [InlineData(PositionSide.Long, 0.005, 0.8, 0, 24, 0.01, 9.308085239634286)]
    [InlineData(PositionSide.Short, 0.005, 0.8, 0, 24, 0.01, 8.43253142956246)]
    [InlineData(PositionSide.Long, 0.01, 1.2, 3, 168, 0.05, 3.8588746541586403)]
    [InlineData(PositionSide.Short, 0.004, 0.5, -2, 8, 0.2, 45.02006371387996)]
    [InlineData(PositionSide.Short, 0.02, 1.5, 4, 24, 0.001, 3.0268123824315767)]
    public void Compute_WithDrift_AgreesWithScipy(
        PositionSide side,
        double maintenanceRate,
        double volatility,
        double drift,
        double hours,
        double probability,
        double expected
    ) =>
        Compute(
            side,
            maintenanceRate,
            volatility,
            new LiquidationOddsOptions
            {
                DriftPerYear = drift,
                Horizon = TimeSpan.FromHours(hours),
                Probability = probability,
            }
        )
            .Leverage.ShouldBeWithin(1e-11, expected);

    [Fact]
    public void Compute_AnyCase_GoesRoundThroughD1AndD8()
    {
        var cases =
            from isLong in Gen.Elements(true, false)
            from rate in Gen.Choose(0, 100)
            from volatility in Gen.Choose(5, 400)
            from drift in Gen.Choose(-500, 500)
            from hours in Gen.Choose(1, 400)
            from permille in Gen.Choose(1, 700)
            select (isLong, rate * 1e-3, volatility * 0.01, drift * 0.01, hours, permille * 1e-3);
        Law.HoldsFor(
            cases,
            input =>
            {
                var (isLong, rate, volatility, drift, hours, probability) = input;
                var side = isLong ? PositionSide.Long : PositionSide.Short;
                var options = new LiquidationOddsOptions
                {
                    DriftPerYear = drift,
                    Horizon = TimeSpan.FromHours(hours),
                    Probability = probability,
                };

                var leverage = Compute(side, rate, volatility, options).Leverage!.Value;

                // A long at 1 cannot be liquidated, and near it the price is a small difference.
                if (leverage > 1.001 || !isLong)
                {
                    OddsAt(side, leverage, rate, volatility, options).ShouldBeWithin(1e-8, probability);
                }
            }
        );
    }

    [Fact]
    public void Compute_MoreChanceOrLessVolatility_AllowsMore()
    {
        var middle = Leverage(0.01, 0.8);

        Leverage(0.02, 0.8).ShouldBeGreaterThan(middle);
        Leverage(0.01, 0.7).ShouldBeGreaterThan(middle);
    }

    [Fact]
    public void Compute_QuietMarket_IsSizedWithTheFloor()
    {
        Compute(PositionSide.Long, 0.005, 0).Leverage.ShouldBe(Compute(PositionSide.Long, 0.005, 0.05).Leverage);
        Compute(PositionSide.Long, 0.005, 0).IsVolatilityFloored.ShouldBe(true);
    }

    [Theory]
    [InlineData(1, 0.8)]
    [InlineData(-0.01, 0.8)]
    [InlineData(double.NaN, 0.8)]
    [InlineData(0.005, double.NaN)]
    [InlineData(0.005, -1)]
    public void Compute_InputThatIsNone_IsInvalidInput(double maintenanceRate, double volatility)
    {
        var result = Compute(PositionSide.Short, maintenanceRate, volatility);

        result.Status.ShouldBe(MetricStatus.InvalidInput);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 44);
        for (var i = 0; i < Campaign.Runs(300_000); i++)
        {
            var drift = numbers.Next();
            var options = new LiquidationOddsOptions { DriftPerYear = Math.Abs(drift) <= 1e6 ? drift : 0 };
            var side = i % 2 == 0 ? PositionSide.Long : PositionSide.Short;
            ResultContract.ShouldHold(Compute(side, numbers.Next(), numbers.Next(), options));
        }
    }

    [Theory]
    [InlineData(0, 24, 0)]
    [InlineData(1, 24, 0)]
    [InlineData(double.NaN, 24, 0)]
    [InlineData(0.01, 0, 0)]
    [InlineData(0.01, 24, 1.1e6)]
    public void Compute_OptionOutOfRange_Throws(double probability, double hours, double drift) =>
        Should.Throw<ArgumentException>(() =>
            Compute(
                PositionSide.Long,
                0.005,
                0.8,
                new LiquidationOddsOptions
                {
                    Probability = probability,
                    Horizon = TimeSpan.FromHours(hours),
                    DriftPerYear = drift,
                }
            )
        );

    private static double Leverage(double probability, double volatility) =>
        Compute(
            PositionSide.Long,
            0.005,
            volatility,
            new LiquidationOddsOptions { Probability = probability }
        ).Leverage!.Value;

    private static double OddsAt(
        PositionSide side,
        double leverage,
        double maintenanceRate,
        double volatility,
        LiquidationOddsOptions options
    )
    {
        var position = new LinearPosition(side, 1, 100, 100 / leverage);
        var tiers = MarginTiers.Fixed(Math.Max(maintenanceRate, 1e-300));
        var price = LiquidationPrice.Linear(position, tiers, 100, SeriesF1.AsOf).Price!.Value;
        return LiquidationProbability
            .Compute(100, price, side, volatility, options.DriftPerYear, options.Horizon, SeriesF1.AsOf)
            .Probability!.Value;
    }

    private static LiquidationOddsLeverageResult Compute(
        PositionSide side,
        double maintenanceRate,
        double volatility,
        LiquidationOddsOptions? options = null
    ) => LiquidationOddsLeverage.Compute(side, maintenanceRate, volatility, SeriesF1.AsOf, options);
}

using Decoupling.Liquidation;
using Decoupling.Results;

namespace Decoupling.Tests.Liquidation;

public sealed class LiquidationLadderTests
{
    private static readonly DateTimeOffset AsOf = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly LiquidationTerms Terms = LiquidationTerms.General(MarginTiers.Fixed(0.005));

    [Theory]
    [InlineData(5, 80.402010, 119.402985, 2.114297e-7)]
    [InlineData(10, 90.452261, 109.452736, 0.0174043933449195)]
    [InlineData(20, 95.477387, 104.477612, 0.275320285)]
    [InlineData(50, 98.492462, 101.492537, 0.722210196)]
    public void Compute_ReferencesD7AndD8_Agree(double leverage, double below, double above, double chanceOfADay)
    {
        var rungs = LiquidationLadder.Compute(100, Terms, 0.8, AsOf).Rungs;

        var asLong = rungs.Single(rung => rung.Leverage == leverage && rung.Side == PositionSide.Long);
        var asShort = rungs.Single(rung => rung.Leverage == leverage && rung.Side == PositionSide.Short);
        asLong.Price!.Value.ShouldBe(below, 5e-7);
        asLong.Distance!.Value.ShouldBe(1 - below / 100, 5e-9);
        asLong.Probabilities[1].ShouldBe(chanceOfADay, 5e-7 * chanceOfADay);
        asLong.Probabilities[0].ShouldBeLessThan(asLong.Probabilities[1]);
        asShort.Price!.Value.ShouldBe(above, 5e-7);
    }

    [Fact]
    public void Compute_UnknownVolatility_GivesPricesWithoutOdds()
    {
        var result = LiquidationLadder.Compute(100, Terms, null, AsOf);

        result.Status.ShouldBe(MetricStatus.Ok);
        result.Rungs.Count.ShouldBe(10);
        result.Rungs.ShouldAllBe(rung => rung.Price != null && rung.Probabilities.Count == 0);
    }

    [Fact]
    public void Compute_LeverageThatTheTierForbids_IsLiquidatableNow()
    {
        var rungs = LiquidationLadder.Compute(100, LiquidationTerms.General(MarginTiers.Fixed(0.025)), 0.8, AsOf).Rungs;

        rungs[8].Outcome.ShouldBe(LiquidationOutcome.LiquidatableNow);
        rungs[8].Distance.ShouldBe(0);
        rungs[8].Probabilities.ShouldBe([1, 1]);
    }

    [Fact]
    public void Compute_PriceScaled_ScalesPricesOnly()
    {
        var rungs = LiquidationLadder.Compute(100, Terms, 0.8, AsOf).Rungs;
        var scaled = LiquidationLadder.Compute(100 * 1024, Terms, 0.8, AsOf).Rungs;

        for (var i = 0; i < rungs.Count; i++)
        {
            scaled[i].Price!.Value.ShouldBe(rungs[i].Price!.Value * 1024, 1e-9);
            scaled[i].Probabilities[0].ShouldBe(rungs[i].Probabilities[0], 1e-12);
        }
    }

    [Theory]
    [InlineData(0, 0.8)]
    [InlineData(double.NaN, 0.8)]
    [InlineData(100, -1)]
    [InlineData(100, double.NaN)]
    public void Compute_NoMarketData_IsInvalid(double markPrice, double volatility)
    {
        var result = LiquidationLadder.Compute(markPrice, Terms, volatility, AsOf);

        result.Status.ShouldBe(MetricStatus.InvalidInput);
        result.Rungs.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(double.Epsilon)]
    [InlineData(double.MaxValue)]
    public void Compute_PriceAtTheEndOfTheRange_GivesNumbersOrAStatus(double markPrice)
    {
        var result = LiquidationLadder.Compute(markPrice, Terms, 0.8, AsOf);

        result.Rungs.ShouldAllBe(rung =>
            double.IsFinite(rung.Price ?? 0) && rung.Probabilities.All(chance => chance >= 0 && chance <= 1)
        );
    }

    [Fact]
    public void Validate_BadOption_NamesIt() =>
        Should
            .Throw<ArgumentOutOfRangeException>(() => new LiquidationLadderOptions { Leverages = [1] }.Validate())
            .ParamName.ShouldBe(nameof(LiquidationLadderOptions.Leverages));
}

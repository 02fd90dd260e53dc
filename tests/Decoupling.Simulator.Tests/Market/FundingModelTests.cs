using Decoupling.Simulator.Market;
using static Decoupling.Simulator.Tests.Market.MarketSamples;

namespace Decoupling.Simulator.Tests.Market;

public class FundingModelTests
{
    // methods.md, B2: exact values of the formula with c = 0.05 % and I = 0.01 %.
    [Theory]
    [InlineData(-0.0010, -0.0005)]
    [InlineData(-0.0004, 0.0001)]
    [InlineData(0, 0.0001)]
    [InlineData(0.0002, 0.0001)]
    [InlineData(0.0006, 0.0001)]
    [InlineData(0.0010, 0.0005)]
    public void RateOf_PremiumOfTheReference_GivesTheReferenceRate(double premium, double rate) =>
        FundingModel.RateOf(premium, cap: 0.003).ShouldBe(rate, 1e-12);

    [Theory]
    [InlineData(-0.01, -0.003)]
    [InlineData(0.01, 0.003)]
    public void RateOf_PremiumBeyondTheCap_GivesTheCap(double premium, double rate) =>
        FundingModel.RateOf(premium, cap: 0.003).ShouldBe(rate, 1e-12);

    [Fact]
    public void Settled_CalmRounds_PayTheInterestRate()
    {
        var funding = Demo().Find("BTCUSDT")!.Funding;
        var round = FundingModel.RoundOf(Milliseconds(StartAt) / 60_000);

        for (var back = 1; back <= 90; back++)
            funding.Settled(VenueProfile.Binance, round - back).ShouldBe(0.0001, 0.0002);
    }

    [Fact]
    public void Running_AfterTheCascade_IsBelowTheCalmRate()
    {
        var market = Demo().Find("BTCUSDT")!;
        var calm = market.Funding.Running(VenueProfile.Bybit, Milliseconds(StartAt.AddMinutes(50)) / 60_000);

        var stressed = market.Funding.Running(VenueProfile.Bybit, Milliseconds(StartAt.AddMinutes(140)) / 60_000);

        stressed.ShouldBeLessThan(calm - 0.0001);
    }

    [Fact]
    public void RoundOf_EightHours_BeginsAtMidnightUtc()
    {
        var round = FundingModel.RoundOf(Milliseconds(StartAt) / 60_000);

        FundingModel.RoundStart(round).ShouldBe(Milliseconds(StartAt.AddHours(-4)));
        FundingModel.RoundStart(round + 1).ShouldBe(Milliseconds(StartAt.AddHours(4)));
    }
}

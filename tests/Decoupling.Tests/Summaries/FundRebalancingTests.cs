using Decoupling.Results;
using Decoupling.Snapshots;
using Decoupling.Summaries;
using Decoupling.Tests.Scoring;

namespace Decoupling.Tests.Summaries;

public class FundRebalancingTests
{
    private static readonly TimeSpan s_ageLimit = TimeSpan.FromDays(35);
    private static readonly DateTimeOffset s_rebalancedAt = new(SampleMarket.SlotAt.Date, TimeSpan.Zero);

    /// <summary>E5 by Cheng and Madhavan: 100 of net assets and a rise of 10 % make 20, 60, 20 and 60 be bought.</summary>
    [Theory]
    [InlineData(2, 20)]
    [InlineData(3, 60)]
    [InlineData(-1, 20)]
    [InlineData(-2, 60)]
    public void Compute_E5_IsWhatTheDayMakesTheFundTrade(double leverage, double expected)
    {
        var result = Compute(Market(110), InsuredMarket.Fund("A", leverage, 100));

        result.Status.ShouldBe(MetricStatus.Ok);
        result.FlowUsd.ShouldBeWithin(1e-12, expected);
        result.UsdPerLogPrice.ShouldBeWithin(1e-12, 10 * expected);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_SeveralFunds_AddUp()
    {
        var market = Market(90);

        var result = Compute(market, InsuredMarket.Fund("A", 2, 100), InsuredMarket.Fund("B", -2, 100));

        result.FlowUsd.ShouldBeWithin(1e-12, -20 - 60);
        result.FlowOverVolume.ShouldBeWithin(1e-12, 80 / VolumeUsd(market));
    }

    [Fact]
    public void Compute_FundThatTradesAtTheSlot_ReckonsWithTheDayBefore()
    {
        var now = InsuredMarket.Fund("A", 2, 100) with { RebalancesAt = SampleMarket.SlotAt.TimeOfDay };

        Compute(Market(110), now).Status.ShouldBe(MetricStatus.InsufficientData);
        Compute(Market(110), now with { RebalancesAt = s_rebalancedAt.TimeOfDay }).Status.ShouldBe(MetricStatus.Ok);
    }

    [Theory]
    [InlineData(1e308, 20)]
    [InlineData(1e307, 3)]
    public void Compute_FundsBeyondADouble_AreOutOfDomainAndHaveNoValue(double netAssetsUsd, double leverage)
    {
        LeveragedFundQuote[] funds =
        [
            .. Enumerable.Range(0, 20).Select(i => InsuredMarket.Fund($"F{i:00}", leverage, netAssetsUsd)),
        ];

        var result = Compute(Market(110), funds);

        result.Status.ShouldBe(MetricStatus.OutOfDomain);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_NoFundOldCountOrNoPrice_SayWhy()
    {
        var fund = InsuredMarket.Fund("A", 2, 100);

        Compute(Market(110)).Status.ShouldBe(MetricStatus.OutOfDomain);
        Compute(Market(110), fund with { CountedAt = SampleMarket.SlotAt.AddDays(-36) })
            .Status.ShouldBe(MetricStatus.Stale);
        Compute(SampleMarket.Of(), fund).Status.ShouldBe(MetricStatus.InsufficientData);
    }

    private static FundRebalancingResult Compute(MarketSnapshot market, params LeveragedFundQuote[] funds) =>
        FundRebalancing.Compute(market with { LeveragedFunds = funds }, s_ageLimit);

    /// <summary>Spot and perpetual at 100 when the funds last traded, and at another price since.</summary>
    private static MarketSnapshot Market(double price)
    {
        var bars = (int)((SampleMarket.SlotAt - s_rebalancedAt) / SampleMarket.SlotLength) + 1;
        double[] close = [100, .. Enumerable.Repeat(price, bars - 1)];
        return SampleMarket.Of(
            SampleMarket.Spot("binance", close),
            SampleMarket.Perpetual("binance", [.. close.Select(_ => price)])
        );
    }

    private static double VolumeUsd(MarketSnapshot market) =>
        market.Instruments[1].Bars is { } bars
            ? bars.Close.Zip(bars.Volume!, (price, coins) => price * coins).Sum()
            : 0;
}

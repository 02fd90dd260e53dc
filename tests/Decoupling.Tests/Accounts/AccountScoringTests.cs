using Decoupling.Accounts;
using Decoupling.Liquidation;
using Decoupling.Results;
using Decoupling.Sizing;
using Decoupling.Tests.Scoring;
using static Decoupling.Tests.Accounts.SampleAccount;

namespace Decoupling.Tests.Accounts;

public sealed class AccountScoringTests
{
    // scipy: brentq on the closed form of D8, as for H4.
    private const double LeverageOfOnePercent = 9.308085239634286;

    [Fact]
    public void C1_TenTimesLong_HasTheLeverageAndDistanceOfTheFormulas()
    {
        var answer = Answer(Long(size: 1, margin: 10));

        answer.Status.ShouldBe(MetricStatus.Ok);
        answer.EffectiveLeverage.ShouldBe(10);
        answer.EquityUsd.ShouldBe(10);
        answer.MaintenanceMarginUsd!.Value.ShouldBe(0.5, 1e-14);
        answer.MarginRatio!.Value.ShouldBe(0.05, 1e-15);
        answer.Liquidation!.Value.Price!.Value.ShouldBe(90.452261, 5e-7);
        answer.LiquidationDistanceSigmas!.Value.ShouldBeWithin(
            1e-12,
            Math.Log(100 / (90 / 0.995)) / (0.8 * Math.Sqrt(1.0 / 365))
        );
    }

    [Fact]
    public void D8_TenTimesLong_HasTheReferenceChanceOfADay()
    {
        var answer = Answer(Long(size: 1, margin: 10));

        answer.LiquidationProbabilities[2].ShouldBeWithin(1e-11, 0.0174043933449195);
        answer.TargetLiquidationProbability.ShouldBe(answer.LiquidationProbabilities[2]);
        answer.LiquidationProbabilities.ShouldBe(answer.LiquidationProbabilities.Order());
        answer.IsAboveTarget.ShouldBe(true);
    }

    [Fact]
    public void H4_TenTimesLong_SaysHowMuchToReduceOrToAdd()
    {
        var answer = Answer(Long(size: 1, margin: 10));

        answer.LiquidationOdds!.Leverage.ShouldBeWithin(1e-10, LeverageOfOnePercent);
        answer.Advice!.ReduceShare.ShouldBeWithin(1e-9, 1 - LeverageOfOnePercent / 10);
        answer.Advice.ReduceCoins.ShouldBe(answer.Advice.ReduceShare);
        answer.Advice.ReduceUsd.ShouldBeWithin(1e-15, 100 * answer.Advice.ReduceShare);
        answer.Advice.AddCollateral.ShouldBeWithin(1e-9, 100 / LeverageOfOnePercent - 10);
        answer.Advice.AddCollateralUsd.ShouldBe(answer.Advice.AddCollateral);
    }

    [Fact]
    public void H1ToH4_TenTimesLong_AreBoundByTheTailAndKellyIsLeftOut()
    {
        var answer = Answer(Long(size: 1, margin: 10));

        answer.VolatilityTarget!.Leverage.ShouldBe(0.5);
        answer.TailRisk!.Leverage.ShouldBeWithin(1e-9, 0.4228453484348089);
        answer.Kelly!.Status.ShouldBe(MetricStatus.InsufficientData);
        answer.Allowed!.BindingLimit.ShouldBe(LeverageLimit.TailRisk);
        answer.Allowed.UnknownLimits.ShouldBe([LeverageLimit.Kelly, LeverageLimit.VenueCap]);
    }

    [Fact]
    public void VenueCap_TierThatAllowsLess_Binds()
    {
        var answer = Answer(Long(size: 1, margin: 90) with { Venue = "capped" }, CappedSnapshot());

        answer.VenueHighestLeverage.ShouldBe(0.25);
        answer.Allowed!.BindingLimit.ShouldBe(LeverageLimit.VenueCap);
        answer.Allowed.Leverage.ShouldBe(0.25);
        Answer(Long(size: 20, margin: 1800) with { Venue = "capped" }, CappedSnapshot())
            .VenueHighestLeverage.ShouldBe(0.125);
    }

    /// <summary>D9: entry 100, mark 120, bankruptcy 90 gives 4 × 0.2 = 0.8.</summary>
    [Fact]
    public void D9_GainOfAFifthWithFourTimesTheLeverage_ScoresTheReferenceValue()
    {
        var position = Long(size: 1, margin: 10) with { EntryPrice = Mark / 1.2 };

        // In units of the entry price, margin 10 of 100 is 10/120 of the mark price.
        var answer = Answer(position with { IsolatedMargin = Mark / 12 });

        answer.AutoDeleverage!.Score.ShouldBeWithin(1e-12, 0.8);
        ResultContract.ShouldHold(answer.AutoDeleverage);
    }

    [Fact]
    public void D9_LinearAndInverseWithTheSameGainAndEquity_ScoreByTheirOwnCurrency()
    {
        // An inverse long gains 1/entry - 1/mark a dollar of face: a fifth of the price is 0.2 of its entry value in coins, 1/1.2 of it at the mark.
        var inverse = Inverse(Long(size: 1, margin: 10)) with
        {
            EntryPrice = Mark / 1.2,
        };
        var (entryValue, markValue, margin) = (100 * 1.2 / Mark, 100 / Mark, 10 / Mark);
        var gain = (entryValue - markValue) / entryValue;
        var leverage = markValue / (margin + entryValue - markValue);

        Answer(inverse).AutoDeleverage!.Score.ShouldBeWithin(1e-12, gain * leverage);
    }

    [Theory]
    [InlineData(0.9, false)]
    [InlineData(1.1, true)]
    public void D9_SignOfTheScore_IsThatOfTheGain(double entryOverMark, bool isShort)
    {
        var position = (isShort ? Short(1, 20) : Long(1, 20)) with { EntryPrice = Mark * entryOverMark };

        Answer(position).AutoDeleverage!.Score!.Value.ShouldBeGreaterThan(0);
        var other = (isShort ? Long(1, 20) : Short(1, 20)) with { EntryPrice = Mark * entryOverMark };
        Answer(other).AutoDeleverage!.Score!.Value.ShouldBeLessThan(0);
    }

    /// <summary>E5 by Adrian and Shin: assets of 100 over equity of 10 buy 9 after a rise of 1 %; a short of the same buys 11.</summary>
    [Fact]
    public void E5_TenTimesLong_BuysNineAfterARiseOfOnePercent()
    {
        Answer(Long(size: 1, margin: 10)).KeepLeverage!.FlowUsd.ShouldBeWithin(1e-12, 9);
        Answer(Short(size: 1, margin: 10)).KeepLeverage!.FlowUsd.ShouldBeWithin(1e-12, 11);
    }

    [Fact]
    public void Moves_TenTimesLong_CostTenTimesTheMoveUntilItIsLiquidated()
    {
        var moves = Answer(Long(size: 1, margin: 10)).Moves.ToDictionary(move => move.Move);

        moves[-0.01].EquityUsd!.Value.ShouldBe(9, 1e-12);
        moves[-0.05].EquityUsd!.Value.ShouldBe(5, 1e-12);
        moves[-0.05].IsLiquidated.ShouldBeFalse();
        moves[-0.1].IsLiquidated.ShouldBeTrue();
        moves[-0.1].EquityUsd.ShouldBeNull();
        moves[0.2].EquityUsd!.Value.ShouldBe(30, 1e-12);
        moves.Count.ShouldBe(10);
    }

    [Fact]
    public void Stop_BookAndBars_StandsNearerThanTheLiquidationByImpactAndGap()
    {
        var answer = Answer(Long(size: 1, margin: 10));

        // One coin fills at the best bid, 3 bp under the mid price; every bar moves by half a per mille.
        answer.Stop!.ImpactBps!.Value.ShouldBe(3, 1e-9);
        answer.Stop.GapBps!.Value.ShouldBe(1e4 * Math.Log(1.0005), 1e-9);
        answer.Stop.Placement.StopPrice!.Value.ShouldBe(90 / 0.995 + 100 * (0.0003 + Math.Log(1.0005)), 1e-9);
    }

    [Fact]
    public void Stop_NoBookOrTooThin_SaysWhyNoneIsSafe()
    {
        var without = SampleMarket.Of(Perpetual() with { Book = null });

        Answer(Long(1, 10), without).Stop!.Placement.Reason!.ShouldContain("No fresh book");
        Answer(Long(1e6, 1e7)).Stop!.Placement.Reason!.ShouldContain("too thin");
    }

    [Fact]
    public void Stop_LiquidationTooNear_IsBehindIt()
    {
        var answer = Answer(Long(size: 1, margin: 0.55));

        answer.Liquidation!.Value.Outcome.ShouldBe(LiquidationOutcome.Price);
        answer.Stop!.Placement.Reason!.ShouldStartWith("Stop behind liquidation");
    }

    [Fact]
    public void Compute_UnderTheMaintenanceMargin_IsLiquidatableNow()
    {
        var answer = Answer(Long(size: 1, margin: 0.4));

        answer.Liquidation!.Value.Outcome.ShouldBe(LiquidationOutcome.LiquidatableNow);
        answer.TargetLiquidationProbability.ShouldBe(1);
        answer.Moves.ShouldAllBe(move => move.IsLiquidated);
        answer.Advice!.ReduceShare.ShouldBeInRange(0.9, 1);
    }

    [Fact]
    public void Compute_NoEquityLeft_HasNoLeverageAndSaysToCloseItAll()
    {
        var answer = Answer(Long(size: 1, margin: 5) with { EntryPrice = 110 });

        answer.EquityUsd.ShouldBe(-5);
        answer.EffectiveLeverage.ShouldBeNull();
        answer.MarginRatio.ShouldBeNull();
        answer.Advice!.ReduceShare.ShouldBe(1);
        answer.LiquidationOdds!.Status.ShouldBe(MetricStatus.OutOfDomain);
    }

    [Fact]
    public void Compute_NoLeverage_CannotBeLiquidated()
    {
        var answer = Answer(Long(size: 1, margin: 101));

        answer.Liquidation!.Value.Outcome.ShouldBe(LiquidationOutcome.CannotBeLiquidatedByPrice);
        answer.LiquidationProbabilities.ShouldAllBe(chance => chance == 0);
        answer.Advice.ShouldBeNull();
        answer.IsAboveTarget.ShouldBe(false);
        answer.LiquidationDistanceSigmas.ShouldBeNull();
    }

    [Fact]
    public void Compute_ContractsAndCoins_AreTheSameByTheMultiplier()
    {
        var snapshot = SampleMarket.Of(Perpetual() with { ContractMultiplier = 0.01 });
        var inCoins = Answer(Long(size: 1, margin: 10), snapshot);
        var inContracts = Answer(Long(size: 100, margin: 10) with { SizeUnit = PositionSizeUnit.Contracts }, snapshot);

        inContracts.Liquidation.ShouldBe(inCoins.Liquidation);
        inContracts.SizeCoins.ShouldBe(1);
    }

    [Fact]
    public void D3_BybitLongOfTheOlderPages_HasTheReferencePrice()
    {
        // 20,000 at 50 times with 0.5 % of the entry value: 19,700; here at 100.
        var snapshot = SampleMarket.Of(Perpetual() with { Venue = "bybit" });

        Answer(Long(size: 1, margin: 2) with { Venue = "bybit" }, snapshot)
            .Liquidation!.Value.Price!.Value.ShouldBe(98.5, 1e-12);
    }

    [Fact]
    public void D2_CoinMarginedLong_HasTheReferencePrice()
    {
        // 10,000 USD at 50,000 with 0.02 BTC and 0.4 %: 45,636.363636; here 20 USD at 100 with 0.02 BTC and 0.5 %.
        var position = Inverse(Long(size: 0.2, margin: 2));
        var answer = Answer(position);

        answer.Liquidation!.Value.Price.ShouldBeWithin(1e-12, 20 * 1.005 / (0.02 + 0.2));
        answer.EffectiveLeverage.ShouldBeWithin(1e-14, 10);
        answer.EquityUsd.ShouldBeWithin(1e-14, 2);
        answer.Advice!.AddCollateralUsd.ShouldBeWithin(1e-12, 100 * answer.Advice.AddCollateral);
    }

    [Fact]
    public void Compute_TwoCrossPositions_ShareTheWallet()
    {
        var account = WithWallet(30, Cross(Long(2, 0, "a")), Cross(Short(1, 0, "b") with { Symbol = "ETHUSDT" }));
        var other = Perpetual() with { Symbol = "ETHUSDT" };

        var answer = Answer(account, SampleMarket.Of(Perpetual(), other));

        // W = 30 - 0.5 % of the other's 100: P* = (2·100 - 29.5)/(2·0.995).
        answer.Positions[0].Liquidation!.Value.Price!.Value.ShouldBe(170.5 / 1.99, 1e-9);
        answer.Positions.ShouldAllBe(position => position.EquityUsd == 30);
        answer.EquityUsd.ShouldBe(30);
        answer.EffectiveLeverage.ShouldBe(10);
        answer.MarginRatio!.Value.ShouldBe(0.05, 1e-12);
    }

    [Fact]
    public void Compute_MoveOfAllPrices_ClosesThePoolsThatItReaches()
    {
        var account = Of(Long(1, 10, "a"), Long(1, 40, "b") with { Symbol = "ETHUSDT" });
        var answer = Answer(account, SampleMarket.Of(Perpetual(), Perpetual() with { Symbol = "ETHUSDT" }));
        var moves = answer.Moves.ToDictionary(move => move.Move);

        moves[-0.05].ShouldBe(new AccountMove(-0.05, 0, 40), Tolerance);
        moves[-0.1].PositionsLiquidated.ShouldBe(1);
        moves[-0.1].EquityUsd.ShouldBe(30, 1e-12);
        answer.PositionsAboveTarget.ShouldBe(1);
        answer.Weakest!.Position.Label.ShouldBe("a");
        answer.AddCollateralUsd.ShouldBe(answer.Positions[0].Advice!.AddCollateralUsd);
    }

    private static readonly IEqualityComparer<AccountMove> Tolerance = EqualityComparer<AccountMove>.Create(
        (left, right) =>
            left.Move == right.Move
            && left.PositionsLiquidated == right.PositionsLiquidated
            && Math.Abs(left.EquityUsd - right.EquityUsd) < 1e-12
    );
}

using Decoupling.Liquidation;
using Decoupling.Results;

namespace Decoupling.Tests.Liquidation;

public sealed class EffectiveLeverageTests
{
    private static readonly DateTimeOffset s_asOf = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0.01, 101.0 / 11)] // 9.18181818
    [InlineData(-0.01, 99.0 / 9)]
    [InlineData(0, 10)]
    public void C1_AdrianAndShin_ALevelOfTenMovesAgainstThePrice(double move, double leverage) =>
        EffectiveLeverage.AfterReturn(10, move).ShouldBeWithin(1e-14, leverage);

    [Fact]
    public void C1_AdrianAndShinOnTheWayBack_IsTenPointNine()
    {
        // 110 of assets over 11 of equity fall by 1 of value: 109 over 10.
        EffectiveLeverage.AfterReturn(10, -1.0 / 110).ShouldBeWithin(1e-14, 10.9);
    }

    [Theory]
    [InlineData(10, -0.1)]
    [InlineData(125, -0.01)]
    public void AfterReturn_ThatTakesTheEquity_IsNone(double leverage, double move) =>
        EffectiveLeverage.AfterReturn(leverage, move).ShouldBeNull();

    [Theory]
    [InlineData(-0.05)]
    [InlineData(-0.001)]
    [InlineData(0.002)]
    [InlineData(0.3)]
    public void Compute_ALongBeforeAndAfterATick_FollowsTheUpdateLaw(double move)
    {
        var before = TenCoinsAt(100, isInverse: false);
        var after = TenCoinsAt(100 * (1 + move), isInverse: false);

        after.Leverage.ShouldBeWithin(1e-12, EffectiveLeverage.AfterReturn(before.Leverage!.Value, move)!.Value);
    }

    [Theory]
    [InlineData(-0.05)]
    [InlineData(0.3)]
    public void Compute_AnInverseLong_GainsInDollarsAsALinearOne(double move) =>
        TenCoinsAt(100 * (1 + move), isInverse: true)
            .EquityUsd.ShouldBeWithin(1e-12, TenCoinsAt(100 * (1 + move), isInverse: false).EquityUsd!.Value);

    [Fact]
    public void Compute_SeveralPositions_AddsNotionalsAndNetsDeltas()
    {
        // Two long coins at 100 (gain 20), 60 USD inverse short at 80 (loses 60·(100/80 - 1) = 15), one short of another coin, β 1.5.
        var found = EffectiveLeverage.Compute(
            95,
            [
                new(PositionSide.Long, false, 2, 90, 100),
                new(PositionSide.Short, true, 60, 80, 100),
                new(PositionSide.Short, false, 4, 10, 10, Beta: 1.5),
            ],
            5,
            s_asOf
        );

        found.EquityUsd.ShouldBeWithin(1e-14, 100);
        found.NotionalUsd.ShouldBe(300);
        found.Leverage.ShouldBeWithin(1e-14, 3);
        found.DeltaLeverage.ShouldBeWithin(1e-14, 1);
        found.BetaLeverage.ShouldBeWithin(1e-14, 0.8);
        found.MarginRatio.ShouldBeWithin(1e-14, 0.05);
        found.State.ShouldBe(AccountState.Healthy);
    }

    [Theory]
    [InlineData(100, 49, AccountState.Healthy)]
    [InlineData(100, 50, AccountState.Liquidatable)]
    [InlineData(50, 10, AccountState.Insolvent)]
    [InlineData(40, 10, AccountState.Insolvent)]
    public void Compute_ALossOfFifty_LeavesTheAccountInAState(double wallet, double margin, AccountState state)
    {
        var found = EffectiveLeverage.Compute(wallet, [new(PositionSide.Long, false, 10, 100, 95)], margin, s_asOf);

        found.Status.ShouldBe(MetricStatus.Ok);
        found.State.ShouldBe(state);
        found.EquityUsd.ShouldBe(wallet - 50);
        (found.Leverage is null).ShouldBe(state == AccountState.Insolvent);
        (found.MarginRatio is null).ShouldBe(state == AccountState.Insolvent);
    }

    [Theory]
    [InlineData(100, AccountState.Healthy)]
    [InlineData(0, AccountState.Healthy)]
    [InlineData(-1, AccountState.Insolvent)]
    public void Compute_NoPosition_HasNoLeverage(double wallet, AccountState state)
    {
        var found = EffectiveLeverage.Compute(wallet, [], 0, s_asOf);

        found.State.ShouldBe(state);
        found.Leverage.ShouldBe(state == AccountState.Insolvent ? null : 0);
    }

    [Theory]
    [InlineData(double.NaN, 0, 1, 100, 100)]
    [InlineData(0, -1, 1, 100, 100)]
    [InlineData(0, 0, -1, 100, 100)]
    [InlineData(0, 0, 1, 0, 100)]
    [InlineData(0, 0, 1, 100, double.PositiveInfinity)]
    public void Compute_NumberThatIsNone_IsInvalid(
        double wallet,
        double margin,
        double size,
        double entry,
        double mark
    ) =>
        EffectiveLeverage
            .Compute(wallet, [new(PositionSide.Long, false, size, entry, mark)], margin, s_asOf)
            .Status.ShouldBe(MetricStatus.InvalidInput);

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteNumbersOrAStatus()
    {
        var hostile = new HostileNumbers(7);
        for (var i = 0; i < Campaign.Runs(500_000); i++)
        {
            var found = EffectiveLeverage.Compute(
                hostile.Next(),
                [
                    new(
                        i % 2 == 0 ? PositionSide.Long : PositionSide.Short,
                        i % 3 == 0,
                        hostile.Next(),
                        hostile.Next(),
                        hostile.Next(),
                        hostile.Next()
                    ),
                ],
                hostile.Next(),
                s_asOf
            );

            (found.Status == MetricStatus.Ok).ShouldBe(found.State is not null);
            double?[] numbers =
            [
                found.EquityUsd,
                found.NotionalUsd,
                found.Leverage,
                found.DeltaLeverage,
                found.BetaLeverage,
                found.MarginRatio,
            ];
            numbers.ShouldAllBe(number => number == null || double.IsFinite(number.Value));
        }
    }

    [Theory]
    [InlineData(PositionSide.Long, 90, 0.1)]
    [InlineData(PositionSide.Short, 110, 0.1)]
    [InlineData(PositionSide.Long, 110, -0.1)]
    public void C1_DistanceToLiquidation_CountsDeviations(PositionSide side, double liquidationPrice, double buffer)
    {
        var found = LiquidationDistance.Compute(side, 100, liquidationPrice, 0.8, TimeSpan.FromDays(1), s_asOf);

        var sign = side == PositionSide.Long ? 1 : -1;
        found.Buffer.ShouldBeWithin(1e-14, buffer);
        found.Deviations.ShouldBeWithin(1e-13, sign * Math.Log(100 / liquidationPrice) * Math.Sqrt(365) / 0.8);
    }

    [Fact]
    public void LiquidationDistance_OddInputs_GiveAStatus()
    {
        Distance(0, 90, 0.8).Status.ShouldBe(MetricStatus.InvalidInput);
        Distance(100, double.NaN, 0.8).Status.ShouldBe(MetricStatus.InvalidInput);
        Distance(100, 90, -1).Status.ShouldBe(MetricStatus.InvalidInput);
        Distance(double.Epsilon, 1e300, 0.8).Status.ShouldBe(MetricStatus.OutOfDomain);
        var still = Distance(100, 90, 0);
        (still.Status, still.Deviations).ShouldBe((MetricStatus.Degenerate, null));
        still.Buffer.ShouldBeWithin(1e-14, 0.1);
    }

    private static LiquidationDistanceResult Distance(double mark, double liquidation, double volatility) =>
        LiquidationDistance.Compute(PositionSide.Long, mark, liquidation, volatility, TimeSpan.FromDays(1), s_asOf);

    private static EffectiveLeverageResult TenCoinsAt(double price, bool isInverse) =>
        EffectiveLeverage.Compute(
            100,
            [new(PositionSide.Long, isInverse, isInverse ? 1_000 : 10, 100, price)],
            0,
            s_asOf
        );
}

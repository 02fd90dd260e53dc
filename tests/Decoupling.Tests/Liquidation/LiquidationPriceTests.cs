using Decoupling.Liquidation;
using Decoupling.Results;
using FsCheck;
using FsCheck.Fluent;

namespace Decoupling.Tests.Liquidation;

public sealed class LiquidationPriceTests
{
    private const double RelativeTolerance = 1e-12;
    private const double BalanceTolerance = 1e-9;
    private static readonly DateTimeOffset AsOf = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // The unit cases of D2 and D4: rate 1 %, deduction 0.01, wallet = notional / leverage.
    private static readonly MarginTiers UnitTier = MarginTiers.Fixed(0.01, 0.01);

    private static readonly Config Seeded = Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(20261122, 1);

    private static readonly MarginTiers Tiered = MarginTiers.FromRates(
        [0, 50_000, 250_000, 1_000_000, 20_000_000],
        [0.004, 0.005, 0.01, 0.025, 0.5]
    );

    [Theory]
    [InlineData(PositionSide.Short, 1, 5, 11.89108910891089)]
    [InlineData(PositionSide.Long, 1, 5, 8.070707070707071)]
    [InlineData(PositionSide.Short, 0.6, 5, 11.897689768976898)]
    public void Linear_ReferenceD2UnitCases_Agree(PositionSide side, double coins, double leverage, double expected)
    {
        var position = new LinearPosition(side, coins, 10, coins * 10 / leverage);

        ShouldBePrice(LiquidationPrice.Linear(position, UnitTier, 10, AsOf), expected);
    }

    [Theory]
    [InlineData(PositionSide.Short, 11.87413417771621)]
    [InlineData(PositionSide.Long, 8.085708510208207)]
    public void Linear_ReferenceD4WithClosingFee_Agrees(PositionSide side, double expected)
    {
        var position = new LinearPosition(side, 1, 10, 2);

        ShouldBePrice(LiquidationPrice.Linear(position, MarginTiers.Fixed(0.01), 10, AsOf, 0.0006), expected);
    }

    [Theory]
    [InlineData(PositionSide.Long, 5, 80.402010)]
    [InlineData(PositionSide.Long, 10, 90.452261)]
    [InlineData(PositionSide.Long, 20, 95.477387)]
    [InlineData(PositionSide.Long, 50, 98.492462)]
    [InlineData(PositionSide.Short, 5, 119.402985)]
    [InlineData(PositionSide.Short, 10, 109.452736)]
    [InlineData(PositionSide.Short, 20, 104.477612)]
    [InlineData(PositionSide.Short, 50, 101.492537)]
    public void Linear_ReferenceD7Entries_Agree(PositionSide side, double leverage, double expected)
    {
        var position = new LinearPosition(side, 1, 100, 100 / leverage);

        // Published to six decimals.
        LiquidationPrice.Linear(position, MarginTiers.Fixed(0.005), 100, AsOf).Price!.Value.ShouldBe(expected, 5e-7);
    }

    [Fact]
    public void Linear_ReferenceD6Tier_AgreesAndKeepsTheMargin()
    {
        var position = new LinearPosition(PositionSide.Long, 1, 100_000, 10_000);

        var found = LiquidationPrice.Linear(position, MarginTiers.Fixed(0.0125), 100_000, AsOf);

        found.Price!.Value.ShouldBe(91139.240506, 5e-7);
        (10_000 + found.Price.Value - 100_000).ShouldBe(1139.240506, 5e-7);
        found.BankruptcyPrice.ShouldBe(90_000);
        found.Distance!.Value.ShouldBe(0.08860759494, 1e-11);
    }

    [Theory]
    [InlineData(PositionSide.Long, 10_000, 0.02, 0.004, 45636.363636)]
    [InlineData(PositionSide.Short, 10_000, 0.02, 0.004, 55333.333333)]
    [InlineData(PositionSide.Long, 60_000, 0.12, 0.005, 45681.818182)]
    [InlineData(PositionSide.Short, 60_000, 0.12, 0.005, 55277.777778)]
    public void Inverse_ReferencesD2AndD3_Agree(
        PositionSide side,
        double faceUsd,
        double marginCoins,
        double rate,
        double expected
    )
    {
        var position = new InversePosition(side, faceUsd, 50_000, marginCoins);

        LiquidationPrice.Inverse(position, MarginTiers.Fixed(rate), 50_000, AsOf).Price!.Value.ShouldBe(expected, 5e-7);
    }

    [Fact]
    public void Linear_RandomPositions_EquityMeetsTheMarginAtThePriceAndExceedsItOnTheSafeSide() =>
        Check.One(
            Seeded,
            Prop.ForAll(
                RandomPositions(),
                position =>
                {
                    var found = LiquidationPrice.Linear(position, Tiered, position.EntryPrice, AsOf, 0.0005);
                    if (found.Outcome != LiquidationOutcome.Price)
                    {
                        return true;
                    }

                    var price = found.Price!.Value;
                    var notional = position.SizeCoins * price;
                    var safer = position.Side == PositionSide.Long ? price * 1.001 : price * 0.999;
                    var worse = position.Side == PositionSide.Long ? price * 0.999 : price * 1.001;
                    return Math.Abs(LinearExcess(position, price)) <= BalanceTolerance * notional
                        && LinearExcess(position, safer) > 0
                        && LinearExcess(position, worse) < 0;
                }
            )
        );

    [Fact]
    public void Inverse_RandomPositions_EquityMeetsTheMarginAtThePriceAndExceedsItOnTheSafeSide() =>
        Check.One(
            Seeded,
            Prop.ForAll(
                RandomPositions(),
                linear =>
                {
                    var position = new InversePosition(
                        linear.Side,
                        linear.SizeCoins * linear.EntryPrice,
                        linear.EntryPrice,
                        linear.MarginUsd / linear.EntryPrice
                    );
                    var found = LiquidationPrice.Inverse(position, Tiered, position.EntryPrice, AsOf, 0.0005);
                    if (found.Outcome != LiquidationOutcome.Price)
                    {
                        return true;
                    }

                    var price = found.Price!.Value;
                    var safer = position.Side == PositionSide.Long ? price * 1.001 : price * 0.999;
                    var worse = position.Side == PositionSide.Long ? price * 0.999 : price * 1.001;
                    return Math.Abs(InverseExcess(position, price)) <= BalanceTolerance * position.FaceUsd / price
                        && InverseExcess(position, safer) > 0
                        && InverseExcess(position, worse) < 0;
                }
            )
        );

    [Theory]
    [InlineData(PositionSide.Long)]
    [InlineData(PositionSide.Short)]
    public void Linear_MorePositionOfTheSameKind_LeavesThePrice(PositionSide side)
    {
        var tier = MarginTiers.Fixed(0.01);
        var one = LiquidationPrice.Linear(new LinearPosition(side, 1, 100, 10), tier, 100, AsOf);

        var many = LiquidationPrice.Linear(new LinearPosition(side, 4096, 100, 40_960), tier, 100, AsOf);

        many.Price.ShouldBe(one.Price);
    }

    [Fact]
    public void Linear_FullyPaidLong_CannotBeLiquidatedByPrice()
    {
        var found = LiquidationPrice.Linear(new LinearPosition(PositionSide.Long, 1, 100, 100), Tiered, 100, AsOf);

        found.Status.ShouldBe(MetricStatus.Ok);
        found.Outcome.ShouldBe(LiquidationOutcome.CannotBeLiquidatedByPrice);
        found.Price.ShouldBeNull();
        found.BankruptcyPrice.ShouldBeNull();
    }

    [Fact]
    public void Inverse_FullyPaidShort_CannotBeLiquidatedByPrice()
    {
        var position = new InversePosition(PositionSide.Short, 10_000, 50_000, 0.2);

        LiquidationPrice
            .Inverse(position, Tiered, 50_000, AsOf)
            .Outcome.ShouldBe(LiquidationOutcome.CannotBeLiquidatedByPrice);
    }

    [Theory]
    [InlineData(PositionSide.Long, 94)]
    [InlineData(PositionSide.Short, 106)]
    public void Linear_MarginGone_IsLiquidatableNowAtTheMark(PositionSide side, double mark)
    {
        var found = LiquidationPrice.Linear(new LinearPosition(side, 1, 100, 5), Tiered, mark, AsOf);

        found.Outcome.ShouldBe(LiquidationOutcome.LiquidatableNow);
        found.Price.ShouldBe(mark);
        found.Distance.ShouldBe(0);
    }

    [Fact]
    public void Inverse_DebtBeyondThePosition_IsLiquidatableNow()
    {
        var position = new InversePosition(PositionSide.Long, 10_000, 50_000, -1);

        LiquidationPrice.Inverse(position, Tiered, 50_000, AsOf).Outcome.ShouldBe(LiquidationOutcome.LiquidatableNow);
    }

    [Fact]
    public void Both_NoPosition_SaySo()
    {
        LiquidationPrice
            .Linear(new LinearPosition(PositionSide.Long, 0, 100, 5), Tiered, 100, AsOf)
            .Outcome.ShouldBe(LiquidationOutcome.NoPosition);
        LiquidationPrice
            .Inverse(new InversePosition(PositionSide.Short, 0, 100, 5), Tiered, 100, AsOf)
            .Outcome.ShouldBe(LiquidationOutcome.NoPosition);
    }

    [Theory]
    [InlineData(-1, 100, 5, 100)]
    [InlineData(double.NaN, 100, 5, 100)]
    [InlineData(1, 0, 5, 100)]
    [InlineData(1, 100, double.NaN, 100)]
    [InlineData(1, 100, 5, double.PositiveInfinity)]
    public void Linear_NoPrices_IsInvalid(double size, double entry, double margin, double mark)
    {
        var found = LiquidationPrice.Linear(
            new LinearPosition(PositionSide.Long, size, entry, margin),
            Tiered,
            mark,
            AsOf
        );

        found.Status.ShouldBe(MetricStatus.InvalidInput);
        found.Outcome.ShouldBeNull();
        found.Reason.ShouldNotBeNull();
    }

    [Fact]
    public void Linear_CallersMistakes_Throw()
    {
        var position = new LinearPosition(PositionSide.Long, 1, 100, 5);

        Should.Throw<ArgumentOutOfRangeException>(() => LiquidationPrice.Linear(position, Tiered, 100, AsOf, -0.1));
        Should.Throw<ArgumentNullException>(() => LiquidationPrice.Linear(position, null!, 100, AsOf));
        Should.Throw<ArgumentOutOfRangeException>(() =>
            LiquidationPrice.Linear(position with { Side = (PositionSide)7 }, Tiered, 100, AsOf)
        );
        Should.Throw<ArgumentException>(() =>
            LiquidationPrice.Linear(position, MarginTiers.Fixed(0.95), 100, AsOf, 0.05)
        );
    }

    private static double LinearExcess(LinearPosition position, double price)
    {
        var sign = position.Side == PositionSide.Long ? 1 : -1;
        var notional = position.SizeCoins * price;
        var equity = position.MarginUsd + sign * position.SizeCoins * (price - position.EntryPrice);
        return equity - Maintenance(notional) - 0.0005 * notional;
    }

    private static double InverseExcess(InversePosition position, double price)
    {
        var sign = position.Side == PositionSide.Long ? 1 : -1;
        var notional = position.FaceUsd / price;
        var equity = position.MarginCoins + sign * position.FaceUsd * (1 / position.EntryPrice - 1 / price);
        return equity - Maintenance(notional) - 0.0005 * notional;
    }

    // By the bracket that the notional falls in, as venues write it: not by the maximum that the code uses.
    private static double Maintenance(double notional)
    {
        var tier = Tiered.Tiers.Last(tier => notional >= tier.Floor);
        return notional * tier.MaintenanceRate - tier.Deduction;
    }

    private static Arbitrary<LinearPosition> RandomPositions() =>
        Arb.From(
            from side in Gen.Elements(PositionSide.Long, PositionSide.Short)
            from sizeMilli in Gen.Choose(1, 500_000)
            from entryCents in Gen.Choose(1, 12_000_000)
            from leverageCenti in Gen.Choose(60, 12_000)
            let coins = sizeMilli / 1000.0
            let entry = entryCents / 100.0
            select new LinearPosition(side, coins, entry, coins * entry / (leverageCenti / 100.0))
        );

    private static void ShouldBePrice(LiquidationPriceResult found, double expected)
    {
        found.Outcome.ShouldBe(LiquidationOutcome.Price);
        found.Price!.Value.ShouldBe(expected, RelativeTolerance * expected);
    }
}

using Decoupling.Liquidation;
using Decoupling.Results;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Liquidation;

public sealed class VenueLiquidationTests
{
    private const double WalletUsd = 1_535_443.01;
    private const double EtherCoins = 3683.979;
    private const double EtherEntry = 1456.84;
    private const double EtherMark = 1335.18;
    private const double BitcoinCoins = 109.488;
    private const double BitcoinEntry = 32481.98;
    private const double BitcoinMark = 31967.27;
    private static readonly DateTimeOffset s_at = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly LiquidationTerms s_etherTier = Binance(MarginTiers.Fixed(0.10, 135_365));
    private static readonly LiquidationTerms s_bitcoinTier = Binance(MarginTiers.Fixed(0.025, 16_300));

    [Fact]
    public void D2_BinanceFaqExampleInCross_ReachesBothPrices()
    {
        var etherMargin = s_etherTier.MaintenanceMargin(EtherCoins, EtherEntry, EtherMark);
        var bitcoinMargin = s_bitcoinTier.MaintenanceMargin(BitcoinCoins, BitcoinEntry, BitcoinMark);
        var etherProfit = EtherCoins * (EtherMark - EtherEntry);
        var bitcoinProfit = BitcoinCoins * (BitcoinMark - BitcoinEntry);

        var ether = VenueLiquidation.Compute(
            Cross(PositionSide.Long, EtherCoins, EtherEntry, WalletUsd, bitcoinMargin, bitcoinProfit),
            s_etherTier,
            EtherMark
        );
        var bitcoin = VenueLiquidation.Compute(
            Cross(PositionSide.Long, BitcoinCoins, BitcoinEntry, WalletUsd, etherMargin, etherProfit),
            s_bitcoinTier,
            BitcoinMark
        );

        // The FAQ prints 1153.26 and 26316.89.
        ether.Price!.Value.ShouldBe(1153.256464, 1e-6);
        bitcoin.Price!.Value.ShouldBe(26316.893265, 1e-6);
        bitcoinMargin.ShouldBe(71200.811444, 1e-6);
        bitcoinProfit.ShouldBe(-56354.56848, 1e-5);
        // Bankruptcy leaves what the others must keep aside: wallet + profits + q·(P - entry) = 0.
        ether.BankruptcyPrice!.Value.ShouldBeWithin(1e-12, EtherEntry - (WalletUsd + bitcoinProfit) / EtherCoins);
    }

    [Theory]
    [InlineData(PositionSide.Short, 1, 11.89108910891089)]
    [InlineData(PositionSide.Long, 1, 8.070707070707071)]
    [InlineData(PositionSide.Short, 0.6, 11.897689768976898)]
    public void D2_FreqtradesUnitCases_ReachThePrices(PositionSide side, double coins, double price) =>
        // Leverage 5 at 10 USD, rate and deduction 0.01.
        PriceOf(Isolated(side, coins, 10, 10 * coins / 5), Binance(MarginTiers.Fixed(0.01, 0.01)), 10)
            .ShouldBeWithin(1e-14, price);

    [Fact]
    public void D2_DeductionsOfTheFaqs_FollowFromTheFloors()
    {
        MarginTiers
            .FromRates([0, 50_000, 250_000, 1_000_000], [0.004, 0.005, 0.01, 0.025])
            .Tiers.Select(tier => tier.Deduction)
            .ToArray()
            .ShouldBe([0, 50, 1300, 16300], 1e-9);

        // COIN-M: 0.56 BTC from 30, 1.81 BTC from 50.
        var coin = Terms("binance", "BTC", InstrumentKind.InversePerpetual).Tiers.Tiers;
        coin[3].Deduction.ShouldBe(0.56, 1e-12);
        coin[4].Deduction.ShouldBe(1.81, 1e-12);
    }

    [Theory]
    [InlineData(PositionSide.Long, 45636.363636)]
    [InlineData(PositionSide.Short, 55333.333333)]
    public void D2_CoinMarginedFromTheShippedTable_ReachesThePrices(PositionSide side, double price) =>
        // Wallet .025 BTC less .004 to keep and .001 lost elsewhere leaves .02.
        PriceOf(
                Cross(side, 10_000, 50_000, 0.025, 0.004, -0.001),
                Terms("binance", "BTC", InstrumentKind.InversePerpetual),
                50_000
            )
            .ShouldNotBeNull()
            .ShouldBe(price, 5e-7);

    [Fact]
    public void D3_BybitsUsdtExample_IsLiquidatedAt19700()
    {
        var entryBased = Terms("bybit", "BTC", InstrumentKind.LinearPerpetual, LiquidationRules.BybitByEntry);

        PriceOf(Isolated(PositionSide.Long, 1, 20_000, 400), entryBased, 20_000).ShouldBeWithin(1e-14, 19_700);
    }

    [Theory]
    [InlineData(PositionSide.Long, 3, 6.766666666666667)]
    [InlineData(PositionSide.Short, 10, 10.9)]
    public void D3_FreqtradesBybitCases_ReachThePrices(PositionSide side, double leverage, double price)
    {
        var terms = Of(LiquidationRules.BybitByEntry, MarginTiers.Fixed(0.01));

        PriceOf(Isolated(side, 1, 10, 10 / leverage), terms, 10).ShouldBeWithin(1e-14, price);
    }

    [Theory]
    [InlineData(PositionSide.Long, 45662.100457, 45681.818182)]
    [InlineData(PositionSide.Short, 55248.618785, 55277.777778)]
    public void D3_BothPagesOnInverseContracts_DisagreeByTwentyDollars(PositionSide side, double byEntry, double byMark)
    {
        // 60,000 USD at 50,000, 10 times, 0.5 %. The short by entry: 60000/(1.2 - 0.12 + 0.006).
        var position = Isolated(side, 60_000, 50_000, 0.12);
        const InstrumentKind Inverse = InstrumentKind.InversePerpetual;

        PriceOf(position, Terms("bybit", "BTC", Inverse, LiquidationRules.BybitByEntry), 50_000)
            .ShouldNotBeNull()
            .ShouldBe(byEntry, 5e-7);
        PriceOf(position, Terms("bybit", "BTC", Inverse, LiquidationRules.BybitByMark), 50_000)
            .ShouldNotBeNull()
            .ShouldBe(byMark, 5e-7);
    }

    [Fact]
    public void D3_OldCrossExample_IsLiquidatedWithinTheirRounding()
    {
        var terms = Of(LiquidationRules.BybitByEntry, MarginTiers.Fixed(0.005), isInverse: true) with
        {
            ClosingFeeRate = 0.00075,
        };

        var found = VenueLiquidation.Compute(Cross(PositionSide.Long, 10_000, 8_000, 0.5, 0, 0), terms, 8_000);

        found.Price!.Value.ShouldBe(5739.50, 0.5);
        found.BankruptcyPrice!.Value.ShouldBe(5718.57, 0.005);
    }

    [Theory]
    [InlineData("2026-05-26T23:59:59Z", MaintenanceBasis.EntryValue)]
    [InlineData("2026-05-27T00:00:00Z", MaintenanceBasis.MarkValue)]
    public void D3_Bybit_TakesThePageOfTheTime(string at, MaintenanceBasis basis) =>
        LiquidationRules
            .Find("bybit", DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture))
            .Basis.ShouldBe(basis);

    [Theory]
    [InlineData(PositionSide.Short, 11.87413417771621)]
    [InlineData(PositionSide.Long, 8.085708510208207)]
    public void D4_OkxLinearWithItsFee_ReachesThePrices(PositionSide side, double price)
    {
        var terms = Of(LiquidationRules.Okx, MarginTiers.Fixed(0.01)) with { ClosingFeeRate = 0.0006 };

        PriceOf(Isolated(side, 1, 10, 2), terms, 10).ShouldBeWithin(1e-14, price);
    }

    [Theory]
    [InlineData(PositionSide.Long)]
    [InlineData(PositionSide.Short)]
    public void D4_OkxCoinMarginedFromTheShippedTables_IsD1WithItsFee(PositionSide side)
    {
        // 400 contracts of 100 USD stand in the first tier, 0.4 %; the taker's fee is 0.05 %.
        var sign = side == PositionSide.Long ? 1 : -1;
        var expected = 40_000 * (sign + 0.004 + 0.0005) / (0.1 + sign * 40_000 / 50_000.0);

        PriceOf(Isolated(side, 40_000, 50_000, 0.1), Terms("okx", "BTC", InstrumentKind.InversePerpetual), 50_000)
            .ShouldBeWithin(1e-14, expected);
    }

    [Theory]
    [InlineData(10, 0.004)] // 1,000 contracts of 0.01 BTC
    [InlineData(10.01, 0.005)]
    [InlineData(50, 0.005)]
    [InlineData(50.01, 0.01)]
    public void D4_OkxTiersInContracts_AskTheTiersRateOfTheWholePosition(double coins, double rate) =>
        Terms("okx", "BTC", InstrumentKind.LinearPerpetual)
            .MaintenanceMargin(coins, 60_000, 60_000)
            .ShouldBeWithin(1e-14, coins * 60_000 * rate);

    [Theory]
    [InlineData(25, 28_125)]
    [InlineData(350, 962_500)]
    public void D5_DeribitLinear_KeepsWhatThePageSays(double coins, double marginUsdc) =>
        Terms("deribit", "BTC", InstrumentKind.LinearPerpetual)
            .MaintenanceMargin(coins, 100_000, 100_000)
            .ShouldBeWithin(1e-14, marginUsdc);

    [Fact]
    public void D5_DeribitInverseLong_ReachesTheRootOfTheQuadratic()
    {
        var terms = Terms("deribit", "BTC", InstrumentKind.InversePerpetual);

        var found = VenueLiquidation.Compute(Isolated(PositionSide.Long, 1e6, 100_000, 0.5), terms, 100_000);

        found.Price!.Value.ShouldBe(96239.95568917, 1e-8);
        found.BankruptcyPrice!.Value.ShouldBeWithin(1e-14, 1e6 / 10.5);
    }

    [Fact]
    public void D5_DeribitInverseShort_IsClosedAboveAndFarBelow()
    {
        var terms = Terms("deribit", "BTC", InstrumentKind.InversePerpetual);
        var position = Isolated(PositionSide.Short, 1e8, 100_000, 200);

        var found = VenueLiquidation.Compute(position, terms, 100_000);
        var below = VenueLiquidation.Compute(position, terms, 4_000);

        // numpy.roots([5e-5*1e16, 1e8*(0.01 - 1), 800]): u = 8.440627e-06 and 1.895594e-04.
        found.Price!.Value.ShouldBeWithin(1e-12, 118474.60799334214);
        below.Outcome.ShouldBe(LiquidationOutcome.LiquidatableNow);
        below.Price.ShouldBe(4_000);
    }

    [Fact]
    public void D5_DeribitShortThatIsNeverSafe_IsLiquidatableNow() =>
        VenueLiquidation
            .Compute(
                Isolated(PositionSide.Short, 1e9, 100_000, 1),
                Terms("deribit", "BTC", InstrumentKind.InversePerpetual),
                100_000
            )
            .Outcome.ShouldBe(LiquidationOutcome.LiquidatableNow);

    [Fact]
    public void D5_DeribitPositionBeyondTheWholeNotional_IsOutOfDomain() =>
        VenueLiquidation
            .Compute(
                Isolated(PositionSide.Long, 30_000, 100_000, 1e9),
                Terms("deribit", "BTC", InstrumentKind.LinearPerpetual),
                100_000
            )
            .Status.ShouldBe(MetricStatus.OutOfDomain);

    [Fact]
    public void D6_HyperliquidTiers_FollowThePage()
    {
        var bitcoin = Terms("hyperliquid", "BTC", InstrumentKind.LinearPerpetual).Tiers.Tiers;
        var doge = MarginTiers.FromRates([0, 20_000, 100_000], [0.05, 0.1, 1 / 6.0]).Tiers;

        bitcoin.Select(tier => tier.MaintenanceRate).ToArray().ShouldBe([0.0125, 0.025]);
        bitcoin[1].Deduction.ShouldBe(1_875_000);
        doge[1].Deduction.ShouldBeWithin(1e-12, 1_000);
        doge[2].Deduction.ShouldBe(7666.6667, 5e-5);
    }

    [Fact]
    public void D6_HyperliquidLong_IsLiquidatedAtItsMargin()
    {
        var terms = Terms("hyperliquid", "BTC", InstrumentKind.LinearPerpetual);

        var price = PriceOf(Isolated(PositionSide.Long, 1, 100_000, 10_000), terms, 100_000)!.Value;

        price.ShouldBe(91139.240506, 5e-7);
        terms.MaintenanceMargin(1, 100_000, price).ShouldBe(1139.240506, 5e-7);
    }

    [Fact]
    public void Compute_UnknownVenue_TakesTheGeneralRule()
    {
        LiquidationRules.Find("elsewhere", s_at).ShouldBe(LiquidationRules.General);
        PriceOf(
                Isolated(PositionSide.Long, 1, 100, 10),
                Terms("elsewhere", "DOGE", InstrumentKind.LinearPerpetual),
                100
            )
            .ShouldBeWithin(1e-14, 90 / 0.99);
    }

    [Fact]
    public void Compute_CoveredPositions_CannotBeLiquidatedByPrice()
    {
        var linear = LiquidationTerms.General(MarginTiers.Fixed(0.01));
        var inverse = LiquidationTerms.General(MarginTiers.Fixed(0.01), isInverse: true);

        VenueLiquidation
            .Compute(Isolated(PositionSide.Long, 1, 100, 100), linear, 100)
            .Outcome.ShouldBe(LiquidationOutcome.CannotBeLiquidatedByPrice);
        VenueLiquidation
            .Compute(Isolated(PositionSide.Short, 100, 100, 1), inverse, 100)
            .Outcome.ShouldBe(LiquidationOutcome.CannotBeLiquidatedByPrice);
    }

    [Theory]
    [InlineData(-1, 100, 10, 0, 0, 100)]
    [InlineData(double.NaN, 100, 10, 0, 0, 100)]
    [InlineData(1, 0, 10, 0, 0, 100)]
    [InlineData(1, 100, double.NaN, 0, 0, 100)]
    [InlineData(1, 100, 10, -1, 0, 100)]
    [InlineData(1, 100, 10, double.PositiveInfinity, 0, 100)]
    [InlineData(1, 100, 10, 0, double.NaN, 100)]
    [InlineData(1, 100, 10, 0, 0, -100)]
    public void Compute_NumberThatIsNone_IsInvalid(
        double size,
        double entry,
        double margin,
        double otherMargin,
        double otherProfit,
        double mark
    )
    {
        var found = VenueLiquidation.Compute(
            Cross(PositionSide.Long, size, entry, margin, otherMargin, otherProfit),
            s_etherTier,
            mark
        );

        found.Status.ShouldBe(MetricStatus.InvalidInput);
        found.Reason.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void Compute_NoSize_IsNoPosition() =>
        VenueLiquidation
            .Compute(Isolated(PositionSide.Long, 0, 100, 10), s_etherTier, 100)
            .Outcome.ShouldBe(LiquidationOutcome.NoPosition);

    [Fact]
    public void Compute_SideOrModeUndefined_Throws()
    {
        var position = Isolated(PositionSide.Long, 1, 100, 10);

        Should.Throw<ArgumentOutOfRangeException>(() =>
            VenueLiquidation.Compute(position with { Side = (PositionSide)7 }, s_etherTier, 100)
        );
        Should.Throw<ArgumentOutOfRangeException>(() =>
            VenueLiquidation.Compute(position with { Mode = (MarginMode)7 }, s_etherTier, 100)
        );
    }

    [Fact]
    public void Compute_APosition_AllocatesNothing()
    {
        var terms = Terms("bybit", "BTC", InstrumentKind.LinearPerpetual);
        var position = Isolated(PositionSide.Long, 1, 100_000, 10_000);
        VenueLiquidation.Compute(position, terms, 100_000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            VenueLiquidation.Compute(position, terms, 100_000);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static double? PriceOf(in VenuePosition position, LiquidationTerms terms, double mark) =>
        VenueLiquidation.Compute(position, terms, mark).Price;

    private static VenuePosition Isolated(PositionSide side, double size, double entry, double margin) =>
        new(side, MarginMode.Isolated, size, entry, margin);

    private static VenuePosition Cross(
        PositionSide side,
        double size,
        double entry,
        double wallet,
        double otherMargin,
        double otherProfit
    ) => new(side, MarginMode.Cross, size, entry, wallet, otherMargin, otherProfit);

    private static LiquidationTerms Binance(MarginTiers tiers) => Of(LiquidationRules.Binance, tiers);

    private static LiquidationTerms Of(LiquidationRule rule, MarginTiers tiers, bool isInverse = false) =>
        LiquidationTerms.General(tiers, isInverse) with
        {
            Rule = rule,
        };

    private static LiquidationTerms Terms(string venue, string asset, InstrumentKind kind, LiquidationRule? rule = null)
    {
        var found = LiquidationTerms.Find(venue, asset, kind, s_at, ShippedTables.MarginTiers, ShippedTables.Fees)!;
        return rule is null ? found : found with { Rule = rule };
    }
}

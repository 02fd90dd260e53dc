using Decoupling.Liquidation;

namespace Decoupling.Tests.Liquidation;

public sealed class BinanceLiquidationPriceTests
{
    private static readonly DateTimeOffset AsOf = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private const double WalletUsd = 1_535_443.01;
    private const double EtherCoins = 3683.979;
    private const double EtherEntry = 1456.84;
    private const double EtherMark = 1335.18;
    private const double BitcoinCoins = 109.488;
    private const double BitcoinEntry = 32481.98;
    private const double BitcoinMark = 31967.27;
    private static readonly MarginTiers EtherTier = MarginTiers.Fixed(0.10, 135_365);
    private static readonly MarginTiers BitcoinTier = MarginTiers.Fixed(0.025, 16_300);

    [Fact]
    public void Cross_ReferenceD2FaqEther_Agrees()
    {
        var found = BinanceLiquidationPrice.Cross(
            new LinearPosition(PositionSide.Long, EtherCoins, EtherEntry, WalletUsd),
            BitcoinTier.MaintenanceMargin(BitcoinCoins * BitcoinMark),
            BitcoinCoins * (BitcoinMark - BitcoinEntry),
            EtherTier,
            EtherMark,
            AsOf
        );

        // The FAQ prints 1153.26.
        found.Price!.Value.ShouldBe(1153.256464, 1e-6);
    }

    [Fact]
    public void Cross_ReferenceD2FaqBitcoin_Agrees()
    {
        var found = BinanceLiquidationPrice.Cross(
            new LinearPosition(PositionSide.Long, BitcoinCoins, BitcoinEntry, WalletUsd),
            EtherTier.MaintenanceMargin(EtherCoins * EtherMark),
            EtherCoins * (EtherMark - EtherEntry),
            BitcoinTier,
            BitcoinMark,
            AsOf
        );

        // The FAQ prints 26316.89.
        found.Price!.Value.ShouldBe(26316.893265, 1e-6);
    }

    [Fact]
    public void Cross_ReferenceD2OtherTerms_Agree()
    {
        BitcoinTier.MaintenanceMargin(BitcoinCoins * BitcoinMark).ShouldBe(71200.811444, 1e-6);
        (BitcoinCoins * (BitcoinMark - BitcoinEntry)).ShouldBe(-56354.56848, 1e-5);
    }

    [Fact]
    public void Cross_NoOtherPositions_IsIsolated()
    {
        var position = new LinearPosition(PositionSide.Short, 2, 100, 30);

        BinanceLiquidationPrice
            .Cross(position, 0, 0, EtherTier, 100, AsOf)
            .ShouldBe(BinanceLiquidationPrice.Isolated(position, EtherTier, 100, AsOf));
    }

    [Theory]
    [InlineData(PositionSide.Long, 45636.363636)]
    [InlineData(PositionSide.Short, 55333.333333)]
    public void CoinMargined_ReferenceD2_Agrees(PositionSide side, double expected)
    {
        // Wallet .025 less .004 to keep and .001 lost elsewhere leaves .02 BTC.
        var found = BinanceLiquidationPrice.CoinMargined(
            new InversePosition(side, 10_000, 50_000, 0.025),
            0.004,
            -0.001,
            MarginTiers.Fixed(0.004),
            50_000,
            AsOf
        );

        found.Price!.Value.ShouldBe(expected, 1e-6);
    }

    [Fact]
    public void Cross_NoNumberFromElsewhere_IsInvalid() =>
        BinanceLiquidationPrice
            .Cross(new LinearPosition(PositionSide.Long, 1, 100, 10), double.NaN, 0, EtherTier, 100, AsOf)
            .Status.ShouldBe(Decoupling.Results.MetricStatus.InvalidInput);
}

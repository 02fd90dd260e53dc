using Decoupling.Accounts;
using Decoupling.Liquidation;
using Decoupling.Snapshots;
using Decoupling.Tests.Scoring;

namespace Decoupling.Tests.Accounts;

/// <summary>Accounts over the sample market, whose perpetuals here stand at 100 and whose table asks for 0.5 % of everything.</summary>
internal static class SampleAccount
{
    public const double Mark = 100;

    public static AccountPosition Long(double size, double margin, string label = "a") =>
        new()
        {
            Label = label,
            Venue = "bybit",
            Asset = "BTC",
            Symbol = "BTCUSDT",
            Product = PositionProduct.Linear,
            Side = PositionSide.Long,
            Size = size,
            SizeUnit = PositionSizeUnit.Coins,
            EntryPrice = Mark,
            Margin = MarginMode.Isolated,
            SettlementCoin = "USDT",
            IsolatedMargin = margin,
            VolatilityPerYear = 0.8,
        };

    public static AccountPosition Short(double size, double margin, string label = "a") =>
        Long(size, margin, label) with
        {
            Side = PositionSide.Short,
        };

    public static AccountPosition Cross(AccountPosition position) =>
        position with
        {
            Margin = MarginMode.Cross,
            IsolatedMargin = null,
        };

    public static Account Of(params AccountPosition[] positions) => WithWallet(0, positions);

    public static Account WithWallet(double balance, params AccountPosition[] positions) =>
        new()
        {
            Label = "desk",
            Wallets = [new AccountWallet("bybit", "USDT", balance), new AccountWallet("bybit", "BTC", balance)],
            Positions = positions,
        };

    public static MarketSnapshot Snapshot() => SampleMarket.Of(Perpetual());

    /// <summary>A linear perpetual of bybit with a mark price of 100, bars of half a per mille and a book of a bp a level.</summary>
    public static InstrumentSnapshot Perpetual()
    {
        double[] close =
        [
            .. Enumerable.Range(0, SampleMarket.BarsInADay).Select(i => i % 2 == 0 ? Mark : Mark * 1.0005),
        ];
        return SampleMarket.Perpetual("bybit", close) with
        {
            Mark = new PriceQuote(Mark, SampleMarket.SlotAt, SampleMarket.SlotAt),
            Book = SampleMarket.Book(Mark),
        };
    }

    public static AccountAssessment Answer(Account account, MarketSnapshot? snapshot = null)
    {
        var markets = new SnapshotMarkets(snapshot ?? Snapshot(), "snapshots/x", SampleMarket.Options);
        return AccountScoring.Compute(
            account,
            new Dictionary<string, SnapshotMarkets> { ["BTC"] = markets },
            SampleMarket.SlotAt
        );
    }

    public static PositionAssessment Answer(AccountPosition position, MarketSnapshot? snapshot = null) =>
        Answer(Of(position), snapshot).Positions.ShouldHaveSingleItem();
}

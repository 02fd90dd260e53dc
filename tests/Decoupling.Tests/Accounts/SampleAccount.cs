using Decoupling.Accounts;
using Decoupling.Liquidation;
using Decoupling.Scoring;
using Decoupling.Snapshots;
using Decoupling.Tests.Scoring;

namespace Decoupling.Tests.Accounts;

/// <summary>Accounts over the sample market, whose perpetuals here stand at 100 and whose table asks for 0.5 % up to 1,500 USD or 15 coins.</summary>
internal static class SampleAccount
{
    public const double Mark = 100;

    // Its rule is D1 as it stands: no fee, margin of the mark value.
    public const string Venue = "other";

    private static readonly ScoringOptions s_options = SampleMarket.Options with
    {
        MarginTiers = MarginTierTables.Parse(
            """
            {
              "schemaVersion": 1,
              "tables": [
                { "venue": "capped", "asset": "*", "kinds": ["linearPerpetual"], "asOf": "2024-08-05", "unit": "usd", "isAssumption": true, "source": "a test", "tiers": [
                  { "floor": 0, "maintenanceRate": 0.005, "deduction": 0, "highestLeverage": 0.25 },
                  { "floor": 1500, "maintenanceRate": 0.01, "deduction": 7.5, "highestLeverage": 0.125 } ] },
                { "venue": "*", "asset": "*", "kinds": ["linearPerpetual"], "asOf": "2024-08-05", "unit": "usd", "isAssumption": true, "source": "a test", "tiers": [
                  { "floor": 0, "maintenanceRate": 0.005, "deduction": 0 },
                  { "floor": 1500, "maintenanceRate": 0.01, "deduction": 7.5 } ] },
                { "venue": "*", "asset": "*", "kinds": ["inversePerpetual"], "asOf": "2024-08-05", "unit": "coins", "isAssumption": true, "source": "a test", "tiers": [
                  { "floor": 0, "maintenanceRate": 0.005, "deduction": 0 },
                  { "floor": 15, "maintenanceRate": 0.01, "deduction": 0.075 } ] }
              ]
            }
            """
        ),
    };

    public static AccountPosition Long(double size, double margin, string label = "a") =>
        new()
        {
            Label = label,
            Venue = Venue,
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
        WithWallet(Venue, balance, positions);

    public static Account WithWallet(string venue, double balance, params AccountPosition[] positions) =>
        new()
        {
            Label = "desk",
            Wallets = [new AccountWallet(venue, "USDT", balance), new AccountWallet(venue, "BTC", balance)],
            Positions = positions,
        };

    public static MarketSnapshot Snapshot() => SampleMarket.Of(Perpetual(), InversePerpetual());

    /// <summary>The linear perpetual on a venue that allows a quarter of the equity, and half of that from 1,500 USD on.</summary>
    public static MarketSnapshot CappedSnapshot() => SampleMarket.Of(Perpetual() with { Venue = "capped" });

    /// <summary>A linear perpetual with a mark price of 100, bars of half a per mille and a book of 3 bp a level.</summary>
    public static InstrumentSnapshot Perpetual()
    {
        double[] close =
        [
            .. Enumerable.Range(0, SampleMarket.BarsInADay).Select(i => i % 2 == 0 ? Mark : Mark * 1.0005),
        ];
        return SampleMarket.Perpetual(Venue, close) with
        {
            Mark = new PriceQuote(Mark, SampleMarket.SlotAt, SampleMarket.SlotAt),
            Book = SampleMarket.Book(Mark),
        };
    }

    /// <summary>The same settled in coins, in contracts of 10 USD.</summary>
    public static InstrumentSnapshot InversePerpetual() =>
        Perpetual() with
        {
            Symbol = "BTCUSD",
            Kind = InstrumentKind.InversePerpetual,
            ContractMultiplier = 10,
            SettlementCoin = "BTC",
        };

    /// <summary>The inverse counterpart of a linear position: as much notional at the mark price, and a margin in coins.</summary>
    public static AccountPosition Inverse(AccountPosition position) =>
        position with
        {
            Symbol = "BTCUSD",
            Product = PositionProduct.Inverse,
            Size = position.Size * Mark,
            SizeUnit = PositionSizeUnit.Usd,
            SettlementCoin = "BTC",
            IsolatedMargin = position.IsolatedMargin / Mark,
        };

    public static AccountAssessment Answer(Account account, MarketSnapshot? snapshot = null)
    {
        var markets = new SnapshotMarkets(snapshot ?? Snapshot(), "snapshots/x", s_options);
        return AccountScoring.Compute(
            account,
            new Dictionary<string, SnapshotMarkets> { ["BTC"] = markets },
            SampleMarket.SlotAt
        );
    }

    public static PositionAssessment Answer(AccountPosition position, MarketSnapshot? snapshot = null) =>
        Answer(Of(position), snapshot).Positions.ShouldHaveSingleItem();
}

using Decoupling.Accounts;
using Decoupling.Liquidation;
using Decoupling.Pipeline.Accounts;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Tests.Accounts;

public sealed class AccountRowsTests
{
    private static readonly DateTimeOffset SlotAt = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_LabelsOfAnyCharacters_GiveKeysOfTheirOwn()
    {
        string[] labels = ["a", "A", "a b", "a_b", "a/b", "~all", "~007eall", "ä", "名", "a.b-c"];

        var rows = AccountRows.Of("my file.json", "hash", Answer("account", labels));

        rows.Count.ShouldBe(labels.Length + 1);
        rows.Select(row => row.RowKey).ShouldBeUnique();
        rows.ShouldAllBe(row => row.PartitionKey == "my~0020file.json_account_20260105");
        rows[0].RowKey.ShouldBe($"{TableKeys.ReverseTicks(SlotAt)}_account");
        foreach (var row in rows)
        {
            TableRules.CheckRow(ResultTableNames.AccountRisk, row);
        }
    }

    [Fact]
    public void Of_LongestNames_FitAKey()
    {
        var name = new string('_', 48);

        var rows = AccountRows.Of(name, "hash", Answer(new string('名', 48), [new string('名', 48)]));

        TableRules.CheckRow(ResultTableNames.AccountRisk, rows[1]);
        AccountRows.IsName(name).ShouldBeTrue();
        AccountRows.IsName(name + "_").ShouldBeFalse();
        AccountRows.IsName("").ShouldBeFalse();
    }

    [Fact]
    public void Of_LaterSlot_SortsFirst() =>
        string.CompareOrdinal(
                AccountRows.Of("f", "h", Answer("a", [], SlotAt.AddMinutes(5)))[0].RowKey,
                AccountRows.Of("f", "h", Answer("a", []))[0].RowKey
            )
            .ShouldBeLessThan(0);

    private static AccountAssessment Answer(string label, string[] positions, DateTimeOffset? slotAt = null)
    {
        var account = new Account
        {
            Label = label,
            Wallets = [],
            Positions = [.. positions.Select(Position)],
        };
        return AccountScoring.Compute(account, new Dictionary<string, SnapshotMarkets>(), slotAt ?? SlotAt);
    }

    private static AccountPosition Position(string label) =>
        new()
        {
            Label = label,
            Venue = "binance",
            Asset = "BTC",
            Symbol = "BTCUSDT",
            Product = PositionProduct.Linear,
            Side = PositionSide.Long,
            Size = 1,
            SizeUnit = PositionSizeUnit.Coins,
            EntryPrice = 60_000,
            SettlementCoin = "USDT",
            Margin = MarginMode.Isolated,
            IsolatedMargin = 1,
        };
}

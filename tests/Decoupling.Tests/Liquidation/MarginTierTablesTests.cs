using Decoupling.Liquidation;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Liquidation;

public sealed class MarginTierTablesTests
{
    private static readonly DateTimeOffset s_at = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const string Entry = """
        {"venue":"binance","asset":"BTC","kinds":["linearPerpetual"],"asOf":"2024-09-27","unit":"usd","isAssumption":false,"source":"a page","tiers":[
        {"floor":0,"maintenanceRate":0.004,"deduction":0},
        {"floor":50000,"maintenanceRate":0.005,"deduction":50}]}
        """;

    private const string General = """
        {"venue":"*","asset":"*","kinds":["linearPerpetual","inversePerpetual"],"asOf":"2026-01-01","unit":"usd","isAssumption":true,"source":"ours","tiers":[
        {"floor":0,"maintenanceRate":0.01,"deduction":0}]}
        """;

    [Fact]
    public void Find_KnownAsset_GivesItsTable()
    {
        var table = MarginTierTables
            .Parse(FileOf(Entry, General))
            .Find("binance", "BTC", InstrumentKind.LinearPerpetual, s_at)!;

        table.AsOf.ShouldBe(new DateOnly(2024, 9, 27));
        table.IsAssumption.ShouldBeFalse();
        table.Tiers.MaintenanceMargin(100_000).ShouldBe(450, 1e-9);
    }

    [Fact]
    public void Find_UnknownAsset_GivesTheGeneralOneOrNone()
    {
        MarginTierTables
            .Parse(FileOf(Entry, General))
            .Find("bybit", "DOGE", InstrumentKind.InversePerpetual, s_at)!
            .IsAssumption.ShouldBeTrue();
        MarginTierTables
            .Parse(FileOf(Entry))
            .Find("bybit", "DOGE", InstrumentKind.InversePerpetual, s_at)
            .ShouldBeNull();
    }

    [Fact]
    public void Caps_TierWithoutALeverage_HasThatOfTheTierUnderIt()
    {
        var entry = Entry
            .Replace("\"deduction\":0}", "\"deduction\":0,\"highestLeverage\":125}", StringComparison.Ordinal)
            .Replace(
                "50}]}",
                "50},{\"floor\":600000,\"maintenanceRate\":0.0065,\"deduction\":950,\"highestLeverage\":75}]}",
                StringComparison.Ordinal
            );

        var caps = MarginTierTables.Parse(FileOf(entry)).Tables[0].Caps;

        caps.Find(0).ShouldBe(125);
        caps.Find(100_000).ShouldBe(125);
        caps.Find(600_000).ShouldBe(75);
        MarginTierTables.Parse(FileOf(Entry)).Tables[0].Caps.Find(1e9).ShouldBeNull();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public void Parse_LeverageOutOfRange_NamesTheEntry(double leverage) =>
        Should
            .Throw<ArgumentException>(() =>
                MarginTierTables.Parse(
                    FileOf(
                        Entry.Replace(
                            "\"deduction\":50}",
                            $"\"deduction\":50,\"highestLeverage\":{leverage}}}",
                            StringComparison.Ordinal
                        )
                    )
                )
            )
            .Message.ShouldContain("($.tables[0].tiers)");

    [Fact]
    public void Parse_BadTier_NamesTheEntry()
    {
        var bad = Entry.Replace("\"deduction\":50", "\"deduction\":49", StringComparison.Ordinal);

        var refused = Should.Throw<ArgumentException>(() => MarginTierTables.Parse(FileOf(General, bad)));

        refused.Message.ShouldStartWith("margin-tiers.json, line 4 ($.tables[1].tiers[1]): binance BTC");
        refused.Message.ShouldContain("margin tier 1");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"schemaVersion":1,"tables":[{"venue":"binance"}]}""")]
    [InlineData("""{"schemaVersion":1,"tables":null}""")]
    [InlineData("""{"schemaVersion":1,"tables":[],"tabels":[]}""")]
    [InlineData("""{"schemaVersion":2,"tables":[]}""")]
    public void Parse_NoSuchFile_Throws(string json) =>
        Should.Throw<ArgumentException>(() => MarginTierTables.Parse(json));

    [Fact]
    public void Parse_SameTableTwice_Throws() =>
        Should
            .Throw<ArgumentException>(() => MarginTierTables.Parse(FileOf(Entry, Entry)))
            .Message.ShouldContain("stands twice");

    [Theory]
    [InlineData("2024-09-26", 0.004)] // before the first day the earliest stands
    [InlineData("2024-09-27", 0.004)]
    [InlineData("2025-02-28", 0.004)]
    [InlineData("2025-03-01", 0.006)]
    [InlineData("2026-12-31", 0.006)]
    public void Find_SeveralDays_GivesTheLatestThatHasCome(string day, double firstRate)
    {
        var later = Entry
            .Replace("2024-09-27", "2025-03-01", StringComparison.Ordinal)
            .Replace("0.004", "0.006", StringComparison.Ordinal)
            .Replace("0.005,\"deduction\":50", "0.007,\"deduction\":50", StringComparison.Ordinal);
        var at = DateTimeOffset.Parse(day + "T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture);

        foreach (var json in new[] { FileOf(Entry, later), FileOf(later, Entry) })
        {
            MarginTierTables
                .Parse(json)
                .Find("binance", "BTC", InstrumentKind.LinearPerpetual, at)!
                .Tiers.Tiers[0]
                .MaintenanceRate.ShouldBe(firstRate);
        }
    }

    [Fact]
    public void Find_OtherProduct_IsNotItsTable() =>
        MarginTierTables
            .Parse(FileOf(Entry))
            .Find("binance", "BTC", InstrumentKind.InversePerpetual, s_at)
            .ShouldBeNull();

    [Theory]
    [InlineData("[\"linearPerpetual\"]", "[]", "$.tables[0].kinds")]
    [InlineData("linearPerpetual", "option", "$.tables[0].kinds")]
    [InlineData("\"usd\"", "\"dollars\"", "$.tables[0].unit")]
    [InlineData("\"usd\"", "\"contracts\"", "$.tables[0].contractSize")]
    [InlineData("\"usd\"", "\"usd\",\"contractSize\":0.01", "$.tables[0].contractSize")]
    [InlineData("\"usd\"", "\"contracts\",\"contractSize\":0", "$.tables[0].contractSize")]
    [InlineData("\"usd\"", "\"usd\",\"rateGrowthPerCoin\":0.001", "$.tables[0].rateGrowthPerCoin")]
    [InlineData("\"usd\"", "\"usd\",\"rateGrowthPerCoin\":-1", "$.tables[0].rateGrowthPerCoin")]
    [InlineData("\"usd\"", "\"usd\",\"isStepped\":true", "$.tables[0].isStepped")]
    [InlineData("0.005,\"deduction\":50", "0.95,\"deduction\":47300", "$.tables[0].tiers")]
    [InlineData("a page", "", "$.tables[0].source")]
    public void Parse_WrongValue_NamesItsPlace(string from, string to, string path) =>
        Should
            .Throw<ArgumentException>(() =>
                MarginTierTables.Parse(FileOf(Entry.Replace(from, to, StringComparison.Ordinal)))
            )
            .Message.ShouldContain($"({path}): ");

    private static string FileOf(params string[] entries) =>
        "{\"schemaVersion\":1,\"tables\":[" + string.Join(',', entries) + "]}";
}

using Decoupling.Liquidation;

namespace Decoupling.Tests.Liquidation;

public sealed class MarginTierTablesTests
{
    private const string Entry = """
        {"venue":"binance","asset":"BTC","asOf":"2024-09-27","isAssumption":false,"source":"a page","tiers":[
        {"floorUsd":0,"maintenanceRate":0.004,"deductionUsd":0},
        {"floorUsd":50000,"maintenanceRate":0.005,"deductionUsd":50}]}
        """;

    private const string General = """
        {"venue":"*","asset":"*","asOf":"2026-01-01","isAssumption":true,"source":"ours","tiers":[
        {"floorUsd":0,"maintenanceRate":0.01,"deductionUsd":0}]}
        """;

    [Fact]
    public void Find_KnownAsset_GivesItsTable()
    {
        var table = MarginTierTables.Parse(FileOf(Entry, General)).Find("binance", "BTC")!;

        table.AsOf.ShouldBe(new DateOnly(2024, 9, 27));
        table.IsAssumption.ShouldBeFalse();
        table.Tiers.MaintenanceMargin(100_000).ShouldBe(450, 1e-9);
    }

    [Fact]
    public void Find_UnknownAsset_GivesTheGeneralOneOrNone()
    {
        MarginTierTables.Parse(FileOf(Entry, General)).Find("bybit", "DOGE")!.IsAssumption.ShouldBeTrue();
        MarginTierTables.Parse(FileOf(Entry)).Find("bybit", "DOGE").ShouldBeNull();
    }

    [Fact]
    public void Parse_BadTier_NamesTheEntry()
    {
        var bad = Entry.Replace("\"deductionUsd\":50", "\"deductionUsd\":49", StringComparison.Ordinal);

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

    private static string FileOf(params string[] entries) =>
        "{\"schemaVersion\":1,\"tables\":[" + string.Join(',', entries) + "]}";
}

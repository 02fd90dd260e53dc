using Decoupling.Reference;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Reference;

public sealed class VenueFeesTests
{
    private const string Entry = """
        { "venue": "bybit", "kinds": ["spot"], "effectiveAt": "2024-01-01T00:00:00Z",
          "makerRate": -0.0001, "takerRate": 0.001, "tier": "VIP 0", "isAssumption": false, "source": "a page" }
        """;

    private static readonly DateTimeOffset s_entryAt = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("bybit", InstrumentKind.LinearPerpetual, 0.0002, 0.00055)] // Bybit Help Center 000001634
    [InlineData("bybit", InstrumentKind.Spot, 0.001, 0.001)]
    [InlineData("deribit", InstrumentKind.InversePerpetual, 0, 0.0005)] // support.deribit.com 25944746248989
    [InlineData("hyperliquid", InstrumentKind.LinearPerpetual, 0.00015, 0.00045)]
    [InlineData("okx", InstrumentKind.InversePerpetual, 0.0002, 0.0005)]
    [InlineData("binance", InstrumentKind.LinearPerpetual, 0.0002, 0.0005)]
    [InlineData("coinbase", InstrumentKind.Spot, 0.004, 0.006)]
    public void Find_ShippedFile_GivesThePublishedRates(string venue, InstrumentKind kind, double maker, double taker)
    {
        var fee = ShippedTables.Fees.Find(venue, kind, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))!;

        fee.MakerRate.ShouldBe(maker);
        fee.TakerRate.ShouldBe(taker);
        fee.Source.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void Find_HyperliquidAcrossItsChange_GivesTheRateOfTheTime()
    {
        var changeAt = new DateTimeOffset(2025, 5, 5, 3, 0, 0, TimeSpan.Zero);

        TakerAt(changeAt.AddTicks(-1)).ShouldBe(0.00035);
        TakerAt(changeAt).ShouldBe(0.00045);

        double TakerAt(DateTimeOffset at) =>
            ShippedTables.Fees.Find("hyperliquid", InstrumentKind.LinearPerpetual, at)!.TakerRate;
    }

    [Fact]
    public void Find_OtherVenueProductOrEarlierTime_IsNull()
    {
        var fees = VenueFees.Parse(FileOf(Entry));

        fees.Find("bybit", InstrumentKind.Spot, s_entryAt)!.MakerRate.ShouldBe(-0.0001);
        fees.Find("bybit", InstrumentKind.Spot, s_entryAt.AddTicks(-1)).ShouldBeNull();
        fees.Find("bybit", InstrumentKind.Option, s_entryAt).ShouldBeNull();
        fees.Find("okx", InstrumentKind.Spot, s_entryAt).ShouldBeNull();
    }

    [Theory]
    [InlineData("0.001,", "0.2,", "$.fees[1].takerRate")]
    [InlineData("0.001,", "-0.001,", "$.fees[1].takerRate")]
    [InlineData("-0.0001", "0.11", "$.fees[1].makerRate")]
    [InlineData("[\"spot\"]", "[]", "$.fees[1].kinds")]
    [InlineData("[\"spot\"]", "[\"swap\"]", "$.fees[1].kinds")]
    [InlineData("[\"spot\"]", "[0]", "$.fees[1].kinds")]
    [InlineData("\"a page\"", "\" \"", "$.fees[1].source")]
    [InlineData("\"takerRate\": 0.001, ", "", "$.fees[1]")]
    [InlineData("0.001,", "\"0.001\",", "$.fees[1].takerRate")]
    [InlineData("0.001,", "1e999,", "$.fees[1].takerRate")]
    [InlineData("2024-01-01T00", "2024-13-01T00", "$.fees[1].effectiveAt")]
    public void Parse_WrongValue_NamesFileLineAndPlace(string from, string to, string path)
    {
        // The first entry stands in lines 3 and 4, the second in 5 and 6.
        var other = Entry.Replace("bybit", "okx", StringComparison.Ordinal);
        var json = FileOf(other, Entry.Replace(from, to, StringComparison.Ordinal));

        var message = Should.Throw<ArgumentException>(() => VenueFees.Parse(json, "mine.json")).Message;

        message.ShouldContain(path);
        (
            message.StartsWith("mine.json, line 5 (", StringComparison.Ordinal)
            || message.StartsWith("mine.json, line 6 (", StringComparison.Ordinal)
        ).ShouldBeTrue(message);
    }

    [Theory]
    [InlineData("", "line 1 (")]
    [InlineData("null", "line 1 (")]
    [InlineData("{\n\"schemaVersion\": 2, \"fees\": [] }", "line 2 ($.schemaVersion)")]
    [InlineData("{\n\"schemaVersion\": 1,\n\"fees\": [ }", "line 3 (")]
    [InlineData("{\"schemaVersion\": 1,\n\"fees\": [],\n\"fee\": [] }", "line 3 (")]
    public void Parse_NoSuchFile_NamesTheLine(string json, string where) =>
        Should
            .Throw<ArgumentException>(() => VenueFees.Parse(json, "mine.json"))
            .Message.ShouldStartWith($"mine.json, {where}");

    [Fact]
    public void Parse_SameFeeTwice_NamesTheSecond() =>
        Should
            .Throw<ArgumentException>(() => VenueFees.Parse(FileOf(Entry, Entry)))
            .Message.ShouldStartWith("fees.json, line 5 ($.fees[1]): bybit Spot of that time stands twice.");

    private static string FileOf(params string[] entries) =>
        "{ \"schemaVersion\": 1,\n\"fees\": [\n" + string.Join(",\n", entries) + "\n] }";
}

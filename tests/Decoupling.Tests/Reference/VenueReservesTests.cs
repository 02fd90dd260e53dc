using Decoupling.Reference;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Reference;

public sealed class VenueReservesTests
{
    private const string Entry = """
        { "venue": "bybit", "asset": "BTC", "quantity": 2500000000, "unit": "usd",
          "countedAt": "2026-11-01T00:00:00Z", "source": "its proof of reserves, coins and stablecoins" }
        """;

    private static readonly DateTimeOffset s_countedAt = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Find_VenueAndAsset_GivesTheLatestThatWasCounted()
    {
        var later = Entry
            .Replace("2026-11-01", "2026-12-01", StringComparison.Ordinal)
            .Replace("25", "30", StringComparison.Ordinal);

        var reserves = VenueReserves.Parse(FileOf(later, Entry));

        reserves.Find("bybit", "BTC", s_countedAt)!.Quantity.ShouldBe(2.5e9);
        reserves.Find("bybit", "BTC", s_countedAt.AddDays(30))!.Quantity.ShouldBe(3e9);
        reserves.Find("bybit", "BTC", s_countedAt.AddTicks(-1)).ShouldBeNull();
        reserves.Find("bybit", "ETH", s_countedAt).ShouldBeNull();
        reserves.Find("okx", "BTC", s_countedAt).ShouldBeNull();
    }

    [Fact]
    public void Parse_TimeWithAnOffset_IsUtcAsSnapshotsAre()
    {
        var json = FileOf(Entry.Replace("00:00:00Z", "02:00:00+02:00", StringComparison.Ordinal));

        var reserve = VenueReserves.Parse(json).All[0].Reserve;

        reserve.CountedAt.ShouldBe(s_countedAt);
        reserve.CountedAt.Offset.ShouldBe(TimeSpan.Zero);
        reserve.Unit.ShouldBe(QuantityUnit.Usd);
    }

    [Theory]
    [InlineData("2500000000", "-1")]
    [InlineData("2500000000", "1e999")]
    [InlineData("\"usd\"", "\"contracts\"")]
    [InlineData("\"usd\"", "\"eur\"")]
    [InlineData("\"BTC\"", "\"BTC-USD\"")]
    [InlineData("\"bybit\"", "\" \"")]
    [InlineData("\"its proof of reserves, coins and stablecoins\"", "\" \"")]
    [InlineData("2026-11-01T00", "1926-11-01T00")]
    [InlineData("\"unit\": \"usd\",", "")]
    public void Parse_WrongValue_NamesFileAndLine(string from, string to)
    {
        // The first entry stands in lines 3 and 4, the second in 5 and 6.
        var other = Entry.Replace("bybit", "okx", StringComparison.Ordinal);
        var json = FileOf(other, Entry.Replace(from, to, StringComparison.Ordinal));

        var message = Should.Throw<ArgumentException>(() => VenueReserves.Parse(json, "mine.json")).Message;

        (
            message.StartsWith("mine.json, line 5 ($.reserves[1]", StringComparison.Ordinal)
            || message.StartsWith("mine.json, line 6 ($.reserves[1]", StringComparison.Ordinal)
        ).ShouldBeTrue(message);
    }

    [Fact]
    public void Parse_SameVenueAssetAndTimeTwice_IsRefused() =>
        Should
            .Throw<ArgumentException>(() => VenueReserves.Parse(FileOf(Entry, Entry)))
            .Message.ShouldContain("bybit BTC of that time stands twice.");

    [Fact]
    public void Parse_AnotherSchemaVersion_IsRefused() =>
        Should
            .Throw<ArgumentException>(() => VenueReserves.Parse("""{ "schemaVersion": 2, "reserves": [] }"""))
            .Message.ShouldContain("schema version 2");

    private static string FileOf(params string[] entries) =>
        "{ \"schemaVersion\": 1,\n\"reserves\": [\n" + string.Join(",\n", entries) + "\n] }";
}

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

    [Fact]
    public void FindInsuranceFund_OwnFund_GoesBeforeTheOneBehindAllAssets()
    {
        const string Funds = """
            { "schemaVersion": 1, "reserves": [], "insuranceFunds": [
              { "venue": "bybit", "asset": "*", "quantity": 9e8, "unit": "usd", "countedAt": "2026-11-01T00:00:00Z", "source": "its page" },
              { "venue": "bybit", "asset": "BTC", "quantity": 700, "unit": "coins", "countedAt": "2026-11-02T00:00:00Z", "source": "its page" } ] }
            """;

        var funds = VenueReserves.Parse(Funds);

        funds.FindInsuranceFund("bybit", "BTC", s_countedAt.AddDays(1))!.Quantity.ShouldBe(700);
        funds
            .FindInsuranceFund("bybit", "BTC", s_countedAt)!
            .ShouldBe(new InsuranceFundQuote(9e8, QuantityUnit.Usd, true, s_countedAt, "its page"));
        funds.FindInsuranceFund("okx", "BTC", s_countedAt).ShouldBeNull();
    }

    [Fact]
    public void FindLeveragedFunds_EachByItsNewestCount_InTheOrderOfNames()
    {
        const string Funds = """
            { "schemaVersion": 1, "reserves": [], "leveragedFunds": [
              { "asset": "BTC", "name": "SBIT", "netAssetsUsd": 1e8, "leverage": -2, "rebalancesAt": "20:00", "countedAt": "2026-11-01T00:00:00Z", "source": "its issuer" },
              { "asset": "BTC", "name": "BITU", "netAssetsUsd": 2e9, "leverage": 2, "rebalancesAt": "20:00", "countedAt": "2026-11-01T00:00:00Z", "source": "its issuer" },
              { "asset": "BTC", "name": "BITU", "netAssetsUsd": 3e9, "leverage": 2, "rebalancesAt": "21:00", "countedAt": "2026-11-05T00:00:00Z", "source": "its issuer" } ] }
            """;

        var funds = VenueReserves.Parse(Funds);

        funds
            .FindLeveragedFunds("BTC", s_countedAt)
            .Select(fund => (fund.Name, fund.NetAssetsUsd))
            .ShouldBe([("BITU", 2e9), ("SBIT", 1e8)]);
        funds.FindLeveragedFunds("BTC", s_countedAt.AddDays(9))[0].RebalancesAt.ShouldBe(TimeSpan.FromHours(21));
        funds.FindLeveragedFunds("ETH", s_countedAt).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"leverage\": 2", "\"leverage\": 1", "a leverage that is 0 or 1")]
    [InlineData("\"leverage\": 2", "\"leverage\": 50", "beyond ±20")]
    [InlineData("\"20:00\"", "\"8pm\"", "no time of day in UTC")]
    [InlineData("3e9", "0", "not above 0")]
    public void Parse_WrongLeveragedFund_NamesFileLineAndFault(string from, string to, string fault)
    {
        const string Fund = """
            { "schemaVersion": 1, "reserves": [], "leveragedFunds": [
              { "asset": "BTC", "name": "BITU", "netAssetsUsd": 3e9, "leverage": 2, "rebalancesAt": "20:00", "countedAt": "2026-11-05T00:00:00Z", "source": "its issuer" } ] }
            """;

        var message = Should
            .Throw<ArgumentException>(() =>
                VenueReserves.Parse(Fund.Replace(from, to, StringComparison.Ordinal), "f.json")
            )
            .Message;

        message.ShouldStartWith("f.json, line 2 ($.leveragedFunds[0])");
        message.ShouldContain(fault);
    }

    [Fact]
    public void Parse_SharedInsuranceFundInCoins_IsRefused() =>
        Should
            .Throw<ArgumentException>(() =>
                VenueReserves.Parse(
                    """{ "schemaVersion": 1, "reserves": [], "insuranceFunds": [ { "venue": "okx", "asset": "*", "quantity": 1, "unit": "coins", "countedAt": "2026-11-01T00:00:00Z", "source": "x" } ] }"""
                )
            )
            .Message.ShouldContain("a fund behind all assets is in usd");

    private static string FileOf(params string[] entries) =>
        "{ \"schemaVersion\": 1,\n\"reserves\": [\n" + string.Join(",\n", entries) + "\n] }";
}

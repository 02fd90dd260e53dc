using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Decoupling.Pipeline.Venues;
using Decoupling.Pipeline.Venues.Binance;
using Decoupling.Pipeline.Venues.Deribit;
using Decoupling.Pipeline.Venues.Okx;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Tests.Venues;

/// <summary>Whole replies of 2021 and 2022 as they came over the wire: lines of address, time and JSON.</summary>
public class RecordedTrafficTests
{
    [Theory]
    [InlineData("BINANCE.http.0.0", "/api/v3/depth?", 4)]
    [InlineData("BINANCE_DELIVERY.http.0.0", "/dapi/v1/depth?", 10)]
    [InlineData("BINANCE_FUTURES.http.0.0", "/fapi/v1/depth?", 1)]
    public void Binance_Books_AreSound(string file, string path, int atLeast)
    {
        var books = Read(file, path, BinanceJson.Default.BinanceDepth);

        books.Count.ShouldBeGreaterThanOrEqualTo(atLeast);
        foreach (var depth in books)
        {
            var at = WireValue.Time(depth.TransactionTime) ?? Recording.NowAt;
            var book = BookMapping.From(depth.Bids, depth.Asks, at, Recording.NowAt);
            SoundInstrument.Require(book.Value.ShouldNotBeNull(book.Reason), path);
        }
    }

    [Fact]
    public void BinanceCoin_List_GivesEveryPerpetual()
    {
        var exchange = Read("BINANCE_DELIVERY.0", "/dapi/v1/exchangeInfo", BinanceCoinJson.Default.BinanceCoinExchange);

        var symbols = exchange.Single().Symbols!.Select(contract => contract!.Symbol!).ToList();
        var perpetuals = symbols.Where(symbol => symbol.EndsWith("_PERP", StringComparison.Ordinal)).ToList();
        perpetuals.ShouldNotBeEmpty();
        foreach (var symbol in perpetuals)
        {
            var listed = BinanceCoin.Listing(exchange[0], symbol).Value.ShouldNotBeNull(symbol);
            listed.Multiplier.ShouldBe(symbol == "BTCUSD_PERP" ? 100 : 10, symbol);
            listed.SettlementCoin.ShouldBe(symbol[..^8], symbol);
            listed.TickSize.ShouldNotBeNull(symbol).ShouldBeGreaterThan(0, symbol);
        }
    }

    [Theory]
    [InlineData("instType=SPOT", InstrumentKind.Spot, "")]
    [InlineData("instType=SWAP", InstrumentKind.LinearPerpetual, "linear")]
    [InlineData("instType=SWAP", InstrumentKind.InversePerpetual, "inverse")]
    [InlineData("instType=FUTURES", InstrumentKind.LinearFuture, "linear")]
    [InlineData("instType=FUTURES", InstrumentKind.InverseFuture, "inverse")]
    public void Okx_List_GivesEveryInstrumentOfItsType(string path, InstrumentKind kind, string type)
    {
        var replies = Read("OKX.0", path, OkxJson.Default.OkxReplyOkxInstrument);

        var entries = replies.SelectMany(reply => reply.Data!).Where(entry => entry!.CtType == type).ToList();
        entries.ShouldNotBeEmpty();
        foreach (var entry in entries)
        {
            var listed = OkxListing.From(entry!, kind);
            listed.Value.ShouldNotBeNull($"{entry!.InstId}: {listed.Reason}");
            (listed.Value.ExpiresAt is null).ShouldBe(path != "instType=FUTURES", entry.InstId);
        }
    }

    [Fact]
    public void Deribit_Lists_ParseWithTheirOptions()
    {
        var replies = Read(
            "DERIBIT.0",
            "get_instruments?",
            DeribitJson.Default.DeribitReplyIReadOnlyListDeribitInstrument
        );

        replies.Count.ShouldBeGreaterThanOrEqualTo(3);
        foreach (var instrument in replies.SelectMany(reply => reply.Result!))
        {
            VenueText.IsSymbol(instrument!.InstrumentName).ShouldBeTrue(instrument.InstrumentName);
            WireValue
                .Time(instrument.ExpirationTimestamp)
                .HasValue.ShouldBe(instrument.SettlementPeriod != "perpetual");
            instrument.IsActive.ShouldBe(true);
        }
        replies.SelectMany(reply => reply.Result!).ShouldContain(instrument => instrument!.Kind == "option");
    }

    private static List<T> Read<T>(string file, string path, JsonTypeInfo<T> type)
        where T : class
    {
        using var stream = File.OpenRead(SharedData.PathOrSkip("cryptofeed_raw_samples", file + ".txt.gz"));
        using var lines = new StreamReader(new GZipStream(stream, CompressionMode.Decompress));
        var replies = new List<T>();
        while (lines.ReadLine() is { } line)
        {
            var (arrow, body) = (
                line.IndexOf(" -> ", StringComparison.Ordinal),
                line.IndexOf(": ", StringComparison.Ordinal)
            );
            if (arrow > 0 && line[..arrow].Contains(path, StringComparison.Ordinal))
                replies.Add(JsonSerializer.Deserialize(line[(body + 2)..], type).ShouldNotBeNull());
        }
        return replies;
    }
}

using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Tests.Venues;
using Decoupling.Pipeline.Venues;
using Microsoft.Extensions.Configuration;

namespace Decoupling.Pipeline.Tests.Settings;

public sealed class WatchlistTests
{
    private const VenueProducts ByDefault = VenueProducts.Spot | VenueProducts.Linear;

    [Fact]
    public void Read_OneLine_IsTheMatrix()
    {
        var watchlist = WatchlistText.Read("BTC:binance, bybit:linear,inverse; ETH:*; SOL ;BTC:okx");

        watchlist.Assets.ShouldBe(["BTC", "ETH", "SOL"]);
        watchlist.Venues.ShouldBe(["binance", "bybit", "okx"]);
        watchlist.ProductsOf("BTC", "bybit", ByDefault).ShouldBe(VenueProducts.Linear | VenueProducts.Inverse);
        watchlist.ProductsOf("BTC", "okx", ByDefault).ShouldBe(ByDefault);
        watchlist.ProductsOf("BTC", "kraken", ByDefault).ShouldBe(VenueProducts.None);
        watchlist.ProductsOf("ETH", "kraken", ByDefault).ShouldBe(ByDefault);
        watchlist.ProductsOf("SOL", "bybit", ByDefault).ShouldBe(ByDefault);
        watchlist.ProductsOf("XRP", "bybit", ByDefault).ShouldBe(VenueProducts.None);
    }

    [Fact]
    public void Read_TwoEntriesOfOneMarket_AddUp() =>
        WatchlistText
            .Read("BTC:okx:spot;BTC:okx:futures")
            .ProductsOf("BTC", "okx", ByDefault)
            .ShouldBe(VenueProducts.Spot | VenueProducts.Futures);

    [Fact]
    public void Read_File_IsTheSameAsTheLine()
    {
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("watch.json");
        File.WriteAllText(
            file,
            """
            { "schemaVersion": 1, "watch": [
              { "asset": "BTC", "venues": ["binance", "bybit"], "products": ["linear", "inverse"] },
              { "asset": "ETH" } ] }
            """
        );

        var fromFile = WatchlistText.Read(file);
        var fromLine = WatchlistText.Read("BTC:binance,bybit:linear,inverse;ETH:*");

        fromFile.Assets.ShouldBe(fromLine.Assets);
        foreach (var asset in new[] { "BTC", "ETH" })
        foreach (var venue in VenueCatalog.Names)
            fromFile.ProductsOf(asset, venue, ByDefault).ShouldBe(fromLine.ProductsOf(asset, venue, ByDefault));
    }

    [Theory]
    [InlineData(";", "watches nothing")]
    [InlineData("BTC:binanse", "the venue 'binanse'; the venues are binance, bybit")]
    [InlineData("BTC:binance:perps", "holds 'perps'; the products are spot")]
    [InlineData("BTC:kraken:linear", "asks kraken for linear of BTC; it has spot")]
    [InlineData("BTC:binance:spot:x", "an entry is asset:venues:products")]
    [InlineData("B/TC:binance", "holds 'B/TC'; an asset is up to 20 letters and digits")]
    [InlineData("missing.json", "cannot be read")]
    public void Read_WrongOne_StopsTheStartWithTheSettingsName(string text, string reason) =>
        Should
            .Throw<ArgumentException>(() => Options(("Decoupling__Watchlist", text)))
            .Message.ShouldSatisfyAllConditions(
                message => message.ShouldContain("Decoupling__Watchlist"),
                message => message.ShouldContain(reason)
            );

    [Theory]
    [InlineData("{", "line 1 is not JSON")]
    [InlineData("""{ "schemaVersion": 2, "watch": [] }""", "no watchlist of schemaVersion 1")]
    [InlineData("""{ "schemaVersion": 1, "watch": [ { "venues": ["okx"] } ] }""", "each have an asset")]
    [InlineData(
        """{ "schemaVersion": 1, "watch": [ { "asset": "BTC", "venue": "okx" } ] }""",
        "not JSON of a watchlist"
    )]
    public void Read_WrongFile_NamesItAndTheSetting(string json, string reason)
    {
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("watch.json");
        File.WriteAllText(file, json);

        var message = Should.Throw<ArgumentException>(() => WatchlistText.Read(file)).Message;

        message.ShouldContain("Decoupling__Watchlist");
        message.ShouldContain(reason);
    }

    [Fact]
    public void Read_VenueNamedOnlyThere_IsAskedToo()
    {
        var options = Options(("Decoupling__Watchlist", "BTC:okx:inverse;ETH:*"), ("Decoupling__Venues", "binance"));

        options.Venues.Okx.Enabled.ShouldBeTrue();
        options.Venues.Binance.Enabled.ShouldBeTrue();
        options.Venues.Bybit.Enabled.ShouldBeFalse();
        options.Fetch.Assets.ShouldBe(["BTC", "ETH"]);
    }

    [Fact]
    public async Task Fetch_Watchlist_AsksEachVenueForItsProductsOfTheAssetOnly()
    {
        var time = new ManualTime(Recording.NowAt);
        var handlers = new Dictionary<string, ReplayHandler>();
        // What is asked matters here, not what comes.
        IVenue Venue(string name)
        {
            var recording = Recording.Of(name);
            handlers[name] = new ReplayHandler(recording)
            {
                Instead = (path, _) =>
                    recording.ContainsKey(path)
                        ? null
                        : Task.FromResult(ReplayHandler.Json("{}", System.Net.HttpStatusCode.NotFound)),
            };
            return Recording.Venue(name, handlers[name], time);
        }

        var options = new Pipeline.Steps.FetchOptions
        {
            Watchlist = WatchlistText.Read("BTC:okx:linear,futures;BTC:kraken;ETH:coinbase"),
        };
        IVenue[] venues = [Venue("coinbase"), Venue("kraken"), Venue("okx")];

        var snapshot = await time.RunAsync(() =>
            new MarketFetch(options, venues).FetchAsync("BTC", Recording.SlotAt, null, CancellationToken.None)
        );

        snapshot.Venues.Select(venue => venue.Venue).ShouldBe(["kraken", "okx"]);
        handlers["coinbase"].Sent.ShouldBeEmpty();
        handlers["okx"].Sent.ShouldNotContain(path => path.Contains("SPOT") || path.Contains("BTC-USD-SWAP"));
        handlers["okx"].Sent.ShouldContain(path => path.Contains("BTC-USDT-SWAP"));
    }

    private static PipelineOptions Options(params (string Name, string Value)[] settings) =>
        PipelineSettings.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    settings
                        .Append(("Decoupling__StorageConnectionString", "UseDevelopmentStorage=true"))
                        .Select(setting =>
                            KeyValuePair.Create(setting.Item1.Replace("__", ":"), (string?)setting.Item2)
                        )
                )
                .Build()
        );
}

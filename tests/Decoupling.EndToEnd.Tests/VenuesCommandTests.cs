using System.Net;
using System.Text.Json;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues;

namespace Decoupling.EndToEnd.Tests;

/// <summary>The real commands <c>decoupling venues</c> and <c>decoupling fetch --venue</c> against simulated venues.</summary>
public sealed class VenuesCommandTests : IAsyncLifetime
{
    private VenueSimulator simulator = null!;

    public async ValueTask InitializeAsync()
    {
        var day = new DateTimeOffset(TimeProvider.System.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        simulator = await VenueSimulator.StartAsync(
            new SimulatorOptions { Script = MarketScript.CalmThroughout(day) },
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );
    }

    public ValueTask DisposeAsync() => simulator.DisposeAsync();

    [Fact]
    public async Task Venues_OneIsBlocked_SaysWhatEachGivesAndWhy()
    {
        simulator.Faults.Set(
            SimulatedVenue.Bybit,
            new SimulatorFault { Status = HttpStatusCode.UnavailableForLegalReasons }
        );

        var result = await CliProcess.RunAsync(
            Settings("BTC:okx:linear,inverse;BTC:bybit,coinbase;XYZ:okx"),
            "venues",
            "--json"
        );

        result.ExitCode.ShouldBe(1, result.Error);
        var venues = result
            .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(venue => venue.GetProperty("venue").GetString()!);
        venues.Keys.ShouldBe(["bybit", "coinbase", "okx"]);
        venues["bybit"].GetProperty("state").GetString().ShouldBe("blocked");
        venues["coinbase"].GetProperty("state").GetString().ShouldBe("up");
        var okx = venues["okx"];
        okx.GetProperty("state").GetString().ShouldBe("partial");
        okx.GetProperty("missing")
            .EnumerateArray()
            .Select(reason => reason.GetString())
            .ShouldContain("XYZ-USDT-SWAP perpetual, all inputs: the venue does not list it.");
        okx.GetProperty("instruments")
            .EnumerateArray()
            .Select(instrument => instrument.GetProperty("symbol").GetString())
            .ShouldBe(["BTC-USDT-SWAP", "BTC-USD-SWAP"]);
        Math.Abs(okx.GetProperty("clockSkewMilliseconds").GetDouble())
            .ShouldBeLessThanOrEqualTo(okx.GetProperty("clockUncertaintyMilliseconds").GetDouble() + 1);
        okx.GetProperty("limits")
            .EnumerateArray()
            .Single(limit => limit.GetProperty("name").GetString() == "market/candles")
            .GetProperty("documented")
            .GetInt32()
            .ShouldBe(40);
    }

    [Fact]
    public async Task Fetch_OneVenueNamed_ShowsCountsClockAndNoOther()
    {
        var result = await CliProcess.RunAsync(Settings("ETH:okx"), "fetch", "BTC", "--venue", "coinbase");

        result.ExitCode.ShouldBe(0, result.Error);
        result.Text.ShouldContain("BTC-USD");
        result.Text.ShouldContain("288 of 288");
        result.Text.ShouldContain("clock: coinbase is");
        result.Text.ShouldNotContain("okx");
    }

    [Fact]
    public async Task Fetch_VenueThatIsNone_IsAWrongArgument()
    {
        var result = await CliProcess.RunAsync(Settings("ETH:okx"), "fetch", "BTC", "--venue", "okcoin");

        result.ExitCode.ShouldBe(2);
        (result.Text + result.Error).ShouldContain("--venue holds 'okcoin'");
    }

    private Dictionary<string, string> Settings(string watchlist) =>
        new()
        {
            ["Decoupling__Watchlist"] = watchlist,
            ["Decoupling__Venues"] = "okx",
            ["Decoupling__AllowedHosts"] = simulator.OkxAddress.Authority,
            ["Decoupling__BybitAddress"] = simulator.BybitAddress.AbsoluteUri,
            ["Decoupling__CoinbaseAddress"] = simulator.CoinbaseAddress.AbsoluteUri,
            ["Decoupling__OkxAddress"] = simulator.OkxAddress.AbsoluteUri,
        };
}

using System.Globalization;
using System.Text.Json;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues;

namespace Decoupling.Simulator.Tests.Venues;

/// <summary>A simulator on the demo script with a clock that is moved by hand, and a client that follows no redirect.</summary>
internal sealed class SimulatorHost : IAsyncDisposable
{
    public static readonly DateTimeOffset StartAt = new(2025, 3, 11, 12, 0, 0, TimeSpan.Zero);

    private SimulatorHost(VenueSimulator simulator, ManualClock clock)
    {
        Simulator = simulator;
        Clock = clock;
    }

    public VenueSimulator Simulator { get; }

    public ManualClock Clock { get; }

    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts half a minute into the 31st minute, so that a bar is running.</summary>
    public static async Task<SimulatorHost> StartAsync(int seed = 1, bool enforceRequestLimits = true)
    {
        var clock = new ManualClock(StartAt.AddMinutes(30).AddSeconds(30));
        var options = new SimulatorOptions
        {
            Script = MarketScript.Demo(StartAt, seed),
            EnforceRequestLimits = enforceRequestLimits,
        };
        return new(await VenueSimulator.StartAsync(options, clock, Cancellation), clock);
    }

    public Task<HttpResponseMessage> SpotAsync(string query) => GetAsync(Simulator.BinanceSpotAddress, query);

    public Task<HttpResponseMessage> FuturesAsync(string query) => GetAsync(Simulator.BinanceFuturesAddress, query);

    public Task<HttpResponseMessage> BybitAsync(string query) => GetAsync(Simulator.BybitAddress, query);

    public async Task<JsonElement> SpotJsonAsync(string query) => await JsonOfAsync(await SpotAsync(query));

    public async Task<JsonElement> FuturesJsonAsync(string query) => await JsonOfAsync(await FuturesAsync(query));

    public async Task<JsonElement> BybitJsonAsync(string query) => await JsonOfAsync(await BybitAsync(query));

    /// <summary>Bybit's result, of a reply whose retCode is 0.</summary>
    public async Task<JsonElement> BybitResultAsync(string query)
    {
        var reply = await BybitJsonAsync(query);
        reply.GetProperty("retCode").GetInt32().ShouldBe(0, reply.ToString());
        return reply.GetProperty("result");
    }

    public static async Task<JsonElement> JsonOfAsync(HttpResponseMessage response)
    {
        using var owned = response;
        return JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Simulator.DisposeAsync();
    }

    private Task<HttpResponseMessage> GetAsync(Uri address, string query) =>
        Http.GetAsync(new Uri(address, query), Cancellation);
}

/// <summary>Readings of venues' JSON.</summary>
internal static class JsonReadings
{
    public static string[] Names(this JsonElement json) =>
        [.. json.EnumerateObject().Select(property => property.Name)];

    public static string Kinds(this JsonElement row) =>
        string.Concat(row.EnumerateArray().Select(cell => cell.ValueKind == JsonValueKind.Number ? 'n' : 's'));

    public static double Parsed(this JsonElement json, string name) => Parsed(json.GetProperty(name));

    public static double Parsed(this JsonElement text) =>
        double.Parse(text.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture);

    public static long[] Times(this JsonElement rows) =>
        [
            .. rows.EnumerateArray()
                .Select(row => row[0])
                .Select(cell =>
                    cell.ValueKind == JsonValueKind.Number
                        ? cell.GetInt64()
                        : long.Parse(cell.GetString()!, CultureInfo.InvariantCulture)
                ),
        ];
}

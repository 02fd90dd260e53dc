using System.Net;
using System.Text.Json;
using Decoupling.Simulator.Venues;
using static Decoupling.Simulator.Tests.Venues.SimulatorHost;

namespace Decoupling.Simulator.Tests.Venues;

public class SimulatorFaultTests
{
    private const string Klines = "fapi/v1/klines";
    private const string KlinesQuery = Klines + "?symbol=BTCUSDT&interval=1m&limit=10";

    [Theory]
    [InlineData(500)]
    [InlineData(403)]
    [InlineData(451)]
    [InlineData(418)]
    [InlineData(429)]
    public async Task Status_Set_IsAnsweredWithRetryAfter(int status)
    {
        await using var host = await StartAsync();
        var fault = new SimulatorFault { Status = (HttpStatusCode)status, RetryAfter = TimeSpan.FromSeconds(7) };
        SpoilKlines(host, fault);

        using var response = await host.FuturesAsync(KlinesQuery);

        ((int)response.StatusCode).ShouldBe(status);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(7));
        (await host.FuturesAsync("fapi/v1/time")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Venue_Set_CoversEveryEndpointUntilCleared()
    {
        await using var host = await StartAsync();
        host.Simulator.Faults.Set(SimulatedVenue.Bybit, new() { Status = HttpStatusCode.InternalServerError });

        (await host.BybitAsync("v5/market/time")).StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await host.SpotAsync("api/v3/time")).StatusCode.ShouldBe(HttpStatusCode.OK);

        host.Simulator.Faults.Clear(SimulatedVenue.Bybit);
        (await host.BybitAsync("v5/market/time")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Requests_Counted_FaultEndsAfterThem()
    {
        await using var host = await StartAsync();
        SpoilKlines(host, new() { Status = HttpStatusCode.BadGateway, Requests = 2 });

        var statuses = new List<int>();
        for (var i = 0; i < 3; i++)
            statuses.Add((int)(await host.FuturesAsync(KlinesQuery)).StatusCode);

        statuses.ShouldBe([502, 502, 200]);
        host.Simulator.Faults.RequestsOf(SimulatedVenue.BinanceFutures, Klines).ShouldBe(3);
        host.Simulator.Faults.RequestsOf(SimulatedVenue.BinanceFutures).ShouldBe(3);
        host.Simulator.Faults.RequestsOf(SimulatedVenue.Bybit).ShouldBe(0);
    }

    [Fact]
    public async Task TruncatedBody_Set_EndsBeforeTheLengthAnnounced()
    {
        await using var host = await StartAsync();
        SpoilKlines(host, new() { TruncatedBody = true });

        var failure = await Should.ThrowAsync<HttpRequestException>(() => host.FuturesAsync(KlinesQuery));

        failure.HttpRequestError.ShouldBe(HttpRequestError.ResponseEnded);
    }

    [Fact]
    public async Task BrokenJson_Set_CannotBeParsed()
    {
        await using var host = await StartAsync();
        SpoilKlines(host, new() { BrokenJson = true });

        using var response = await host.FuturesAsync(KlinesQuery);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Should.Throw<JsonException>(() => JsonElement.Parse(text));
    }

    [Fact]
    public async Task ContentType_SetToHtml_IsAPage()
    {
        await using var host = await StartAsync();
        SpoilKlines(host, new() { ContentType = "text/html" });

        using var response = await host.FuturesAsync(KlinesQuery);

        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldStartWith("<html>");
    }

    [Fact]
    public async Task RedirectTo_Set_Is302()
    {
        await using var host = await StartAsync();
        var target = new Uri("http://127.0.0.1:9/");
        SpoilKlines(host, new() { RedirectTo = target });

        using var response = await host.FuturesAsync(KlinesQuery);

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        response.Headers.Location.ShouldBe(target);
    }

    [Fact]
    public async Task Hang_Set_EndsOnlyWithTheClientOrTheSimulator()
    {
        var host = await StartAsync();
        SpoilKlines(host, new() { Hang = true });
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        impatient.CancelAfter(TimeSpan.FromMilliseconds(50));

        await Should.ThrowAsync<OperationCanceledException>(() =>
            host.Http.GetAsync(new Uri(host.Simulator.BinanceFuturesAddress, KlinesQuery), impatient.Token)
        );
        var pending = host.FuturesAsync(KlinesQuery);
        (await host.FuturesAsync("fapi/v1/time")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await host.Simulator.DisposeAsync();

        await Should.ThrowAsync<HttpRequestException>(() => pending);
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Latency_Set_HoldsTheReplyBack()
    {
        await using var host = await StartAsync();
        var latency = TimeSpan.FromMilliseconds(60);
        SpoilKlines(host, new() { Latency = latency });
        var started = TimeProvider.System.GetTimestamp();

        using var response = await host.FuturesAsync(KlinesQuery);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        TimeProvider.System.GetElapsedTime(started).ShouldBeGreaterThan(latency * 0.9);
    }

    [Fact]
    public async Task StaleSinceAt_Set_ClockAndDataStandStill()
    {
        await using var host = await StartAsync();
        var stoppedAt = host.Clock.Now;
        host.Simulator.Faults.Set(SimulatedVenue.BinanceFutures, new() { StaleSinceAt = stoppedAt });
        var before = await host.FuturesJsonAsync("fapi/v1/premiumIndex?symbol=BTCUSDT");

        host.Clock.Now += TimeSpan.FromMinutes(20);

        var after = await host.FuturesJsonAsync("fapi/v1/premiumIndex?symbol=BTCUSDT");
        after.ToString().ShouldBe(before.ToString());
        var time = await host.FuturesJsonAsync("fapi/v1/time");
        time.GetProperty("serverTime").GetInt64().ShouldBe(stoppedAt.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task MissingFields_Set_AreLeftOutWhereverTheyStand()
    {
        await using var host = await StartAsync();
        host.Simulator.Faults.Set(
            SimulatedVenue.Bybit,
            "v5/market/tickers",
            new() { MissingFields = ["singleOpenInterest", "fundingRate"] }
        );

        var result = await host.BybitResultAsync("v5/market/tickers?category=linear");

        foreach (var ticker in result.GetProperty("list").EnumerateArray())
        {
            ticker.Names().ShouldContain("openInterest");
            ticker.Names().ShouldNotContain("singleOpenInterest");
            ticker.Names().ShouldNotContain("fundingRate");
        }
    }

    [Fact]
    public async Task FrozenBook_BidsInTheCascade_StandWhileAsksFallBelowThem()
    {
        await using var host = await StartAsync();
        host.Clock.Now = StartAt.AddMinutes(110);
        var before = await host.FuturesJsonAsync("fapi/v1/depth?symbol=BTCUSDT&limit=20");
        host.Simulator.Faults.Set(
            SimulatedVenue.BinanceFutures,
            "fapi/v1/depth",
            new() { FrozenBook = new(Bids: true, host.Clock.Now) }
        );

        host.Clock.Now = StartAt.AddMinutes(122);

        var after = await host.FuturesJsonAsync("fapi/v1/depth?symbol=BTCUSDT&limit=20");
        after.GetProperty("bids").ToString().ShouldBe(before.GetProperty("bids").ToString());
        after.GetProperty("asks")[0][0].Parsed().ShouldBeLessThan(after.GetProperty("bids")[0][0].Parsed());
    }

    private static void SpoilKlines(SimulatorHost host, SimulatorFault fault) =>
        host.Simulator.Faults.Set(SimulatedVenue.BinanceFutures, Klines, fault);
}

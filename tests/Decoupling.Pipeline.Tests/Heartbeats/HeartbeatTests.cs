using System.Net;
using Decoupling.Pipeline.Heartbeats;
using Decoupling.Pipeline.Ledger;
using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Tests.Notifications;
using Decoupling.Pipeline.Tests.Storage;
using Microsoft.Extensions.Logging;

namespace Decoupling.Pipeline.Tests.Heartbeats;

public sealed class HeartbeatTests(AzuriteFixture azurite)
{
    private const string Secret = "https://hc-ping.com/5ecre7";

    private static readonly TimeSpan SlotLength = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset SlotAt = new(2026, 1, 5, 23, 55, 0, TimeSpan.Zero);

    private readonly string[] assets = [$"a{Guid.NewGuid():N}"[..20], $"b{Guid.NewGuid():N}"[..20]];
    private readonly ManualTime clock = new(SlotAt + TimeSpan.FromSeconds(20));
    private readonly List<string> asked = [];
    private readonly RecordingLogger logger = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BeatAsync_LastAssetOfTheSlot_PingsOnce()
    {
        var (heartbeat, ledger) = await CreateAsync(Secret);

        await FinishAsync(ledger, assets[0]);
        await heartbeat.BeatAsync(SlotAt, Cancellation);
        asked.ShouldBeEmpty();

        await FinishAsync(ledger, assets[1]);
        await heartbeat.BeatAsync(SlotAt, Cancellation);
        asked.ShouldBe(["GET https://hc-ping.com/5ecre7"]);
    }

    [Theory]
    [InlineData("https://hc-ping.com/5ecre7", "GET https://hc-ping.com/5ecre7/fail")]
    [InlineData("https://hc-ping.com/key/slug?create=1", "GET https://hc-ping.com/key/slug/fail?create=1")]
    [InlineData(
        "https://uptime.betterstack.com/api/v1/heartbeat/5ecre7",
        "GET https://uptime.betterstack.com/api/v1/heartbeat/5ecre7/fail"
    )]
    [InlineData("https://checks.example/ping/5ecre7", "GET https://checks.example/ping/5ecre7/fail")]
    [InlineData("https://push.example/api/push/5ecre7?status=up", null)]
    public async Task BeatAsync_SlotFailed_TellsWhereTheReceiverHasAPlaceForIt(string address, string? expected)
    {
        var (heartbeat, ledger) = await CreateAsync(address);
        await FinishAsync(ledger, assets[0]);
        await ledger.CloseAsync(assets[1], SlotAt, SlotStatus.Failed, "No derivative came.", Cancellation);

        await heartbeat.BeatAsync(SlotAt, Cancellation);

        asked.ShouldBe(expected is null ? [] : [expected]);
    }

    [Fact]
    public async Task BeatAsync_OldSlotMadeUpFor_SaysNothingOfNow()
    {
        var (heartbeat, ledger) = await CreateAsync(Secret);
        await FinishAsync(ledger, assets[0]);
        await FinishAsync(ledger, assets[1]);

        clock.Advance(2 * SlotLength);
        await heartbeat.BeatAsync(SlotAt, Cancellation);

        asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task BeatAsync_NoAddress_AsksNobody()
    {
        var (heartbeat, ledger) = await CreateAsync(null);
        await FinishAsync(ledger, assets[0]);
        await FinishAsync(ledger, assets[1]);

        await heartbeat.BeatAsync(SlotAt, Cancellation);
        await heartbeat.FailAsync(Cancellation);

        asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("status")]
    [InlineData("throws")]
    [InlineData("cancels")]
    [InlineData("breaks")]
    public async Task BeatAsync_ReceiverFails_FailsNoRunAndNamesNothingOfTheAddress(string ending)
    {
        var (heartbeat, ledger) = await CreateAsync(
            Secret,
            _ =>
                ending switch
                {
                    "status" => new HttpResponseMessage(HttpStatusCode.NotFound),
                    "throws" => throw new HttpRequestException(HttpRequestError.ConnectionError, Secret),
                    "cancels" => throw new OperationCanceledException(Secret),
                    _ => throw new InvalidOperationException(Secret),
                }
        );
        await FinishAsync(ledger, assets[0]);
        await FinishAsync(ledger, assets[1]);

        await heartbeat.BeatAsync(SlotAt, Cancellation);

        logger.Lines.ShouldHaveSingleItem().ShouldStartWith("The heartbeat was not taken: ");
        logger.Lines[0].ShouldNotContain("5ecre7");
    }

    private static Task FinishAsync(SlotLedger ledger, string asset) =>
        ledger.FinishAsync(asset, SlotAt, SlotLength, "snapshot", 1, 0, Cancellation);

    private async Task<(Heartbeat, SlotLedger)> CreateAsync(
        string? address,
        Func<HttpRequestMessage, HttpResponseMessage>? answer = null
    )
    {
        var ledger = new SlotLedger(await azurite.OpenTablesAsync(), clock, "test");
        var client = new HttpClient(
            new StubHandler(request =>
            {
                asked.Add($"{request.Method} {request.RequestUri}");
                return answer is null ? new HttpResponseMessage(HttpStatusCode.OK) : answer(request);
            })
        );
        var heartbeat = new Heartbeat(
            new FetchOptions { Assets = assets, SlotLength = SlotLength },
            ledger,
            client,
            address is null ? null : new SecretAddress(address),
            clock,
            logger
        );
        return (heartbeat, ledger);
    }

    private sealed class RecordingLogger : ILogger<Heartbeat>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Add($"{formatter(state, exception)}{exception}");
    }
}

using Azure.Data.Tables;
using Decoupling.Alerts;
using Decoupling.Cli.Azurite;
using Decoupling.Pipeline.Ledger;
using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Decoupling.Pipeline.Tests.Steps;

/// <summary>In an Azurite of its own: a digest is of all that is stored of a day.</summary>
public sealed class TellDigestTests : IAsyncLifetime
{
    private static readonly DateTimeOffset DayAt = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private readonly ManualTime clock = new(DayAt.AddHours(1));
    private readonly ListedChannel slack = new("slack", keepsIncidents: false);
    private readonly ListedChannel pagerDuty = new("pagerduty", keepsIncidents: true);
    private AzuriteProcess azurite = null!;
    private AzureTableStore tables = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), null, Cancellation);
        tables = new AzureTableStore(new TableServiceClient(azurite.ConnectionString));
        await tables.CreateTablesAsync(Cancellation);
    }

    public ValueTask DisposeAsync() => azurite.DisposeAsync();

    [Fact]
    public async Task RunAsync_TwiceAndByTwoInstances_TellsTheDayOnceAndNoIncident()
    {
        var ledger = new SlotLedger(tables, clock, "test");
        await ledger.FinishAsync("BTC", DayAt.AddHours(1), TimeSpan.FromMinutes(5), "snapshot", 1, 0, Cancellation);
        await ledger.FinishAsync("BTC", DayAt.AddMinutes(50), TimeSpan.FromMinutes(5), "snapshot", 1, 0, Cancellation);
        await ledger.CloseAsync("BTC", DayAt.AddDays(1), SlotStatus.Skipped, "Nobody ran this slot.", Cancellation);
        await tables.UpsertAsync(
            ResultTableNames.DecouplingScores,
            [
                new RowBuilder(TableKeys.AssetDay("BTC", DayAt), TableKeys.Newest(DayAt, "bybit", "BTCUSDT"))
                    .Add("Venue", "bybit")
                    .Add("Symbol", "BTCUSDT")
                    .Add("AsOf", DayAt)
                    .Add("Status", "Ok")
                    .Add("DislocationRatio", 0.25)
                    .Build(),
            ],
            Cancellation
        );
        clock.Advance(TimeSpan.FromHours(29));

        (await CreateStep().RunAsync(Cancellation)).ShouldBe(1);
        (await CreateStep().RunAsync(Cancellation)).ShouldBe(0);
        clock.Advance(TimeSpan.FromHours(2));
        (await CreateStep().RunAsync(Cancellation)).ShouldBe(0);

        var told = slack.Told.ShouldHaveSingleItem();
        told.Title.ShouldBe("Digest of 2026-01-05: no alert fired, 2 of 2 slots complete");
        told.Facts.ShouldContain(new AlertFact("Slots of BTC", "1 done, 1 late, 0 skipped, 0 failed"));
        told.Facts.ShouldContain(
            new AlertFact("Largest dislocations", "BTC on bybit BTCUSDT 0.25 × both floors at 00:00")
        );
        pagerDuty.Told.ShouldBeEmpty();

        clock.Advance(TimeSpan.FromDays(1));
        (await CreateStep().RunAsync(Cancellation)).ShouldBe(1);
        slack.Told[1].Id.ShouldBe("digest/2026-01-06");
    }

    [Fact]
    public async Task RunAsync_TwoAtOnce_TellOnce()
    {
        var told = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => CreateStep().RunAsync(Cancellation), Cancellation))
        );

        told.Sum().ShouldBe(1);
        slack.Told.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task RunAsync_TurnedOff_TellsNothing()
    {
        (await CreateStep(isEnabled: false).RunAsync(Cancellation)).ShouldBe(0);

        slack.Told.ShouldBeEmpty();
    }

    private TellDigest CreateStep(bool isEnabled = true)
    {
        var deliver = new DeliverNotifications(
            tables,
            [slack, pagerDuty],
            new Random(1),
            clock,
            NullLogger<DeliverNotifications>.Instance
        );
        return new TellDigest(
            new FetchOptions { Assets = ["BTC"] },
            isEnabled,
            tables,
            new SlotLedger(tables, clock, "test"),
            deliver,
            clock
        );
    }

    private sealed class ListedChannel(string name, bool keepsIncidents) : INotificationChannel
    {
        private readonly Lock gate = new();

        public List<AlertNotification> Told { get; } = [];

        public string Name => name;

        public bool KeepsIncidents => keepsIncidents;

        public Task<DeliveryOutcome> SendAsync(
            AlertNotification notification,
            bool possibleRepeat,
            CancellationToken cancellationToken
        )
        {
            lock (gate)
            {
                Told.Add(notification);
            }

            return Task.FromResult(new DeliveryOutcome(DeliveryKind.Delivered, "HTTP 200"));
        }
    }
}

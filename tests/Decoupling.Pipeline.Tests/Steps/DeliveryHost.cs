using Decoupling.Alerts;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Notifications.Outbox;
using Decoupling.Pipeline.Notifications.Slack;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Tests.Alerts;
using Decoupling.Pipeline.Tests.Storage;

namespace Decoupling.Pipeline.Tests.Steps;

/// <summary>An outbox in a folder, a scripted Slack, and a clock that is moved by hand.</summary>
internal sealed class DeliveryHost : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FolderTableStore store;
    private readonly List<IDisposable> owned = [];

    private DeliveryHost()
    {
        store = new FolderTableStore(folder.FullName);
        Tables = new WatchedTableStore(store);
        Slack = new ScriptedSlack(Clock);
    }

    public ManualTime Clock { get; } = new(DislocationRows.FirstSlotAt);

    public WatchedTableStore Tables { get; }

    public ScriptedSlack Slack { get; }

    public NotificationDesk Desk => new(Tables, Clock);

    /// <summary>What was logged.</summary>
    public ListedLog<DeliverNotifications> Log { get; } = new();

    /// <summary>The rows of attempts, in the order of writing.</summary>
    public IReadOnlyList<TableRow> Attempts => Tables.Upserts;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<DeliveryHost> StartAsync()
    {
        var host = new DeliveryHost();
        await host.Tables.CreateTablesAsync(Cancellation);
        return host;
    }

    /// <summary>A deliverer of its own, as each instance has it.</summary>
    public DeliverNotifications CreateDeliverer()
    {
        var client = new HttpClient(Slack, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        var webhook = new WebhookChannel(
            client,
            new SecretAddress("https://hooks.slack.example/T000"),
            new SlackFormat(),
            Clock
        );
        owned.AddRange([client, webhook]);
        return CreateDelivererTo(webhook);
    }

    /// <summary>A deliverer that tells other channels.</summary>
    public DeliverNotifications CreateDelivererTo(params INotificationChannel[] channels) =>
        new(Tables, channels, new Random(1), Clock, Log);

    /// <summary>Puts a change of an alert into the outbox.</summary>
    public async Task DecideAsync(
        int slot,
        double ratio,
        string symbol = "A",
        string asset = "BTC",
        IReadOnlyList<AlertChannel>? channels = null
    ) =>
        (
            await new RuleRunner(
                Tables,
                [DislocationRows.Rule],
                channels ?? DislocationRows.Channels,
                new ManualTime(DislocationRows.FirstSlotAt)
            ).RunAsync(
                asset,
                ResultTableNames.DecouplingScores,
                [DislocationRows.Row(slot, ratio, "bybit", symbol)],
                Cancellation
            )
        ).ShouldBe(Math.Max(1, channels?.Count ?? 1));

    /// <summary>Sweeps to the end, letting the clock pass what it waits for.</summary>
    public Task<int> SweepAsync(DeliverNotifications deliverer) =>
        Clock.RunAsync(() => deliverer.SweepAsync(Cancellation));

    public Task<IReadOnlyList<PendingNotification>> OutboxAsync(string asset = "BTC") =>
        DislocationRows.OutboxAsync(Tables, asset);

    /// <summary>What is dead, in the order of its keys.</summary>
    public async Task<IReadOnlyList<DeadNotification>> DeadAsync() =>
        [.. (await Desk.ReadDeadAsync(null, Cancellation)).Select(DeadNotification.From)];

    public async ValueTask DisposeAsync()
    {
        owned.ForEach(part => part.Dispose());
        Slack.Dispose();
        await store.DisposeAsync();
        folder.Dispose();
    }
}

using Decoupling.Alerts;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Tests.Alerts;

/// <summary>Rows of DecouplingScores as the alert path reads them, and the rule that it runs over them.</summary>
internal static class DislocationRows
{
    public static readonly DateTimeOffset FirstSlotAt = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Fires at 1, resolves under 0.6.</summary>
    public static AlertRule Rule { get; } =
        new()
        {
            Name = "dislocation",
            Table = ResultTableNames.DecouplingScores,
            Column = "DislocationRatio",
            Title = "dislocation",
            Unit = "× both floors",
            Levels = [new AlertLevel(AlertSeverity.Warning, 1, 0.6)],
            ShownColumns = ["BasisBps", "VenuesDislocated"],
        };

    /// <summary>One chat.</summary>
    public static IReadOnlyList<AlertChannel> Channels { get; } = [new("slack", KeepsIncidents: false)];

    public static DateTimeOffset SlotAt(int slot) => FirstSlotAt + (slot * TimeSpan.FromMinutes(5));

    public static TableRow Row(int slot, double? ratio, string venue = "bybit", string symbol = "BTCUSDT") =>
        new RowBuilder("p", $"{slot}_{venue}_{symbol}")
            .Add("Venue", venue)
            .Add("Symbol", symbol)
            .Add("AsOf", SlotAt(slot))
            .Add("Summary", "It stands apart.")
            .Add("DislocationRatio", ratio)
            .Add("BasisBps", 17.5)
            .Build();

    /// <summary>Runs the rule over one row.</summary>
    public static Task<int> RunAsync(ITableStore tables, string asset, params TableRow[] rows) =>
        new RuleRunner(tables, [Rule], Channels, new ManualTime(FirstSlotAt)).RunAsync(
            asset,
            ResultTableNames.DecouplingScores,
            rows,
            TestContext.Current.CancellationToken
        );

    public static async Task<IReadOnlyList<AlertState>> StatesAsync(ITableStore tables, string asset) =>
        [.. (await RowsAsync(tables, asset, AlertRows.StatePrefix)).Select(AlertRows.ToState)];

    public static async Task<IReadOnlyList<PendingNotification>> OutboxAsync(ITableStore tables, string asset) =>
        [.. (await RowsAsync(tables, asset, AlertRows.OutboxPrefix)).Select(AlertRows.ToPending)];

    private static async Task<IReadOnlyList<TableRow>> RowsAsync(ITableStore tables, string asset, string prefix) =>
        await tables
            .ReadPartitionAsync(
                ResultTableNames.Alerts,
                AlertRows.PartitionOf(asset),
                prefix,
                AlertRows.EndOf(prefix),
                TestContext.Current.CancellationToken
            )
            .Select(stored => stored.Row)
            .ToArrayAsync(TestContext.Current.CancellationToken);
}

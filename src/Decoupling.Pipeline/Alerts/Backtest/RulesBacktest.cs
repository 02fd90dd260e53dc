using Decoupling.Alerts;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Alerts.Backtest;

/// <summary>Runs rules over stored rows as they would have run: the same runner, from the same beginning, with a check that found no slot in each gap.</summary>
public sealed class RulesBacktest
{
    private readonly BacktestStore store = new();
    private readonly SlotClock clock = new();
    private readonly RuleRunner runner;
    private readonly Dictionary<string, int> open = new(StringComparer.Ordinal);
    private readonly List<BacktestFiring> firings = [];
    private readonly List<BacktestMessage> messages = [];
    private readonly Dictionary<(string Asset, string Table), DateTimeOffset> lastSlots = [];

    /// <summary>Begins a backtest in which no alert has ever fired.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="channels">The channels that would be told; empty for what is told, whoever is.</param>
    public RulesBacktest(IReadOnlyList<AlertRule> rules, IReadOnlyList<AlertChannel> channels)
    {
        runner = new RuleRunner(store, rules, channels, clock);
        store.Moved += Follow;
        store.Told += pending =>
            messages.Add(
                new BacktestMessage(
                    pending.Notification,
                    pending.Channel,
                    pending.HeldBack?.Cause,
                    pending.HeldBack?.Reason
                )
            );
    }

    /// <summary>The firings so far, in the order in which they began; one that has not ended has no end.</summary>
    public IReadOnlyList<BacktestFiring> Firings => firings;

    /// <summary>What would have been told, and what would have been held back, in order.</summary>
    public IReadOnlyList<BacktestMessage> Messages => messages;

    /// <summary>Takes one table's rows of one asset and slot; slots come in the order of their times.</summary>
    public async Task TakeAsync(
        string asset,
        string table,
        DateTimeOffset slotAt,
        IReadOnlyList<TableRow> rows,
        CancellationToken cancellationToken
    )
    {
        if (lastSlots.TryGetValue((asset, table), out var last) && slotAt > last)
        {
            // The last moment at which the slot had not come.
            clock.Now = slotAt;
            await runner.CheckAsync(asset, cancellationToken);
        }

        lastSlots[(asset, table)] = slotAt;
        clock.Now = slotAt;
        await runner.RunAsync(asset, table, rows, cancellationToken);
    }

    private void Follow(string key, AlertState before, AlertState after)
    {
        if (after.Generation > before.Generation)
        {
            open[key] = firings.Count;
            firings.Add(new BacktestFiring(key, after.Generation, after.SinceAt!.Value, null, 0, null));
        }

        if (!open.TryGetValue(key, out var index) || firings[index].EndedAt is not null)
        {
            return;
        }

        firings[index] = firings[index] with
        {
            EndedAt = after.IsFiring ? null : after.ResolvedAt,
            LevelsReached = Math.Max(firings[index].LevelsReached, after.LevelsReached),
            PeakValue = after.PeakValue,
        };
    }

    private sealed class SlotClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

/// <summary>A firing that would have been.</summary>
/// <param name="AlertKey">Rule, asset, venue and symbol.</param>
/// <param name="Generation">Which firing of the alert it is, from 1.</param>
/// <param name="SinceAt">The slot at which it began, UTC.</param>
/// <param name="EndedAt">The slot at which it ended, UTC, or <see langword="null"/> where the rows end first.</param>
/// <param name="LevelsReached">The gravest step of the ladder that it reached, from 1.</param>
/// <param name="PeakValue">The value furthest beyond the enter level.</param>
public sealed record BacktestFiring(
    string AlertKey,
    int Generation,
    DateTimeOffset SinceAt,
    DateTimeOffset? EndedAt,
    int LevelsReached,
    double? PeakValue
);

/// <summary>A message that would have been.</summary>
/// <param name="Notification">The message.</param>
/// <param name="Channel">The channel that would be told, or <see langword="null"/> where it would have been held back from all.</param>
/// <param name="HeldBackCause">What would have held it back, or <see langword="null"/> where it would have been sent.</param>
/// <param name="HeldBackReason">The sentence on it.</param>
public sealed record BacktestMessage(
    AlertNotification Notification,
    string? Channel,
    SuppressionCause? HeldBackCause,
    string? HeldBackReason
);

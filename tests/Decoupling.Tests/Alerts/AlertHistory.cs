using Decoupling.Alerts;

namespace Decoupling.Tests.Alerts;

/// <summary>A rule and the values that it meets, a slot of five minutes each.</summary>
internal static class AlertHistory
{
    private static readonly DateTimeOffset FirstSlotAt = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Fires at 10, resolves under 6.</summary>
    public static AlertRule AtLeast { get; } =
        new()
        {
            Name = "dislocation",
            Table = "DecouplingScores",
            Column = "DislocationRatio",
            Title = "dislocation",
            Unit = "bp",
            Levels = [new AlertLevel(AlertSeverity.Warning, 10, 6)],
        };

    /// <summary>Fires at -10, resolves above -6.</summary>
    public static AlertRule AtMost { get; } =
        AtLeast with
        {
            Direction = AlertDirection.AtMost,
            Levels = [new AlertLevel(AlertSeverity.Warning, -10, -6)],
        };

    /// <summary>What a value did, as one word: the kind of what was told, what held it back, or nothing.</summary>
    public static string? Word(AlertDecision decision) =>
        decision switch
        {
            { Notifications: [var told] } => $"{told.Kind}",
            { Suppressions: [var held] } => $"{held.Cause}",
            { Notifications: [], Suppressions: [] } => null,
            _ => string.Join(
                '+',
                decision
                    .Notifications.Select(told => $"{told.Kind}")
                    .Concat(decision.Suppressions.Select(held => $"{held.Cause}"))
            ),
        };

    public static DateTimeOffset SlotAt(int slot) => FirstSlotAt + (slot * TimeSpan.FromMinutes(5));

    public static AlertSample Sample(int slot, double? value) =>
        new()
        {
            Asset = "BTC",
            Venue = "bybit",
            Symbol = "BTCUSDT",
            SlotAt = SlotAt(slot),
            Value = value,
            Summary = "BTC on bybit stands apart.",
            Facts = [new AlertFact("BasisBps", "17.5")],
        };

    /// <summary>Decides one value a slot, from slot 0 on.</summary>
    public static IReadOnlyList<AlertDecision> Decide(AlertRule rule, params double?[] values)
    {
        var decisions = new List<AlertDecision>();
        var state = AlertState.Initial;
        for (var slot = 0; slot < values.Length; slot++)
        {
            decisions.Add(AlertDecision.Decide(rule, state, Sample(slot, values[slot]), AlertContext.None));
            state = decisions[^1].State;
        }

        return decisions;
    }
}

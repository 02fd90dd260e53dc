using System.Globalization;

namespace Decoupling.Alerts;

/// <summary>What people are told of an alert: what, how much, against which threshold, since when, on which venue.</summary>
public sealed record AlertNotification
{
    /// <summary>The contract's version; changes are by addition only.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The idempotency key: the same for every attempt to deliver, different for every notification.</summary>
    public required string Id { get; init; }

    /// <summary>The alert's identity: the same for its firing and its resolution, and over generations.</summary>
    public required string AlertKey { get; init; }

    /// <summary>Whether the alert fired or resolved.</summary>
    public required NotificationKind Kind { get; init; }

    /// <summary>The rule that decided.</summary>
    public required string Rule { get; init; }

    /// <summary>The rule's title: "dislocation".</summary>
    public required string Title { get; init; }

    /// <summary>How grave it is.</summary>
    public required AlertSeverity Severity { get; init; }

    /// <summary>The underlying: "BTC".</summary>
    public required string Asset { get; init; }

    /// <summary>The venue: "bybit".</summary>
    public required string Venue { get; init; }

    /// <summary>The venue's symbol: "BTCUSDT".</summary>
    public required string Symbol { get; init; }

    /// <summary>The slot that decided, UTC.</summary>
    public required DateTimeOffset SlotAt { get; init; }

    /// <summary>The slot at which the firing began, UTC.</summary>
    public required DateTimeOffset SinceAt { get; init; }

    /// <summary>The value in <see cref="Unit"/>.</summary>
    public required double Value { get; init; }

    /// <summary>The value furthest beyond the enter level in this firing, in <see cref="Unit"/>.</summary>
    public required double PeakValue { get; init; }

    /// <summary>The level that fires, in <see cref="Unit"/>.</summary>
    public required double EnterLevel { get; init; }

    /// <summary>The level that resolves, in <see cref="Unit"/>.</summary>
    public required double LeaveLevel { get; init; }

    /// <summary>Which side of the levels fires.</summary>
    public required AlertDirection Direction { get; init; }

    /// <summary>The unit of the value and the levels.</summary>
    public required string Unit { get; init; }

    /// <summary>The row's sentence for a person.</summary>
    public required string Summary { get; init; }

    /// <summary>Figures beside the value, in order.</summary>
    public required IReadOnlyList<AlertFact> Facts { get; init; }

    /// <summary>The alert's identity as a key: rule, venue and symbol within the asset.</summary>
    public static string KeyOf(AlertRule rule, AlertSample sample)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(sample);
        return $"{rule.Name}/{sample.Asset}/{sample.Venue}/{sample.Symbol}";
    }

    /// <summary>Composes a notification from a decided state.</summary>
    /// <param name="kind">Whether the alert fired or resolved.</param>
    /// <param name="rule">The rule that decided.</param>
    /// <param name="state">The state during the firing: with its generation, beginning and peak.</param>
    /// <param name="sample">The row that decided.</param>
    /// <param name="value">The value of the row, in the rule's unit.</param>
    internal static AlertNotification From(
        NotificationKind kind,
        AlertRule rule,
        AlertState state,
        AlertSample sample,
        double value
    )
    {
        var key = KeyOf(rule, sample);
        var generation = state.Generation.ToString(CultureInfo.InvariantCulture);
        return new AlertNotification
        {
            Id = $"{key}/{generation}/{(kind == NotificationKind.Fired ? "fired" : "resolved")}",
            AlertKey = key,
            Kind = kind,
            Rule = rule.Name,
            Title = rule.Title,
            Severity = rule.Severity,
            Asset = sample.Asset,
            Venue = sample.Venue,
            Symbol = sample.Symbol,
            SlotAt = sample.SlotAt,
            SinceAt = state.SinceAt ?? sample.SlotAt,
            Value = value,
            PeakValue = state.PeakValue ?? value,
            EnterLevel = rule.EnterLevel,
            LeaveLevel = rule.LeaveLevel,
            Direction = rule.Direction,
            Unit = rule.Unit,
            Summary = sample.Summary,
            Facts = sample.Facts,
        };
    }
}

/// <summary>Why people are told.</summary>
public enum NotificationKind
{
    /// <summary>The alert began to fire.</summary>
    Fired,

    /// <summary>The alert is over.</summary>
    Resolved,
}

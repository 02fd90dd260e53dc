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

    /// <summary>What has happened to the alert.</summary>
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

    /// <summary>The value in <see cref="Unit"/>, or <see langword="null"/> where the slot has none.</summary>
    public double? Value { get; init; }

    /// <summary>The value furthest beyond the enter level in this firing, in <see cref="Unit"/>; <see langword="null"/> before any firing.</summary>
    public double? PeakValue { get; init; }

    /// <summary>The level that fires at this severity, in <see cref="Unit"/>.</summary>
    public required double EnterLevel { get; init; }

    /// <summary>The level beyond which the alert resolves, in <see cref="Unit"/>.</summary>
    public required double LeaveLevel { get; init; }

    /// <summary>Which side of the levels fires.</summary>
    public required AlertDirection Direction { get; init; }

    /// <summary>The unit of the value and the levels.</summary>
    public required string Unit { get; init; }

    /// <summary>The time over which the value is a change, or <see langword="null"/> where it is the column's value.</summary>
    public TimeSpan? ChangeOver { get; init; }

    /// <summary>The row's sentence for a person.</summary>
    public required string Summary { get; init; }

    /// <summary>The row's verdict, or <see langword="null"/> where there is none.</summary>
    public string? Verdict { get; init; }

    /// <summary>What the value is made of, the largest share first; at most three.</summary>
    public IReadOnlyList<AlertDriver> Drivers { get; init; } = [];

    /// <summary>The age of the row's inputs, or <see langword="null"/> where it is not known.</summary>
    public TimeSpan? DataAge { get; init; }

    /// <summary>How much of the inputs came, in words; empty where it is not known.</summary>
    public string Coverage { get; init; } = "";

    /// <summary>What to look at next; empty for nothing in particular.</summary>
    public string NextStep { get; init; } = "";

    /// <summary>Figures beside the value, in order.</summary>
    public required IReadOnlyList<AlertFact> Facts { get; init; }

    /// <summary>The alerts that this message stands for, where it stands for several; otherwise empty.</summary>
    public IReadOnlyList<AlertMember> Members { get; init; } = [];

    /// <summary>The channels to tell, as patterns with * and ?; empty for every channel.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>The alert's identity as a key: rule, asset, venue and symbol.</summary>
    public static string KeyOf(AlertRule rule, AlertSample sample)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(sample);
        return $"{rule.Name}/{sample.Asset}/{sample.Venue}/{sample.Symbol}";
    }

    /// <summary>Composes a notification from a moved alert.</summary>
    /// <param name="kind">What has happened.</param>
    /// <param name="rule">The rule that decided.</param>
    /// <param name="state">The alert: with its generation, beginning and peak, and what was told before.</param>
    /// <param name="sample">The row that decided.</param>
    internal static AlertNotification From(NotificationKind kind, AlertRule rule, AlertState state, AlertSample sample)
    {
        var key = KeyOf(rule, sample);
        var level = rule.Levels[Math.Clamp(LevelsOf(kind, state) - 1, 0, rule.Levels.Count - 1)];
        return new AlertNotification
        {
            Id = $"{key}/{Episode(kind, state, level)}",
            AlertKey = key,
            Kind = kind,
            Rule = rule.Name,
            Title = rule.Title,
            Severity = level.Severity,
            Asset = sample.Asset,
            Venue = sample.Venue,
            Symbol = sample.Symbol,
            SlotAt = sample.SlotAt,
            SinceAt = state.SinceAt ?? sample.SlotAt,
            Value = MeasuredOf(rule, state, sample),
            PeakValue = state.PeakValue,
            EnterLevel = level.Enter,
            LeaveLevel = rule.Levels[0].Leave,
            Direction = rule.Direction,
            Unit = rule.Unit,
            ChangeOver = rule.ChangeOver,
            Summary = sample.Summary,
            Verdict = sample.Verdict,
            Drivers = [.. sample.Drivers.Take(3)],
            DataAge = sample.DataAge,
            Coverage = sample.Coverage,
            NextStep = rule.NextStep,
            Facts = sample.Facts,
            Channels = rule.Channels,
        };
    }

    /// <summary>An end is as grave as the gravest that was told, so that it reaches whoever was woken.</summary>
    private static int LevelsOf(NotificationKind kind, AlertState state) =>
        kind == NotificationKind.Resolved ? state.Told.LevelsReached : state.LevelsReached;

    private static double? MeasuredOf(AlertRule rule, AlertState state, AlertSample sample) =>
        sample.Value is not { } value || !double.IsFinite(value) ? null
        : rule.ChangeOver is null ? value
        : AlertMemory.ChangeOf(rule, state.Readings, sample);

    private static string Episode(NotificationKind kind, AlertState state, AlertLevel level) =>
        kind switch
        {
            NotificationKind.Escalated => Number(
                state.Generation,
                $"escalated-{level.Severity.ToString().ToLowerInvariant()}"
            ),
            NotificationKind.Reminded => Number(state.Generation, Number("reminded-", state.Told.Reminders + 1)),
            NotificationKind.Fired => Number(state.Generation, "fired"),
            NotificationKind.Resolved => Number(state.Generation, "resolved"),
            NotificationKind.Late => Number(state.SilenceCount, "late"),
            NotificationKind.NoData => Number(state.SilenceCount, "no-data"),
            _ => Number(state.SilenceCount, "data-back"),
        };

    private static string Number(int count, string word) =>
        string.Create(CultureInfo.InvariantCulture, $"{count}/{word}");

    private static string Number(string word, int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{word}{count}");
}

/// <summary>Why people are told.</summary>
public enum NotificationKind
{
    /// <summary>The alert began to fire.</summary>
    Fired,

    /// <summary>The alert is over.</summary>
    Resolved,

    /// <summary>The alert reached a graver level.</summary>
    Escalated,

    /// <summary>The alert fires still, and nobody has acknowledged it.</summary>
    Reminded,

    /// <summary>Slots come without a value: whether the alert should fire is not known.</summary>
    NoData,

    /// <summary>No slot comes.</summary>
    Late,

    /// <summary>Values come again.</summary>
    DataBack,

    /// <summary>No alert: what a day was like.</summary>
    Digest,

    /// <summary>Somebody has acknowledged the firing; told where incidents are kept.</summary>
    Acknowledged,
}

/// <summary>One of the alerts that a message stands for.</summary>
/// <param name="AlertKey">The alert.</param>
/// <param name="Venue">Its venue.</param>
/// <param name="Symbol">Its symbol.</param>
/// <param name="Value">Its value in the message's unit, or <see langword="null"/> where the slot has none.</param>
public sealed record AlertMember(string AlertKey, string Venue, string Symbol, double? Value);

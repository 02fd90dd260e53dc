namespace Decoupling.Alerts;

/// <summary>A threshold on one column of one result table, with all that keeps it from crying wolf: ladder, confirmation, hold, cooldown, inhibition.</summary>
public sealed record AlertRule
{
    /// <summary>The most slots that confirmation and recovery look at.</summary>
    public const int MostConfirmingSlots = 100;

    /// <summary>The most slots that a change can look back over.</summary>
    public const int MostChangeSlots = 300;

    /// <summary>The rule's name, part of the alert's identity: letters, digits, dot and hyphen.</summary>
    public required string Name { get; init; }

    /// <summary>The result table that holds the column.</summary>
    public required string Table { get; init; }

    /// <summary>The column that is compared; a row without it neither fires nor resolves.</summary>
    public required string Column { get; init; }

    /// <summary>What the column is called in a message: "dislocation".</summary>
    public required string Title { get; init; }

    /// <summary>The column's unit as a message writes it: "bp", "× both floors".</summary>
    public required string Unit { get; init; }

    /// <summary>Whether high values or low values fire.</summary>
    public AlertDirection Direction { get; init; } = AlertDirection.AtLeast;

    /// <summary>The severities of the rule, the mildest first; at least one. Each further one enters and leaves beyond the one before it.</summary>
    public required IReadOnlyList<AlertLevel> Levels { get; init; }

    /// <summary>Compares the column's change over this time, at most 300 slots, instead of its value; <see langword="null"/> for the value.</summary>
    public TimeSpan? ChangeOver { get; init; }

    /// <summary>How many of the last <see cref="EnterWithinSlots"/> slots must reach a level before it is entered; 1 to that number. Default 1.</summary>
    public int EnterSlots { get; init; } = 1;

    /// <summary>How many slots, the present one among them, <see cref="EnterSlots"/> looks at; 1 to 100. Default 1.</summary>
    public int EnterWithinSlots { get; init; } = 1;

    /// <summary>How many values in a row must lie beyond the mildest leave level before the alert resolves; 1 to 100. Default 1.</summary>
    public int LeaveSlots { get; init; } = 1;

    /// <summary>How long a firing alert stands at least, 0 or more. Default 0.</summary>
    public TimeSpan MinimumHold { get; init; } = TimeSpan.Zero;

    /// <summary>After a resolution, how long a new firing is not told unless it is graver than what was told before; 0 or more. Default 0.</summary>
    public TimeSpan Cooldown { get; init; } = TimeSpan.Zero;

    /// <summary>How often a firing that nobody has acknowledged is told again, positive; <see langword="null"/> for once. Default once.</summary>
    public TimeSpan? RemindEvery { get; init; }

    /// <summary>After how many slots without a value, once there was one, there is no data, at least 1; <see langword="null"/> to wait for ever.</summary>
    public int? NoDataAfterSlots { get; init; }

    /// <summary>How long after the last slot's time the next row is late, positive; <see langword="null"/> to wait for ever.</summary>
    public TimeSpan? LateAfter { get; init; }

    /// <summary>The assets that the rule is for, as patterns with * and ?; empty for all.</summary>
    public IReadOnlyList<string> Assets { get; init; } = [];

    /// <summary>The venues that the rule is for, as patterns with * and ?; empty for all.</summary>
    public IReadOnlyList<string> Venues { get; init; } = [];

    /// <summary>The verdicts under which a value counts; empty for all. A value under another verdict reaches no level.</summary>
    public IReadOnlyList<string> Verdicts { get; init; } = [];

    /// <summary>Rules of which one that fires for the same asset holds this one's messages back.</summary>
    public IReadOnlyList<string> InhibitedBy { get; init; } = [];

    /// <summary>When people are told, UTC; empty for always. A resolution is told at any time.</summary>
    public IReadOnlyList<AlertHours> Hours { get; init; } = [];

    /// <summary>Whether the alerts that one slot fires for one asset go out as one message.</summary>
    public bool GroupsByAsset { get; init; }

    /// <summary>The channels that are told, as patterns with * and ?; empty for every channel.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>Columns of the row that the message shows beside the value, in this order.</summary>
    public IReadOnlyList<string> ShownColumns { get; init; } = [];

    /// <summary>What to look at next, a sentence for the person who was woken; empty for none.</summary>
    public string NextStep { get; init; } = "";

    /// <summary>Whether the rule is for a market.</summary>
    public bool Covers(string asset, string venue) =>
        (Assets.Count == 0 || Assets.Any(pattern => AlertPattern.Matches(pattern, asset)))
        && (Venues.Count == 0 || Venues.Any(pattern => AlertPattern.Matches(pattern, venue)));

    /// <summary>Whether a value reaches a level from the rule's side.</summary>
    internal bool Reaches(double value, double level) =>
        Direction == AlertDirection.AtLeast ? value >= level : value <= level;

    /// <summary>Checks name, levels and lengths.</summary>
    /// <exception cref="ArgumentException">Something does not make sense; the message names the rule and what it is.</exception>
    public void Validate() => AlertRuleChecks.Validate(this);
}

/// <summary>A severity of a rule, with the levels at which it begins and ends.</summary>
/// <param name="Severity">How grave it is.</param>
/// <param name="Enter">The level that begins it, in the column's unit.</param>
/// <param name="Leave">It ends when the value is back beyond this level; not above <paramref name="Enter"/> for AtLeast, not below it for AtMost.</param>
public sealed record AlertLevel(AlertSeverity Severity, double Enter, double Leave);

/// <summary>Which side of a level fires.</summary>
public enum AlertDirection
{
    /// <summary>Fires when the value is at or above the enter level.</summary>
    AtLeast,

    /// <summary>Fires when the value is at or below the enter level.</summary>
    AtMost,
}

/// <summary>How grave an alert is.</summary>
public enum AlertSeverity
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Look at it now.</summary>
    Warning,

    /// <summary>Wake somebody.</summary>
    Critical,
}

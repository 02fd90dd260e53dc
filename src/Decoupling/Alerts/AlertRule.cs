namespace Decoupling.Alerts;

/// <summary>A threshold on one column of one result table, with an enter and a leave level so that a value at the edge does not flap.</summary>
public sealed record AlertRule
{
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

    /// <summary>The alert fires when the value reaches this level, in the column's unit.</summary>
    public required double EnterLevel { get; init; }

    /// <summary>A firing alert resolves when the value is back beyond this level; not above <see cref="EnterLevel"/> for AtLeast, not below it for AtMost.</summary>
    public required double LeaveLevel { get; init; }

    /// <summary>How grave the alert is.</summary>
    public AlertSeverity Severity { get; init; } = AlertSeverity.Warning;

    /// <summary>Columns of the row that the message shows beside the value, in this order.</summary>
    public IReadOnlyList<string> ShownColumns { get; init; } = [];

    /// <summary>Checks the levels and the name.</summary>
    /// <exception cref="ArgumentException">A level or the name does not make sense; the message names the rule.</exception>
    public void Validate()
    {
        if (
            Name.Length == 0
            || Name.Any(character => !char.IsAsciiLetterOrDigit(character) && character is not ('-' or '.'))
        )
        {
            throw new ArgumentException($"Rule name '{Name}' may hold letters, digits, dots and hyphens only.");
        }

        if (!double.IsFinite(EnterLevel) || !double.IsFinite(LeaveLevel))
        {
            throw new ArgumentException($"Rule '{Name}' has a level that is not a finite number.");
        }

        if (Direction == AlertDirection.AtLeast ? LeaveLevel > EnterLevel : LeaveLevel < EnterLevel)
        {
            throw new ArgumentException(
                $"Rule '{Name}' leaves at {LeaveLevel} beyond its enter level {EnterLevel}; it would fire and resolve at once."
            );
        }
    }
}

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

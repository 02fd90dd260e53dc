namespace Decoupling.Alerts;

/// <summary>What people were told of an alert, so that nothing is told twice and nothing that was held back is forgotten.</summary>
public sealed record AlertTold
{
    /// <summary>The newest firing that was told, by its generation; 0 for none.</summary>
    public int Generation { get; init; }

    /// <summary>How many levels of the ladder that firing was told to have reached.</summary>
    public int LevelsReached { get; init; }

    /// <summary>Whether the end of that firing was told.</summary>
    public bool IsResolved { get; init; }

    /// <summary>The slot at which something of that firing was last told, UTC.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>How many reminders of that firing were told.</summary>
    public int Reminders { get; init; }

    /// <summary>The newest silence of the data that was told, by its count; 0 for none.</summary>
    public int SilenceCount { get; init; }

    /// <summary>Whether the end of that silence was told.</summary>
    public bool IsDataBack { get; init; }

    /// <summary>What was held back last, and why, so that it is recorded once; empty when nothing is held back.</summary>
    public string HeldBack { get; init; } = "";

    /// <summary>Nothing was told yet.</summary>
    public static AlertTold Nothing { get; } = new();
}

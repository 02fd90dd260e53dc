using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Ledger;

/// <summary>A row of Failures: an input that was refused, or one that a step failed on again and again.</summary>
public sealed record ListedFailure
{
    private const int IdLength = 10;

    /// <summary>The row as it was read, with its version.</summary>
    public required StoredRow Stored { get; init; }

    /// <summary>The row.</summary>
    public TableRow Row => Stored.Row;

    /// <summary>What a person calls it by: the beginning of its row key.</summary>
    public string Id => Stored.Row.RowKey[..IdLength];

    /// <summary>Where the input lies: container and blob, with a line where it has some.</summary>
    public required string Source { get; init; }

    /// <summary>What is wrong, a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>The step that failed on it, or <see langword="null"/> where the input was refused.</summary>
    public string? Step { get; init; }

    /// <summary>The asset, where it is known.</summary>
    public string? Asset { get; init; }

    /// <summary>When it was last refused or failed, UTC.</summary>
    public required DateTimeOffset RefusedAt { get; init; }

    /// <summary>When it was dealt with, UTC, or <see langword="null"/> while it is open.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    internal static ListedFailure From(StoredRow stored) =>
        new()
        {
            Stored = stored,
            Source = (string)stored.Row["Source"]!,
            Reason = (string)stored.Row["Reason"]!,
            Step = stored.Row["Step"] as string,
            Asset = stored.Row["Asset"] as string,
            RefusedAt = (DateTimeOffset)stored.Row["RefusedAt"]!,
            ResolvedAt = (DateTimeOffset?)stored.Row["ResolvedAt"],
        };
}

/// <summary>How an open failure came to its end.</summary>
public enum FailureResolution
{
    /// <summary>The step was run again and went through.</summary>
    Replayed,

    /// <summary>A person said that nothing needs to be done.</summary>
    Dismissed,
}

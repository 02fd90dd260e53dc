using System.Diagnostics.CodeAnalysis;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Snapshots;

/// <summary>What reading a blob gave: a sound snapshot, or the reason why it was refused. Never both, never neither.</summary>
public sealed record SnapshotRead
{
    private SnapshotRead(MarketSnapshot? snapshot, SnapshotRefusal? refusal) =>
        (Snapshot, Refusal) = (snapshot, refusal);

    /// <summary>The snapshot, or <see langword="null"/> when it was refused.</summary>
    public MarketSnapshot? Snapshot { get; }

    /// <summary>Why it was refused, or <see langword="null"/> when it was read.</summary>
    public SnapshotRefusal? Refusal { get; }

    /// <summary>The trace in which it was fetched, a W3C traceparent, or <see langword="null"/> where nobody collected one.</summary>
    internal string? TraceParent { get; init; }

    /// <summary>Whether there is a snapshot.</summary>
    [MemberNotNullWhen(true, nameof(Snapshot))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsRead => Snapshot is not null;

    internal static SnapshotRead Of(MarketSnapshot snapshot) => new(snapshot, null);

    internal static SnapshotRead Refuse(SnapshotRefusalKind kind, string reason) =>
        new(null, new SnapshotRefusal(kind, reason));
}

/// <summary>Why a blob is no snapshot.</summary>
/// <param name="Kind">What is wrong, for counting.</param>
/// <param name="Reason">A sentence for a person; it quotes nothing of the content but names.</param>
public sealed record SnapshotRefusal(SnapshotRefusalKind Kind, string Reason);

/// <summary>The kinds of wrong that a snapshot's blob can be.</summary>
public enum SnapshotRefusalKind
{
    /// <summary>There is no blob of that name.</summary>
    Absent,

    /// <summary>The bytes are no gzip, or damaged.</summary>
    NotGzip,

    /// <summary>The gzip ends early, or says another length than it has.</summary>
    Truncated,

    /// <summary>It is larger than 16 MiB, packed or unpacked.</summary>
    Oversized,

    /// <summary>It is no JSON, or not the JSON of the schema.</summary>
    Malformed,

    /// <summary>It is of a version that this code does not read.</summary>
    WrongVersion,

    /// <summary>It breaks a rule of <see cref="SnapshotRules"/>.</summary>
    Unsound,
}

using static Decoupling.Pipeline.Contract.StoredColumn;

namespace Decoupling.Pipeline.Contract;

/// <summary>The columns of Slots.</summary>
internal static class SlotColumns
{
    public static IReadOnlyList<StoredColumn> All { get; } =
    [
        Count("SchemaVersion", "version of the columns"),
        Text("Asset", "the underlying"),
        Time("SlotAt", "the slot's time"),
        Text("Status", "Claimed, Done, Late, Skipped or Failed"),
        Text("Owner", "Claimed: the instance that works on it"),
        Time("ClaimedAt", "Claimed: since when"),
        Time("ClaimExpiresAt", "Claimed: when another may take it over"),
        Time("DoneAt", "Done, Late: when its rows were complete"),
        Text("Snapshot", "Done, Late: the blob of its snapshot"),
        Count("ResultRows", "Done, Late: rows of DecouplingScores, ≥ 0"),
        Count("MissingInputs", "Done, Late: inputs that venues did not give, ≥ 0"),
        Time("ClosedAt", "Skipped, Failed: when that was found"),
        Text("Reason", "Skipped, Failed: a sentence on it"),
    ];
}

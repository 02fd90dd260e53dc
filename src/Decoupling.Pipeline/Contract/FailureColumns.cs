using static Decoupling.Pipeline.Contract.StoredColumn;

namespace Decoupling.Pipeline.Contract;

/// <summary>The columns of Failures.</summary>
internal static class FailureColumns
{
    public static IReadOnlyList<StoredColumn> All { get; } =
    [
        Count("SchemaVersion", "version of the columns"),
        Text("Source", "where the input lies: a container and a blob's name"),
        Text("Reason", "a sentence on what is wrong with it, at most 2,000 characters"),
        Text("Asset", "the underlying, where it is known"),
        Time("SlotAt", "the slot, where it is known"),
        Time("RefusedAt", "when it was refused or failed on last"),
        Text("Step", "the function that failed on it five times; absent where the input itself was refused"),
        Time("ResolvedAt", "when it was dealt with; absent while it is open"),
        Text("Resolution", "Replayed or Dismissed, once it is resolved"),
    ];
}

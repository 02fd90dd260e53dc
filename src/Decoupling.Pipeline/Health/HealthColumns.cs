using Decoupling.Pipeline.Contract;
using static Decoupling.Pipeline.Contract.StoredColumn;

namespace Decoupling.Pipeline.Health;

/// <summary>The columns of the health rows.</summary>
internal static class HealthColumns
{
    public static IReadOnlyList<StoredColumn> All { get; } =
    [
        Count("SchemaVersion", "version of the columns"),
        Text("Kind", "Storage, Asset, Outbox, Failures, Venue or Step"),
        Text("Name", "which of the kind"),
        Time("AsOf", "when it was looked at; of a step, when it ran last"),
        Text("Status", "Ok, Attention or Failing"),
        Text("Reason", "a sentence on that"),
        Time("LastSlotAt", "Asset: the newest complete slot; absent where none of the last day is"),
        Count("Count", "Outbox: notifications that wait; Failures: open inputs of a week"),
        Count("DeadLetters", "Outbox: notifications that are not tried again by themselves"),
        Time("OldestAt", "Outbox: since when the oldest waits"),
        Time("LastOkAt", "Step: when it last ran to its end"),
        Time("LastFailedAt", "Step: when it last failed"),
        new StoredColumn("DurationSeconds", typeof(double), "s", "Step: how long the last run took"),
    ];
}

using static Decoupling.Pipeline.Contract.StoredColumn;

namespace Decoupling.Pipeline.Contract;

/// <summary>The columns of Notifications.</summary>
internal static class NotificationColumns
{
    public static IReadOnlyList<StoredColumn> All { get; } =
    [
        Count("SchemaVersion", "version of the message"),
        Text("NotificationId", "the idempotency key of the message, the same over its attempts"),
        Text("Kind", "Fired, Escalated, Reminded, Resolved, NoData, Late, DataBack, Digest or Acknowledged"),
        Text("Rule", "the rule's name"),
        Text("Severity", "Info, Warning or Critical"),
        Text("Asset", "the underlying"),
        Text("Venue", "the venue, or ~all"),
        Text("Symbol", "the venue's symbol, or ~all"),
        Time("SlotAt", "the slot that decided"),
        new StoredColumn("Value", typeof(double), "of the rule's column", "what was compared, either sign"),
        Text("Channel", "where it was to go"),
        Count("Attempt", "which attempt this was, from 1; absent where it was held back"),
        Time("StartedAt", "when the attempt began"),
        Text("Outcome", "Delivered, Retry, Refused, Gone, GivenUp or HeldBack"),
        Text("Cause", "Silenced, Inhibited, OutOfHours or CoolingDown where it was held back"),
        Text("Reason", "a sentence on the outcome, never with the address"),
        Flag("PossibleRepeat", "an earlier attempt may have arrived"),
        Text("Headline", "the message's first line"),
    ];
}

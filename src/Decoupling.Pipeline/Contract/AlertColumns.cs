using static Decoupling.Pipeline.Contract.StoredColumn;

namespace Decoupling.Pipeline.Contract;

/// <summary>The columns of Alerts: of each kind of row those that begin its meaning.</summary>
internal static class AlertColumns
{
    public static IReadOnlyList<StoredColumn> All { get; } =
    [
        Count("SchemaVersion", "version of the columns"),
        Text("Rule", "state: the rule's name; silence: a pattern of them"),
        Text("Asset", "silence: a pattern of assets; of a state the partition says it"),
        Text("Venue", "state: the venue; silence: a pattern of them"),
        Text("Symbol", "state: the venue's symbol"),
        Text("Phase", "state: Inactive, Pending, Firing, Recovering, Resolved, NoData or Late"),
        Text("Severity", "state: Info, Warning or Critical while it fires"),
        Flag("IsFiring", "state: whether it fires, missing data or not"),
        Count("Generation", "state, ack: how often it has fired, ≥ 0"),
        Time("LastSlotAt", "state: the newest slot that was decided"),
        Time("SinceAt", "state: the slot at which the present firing began; gone: when the receiver said so"),
        new StoredColumn(
            "PeakValue",
            typeof(double),
            "of the rule's column",
            "state: the value furthest beyond its level in this firing, either sign"
        ),
        Text("State", "state: all that is remembered, as JSON; it may change"),
        Text("NotificationId", "out, dead: the idempotency key of the message, the same over retries and channels"),
        Text("Channel", "out, dead: where it is to go; rest, gone: which channel"),
        Time("CreatedAt", "out: when it was decided to tell, or put back from the dead"),
        Count("Attempts", "out, dead: attempts begun, ≥ 0"),
        Time("DueAt", "out: not to be sent before"),
        Time("InFlightSinceAt", "out: when an attempt began whose outcome is not known"),
        Flag("IsPossibleRepeat", "out: put back from the dead though it may have arrived"),
        Text("TraceParent", "out: the trace in which it was decided, where one is collected"),
        Text("HeldBackCause", "out: Silenced, Inhibited, OutOfHours or CoolingDown where it is recorded, not sent"),
        Text("HeldBackReason", "out: a sentence on that"),
        Text("Body", "out, dead: the message as JSON"),
        Time("DiedAt", "dead: when it was given up"),
        Text("Reason", "dead: why it was given up; gone: what the receiver said"),
        Text("AlertKey", "ack: rule/asset/venue/symbol"),
        Time("FromAt", "silence: when it begins; absent for at once"),
        Time("UntilAt", "silence, ack, rest: when it ends"),
        Text("Author", "silence, ack: who made it"),
        Text("Comment", "silence: why"),
    ];
}

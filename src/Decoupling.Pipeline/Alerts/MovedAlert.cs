using Decoupling.Alerts;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Alerts;

/// <summary>An alert that a slot has moved and that is yet to be told and stored.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Sample">The row that moved it.</param>
/// <param name="Before">Its state before the move.</param>
/// <param name="State">Its state after the move.</param>
/// <param name="ETag">The version of its stored state, or <see langword="null"/> when it has none.</param>
internal sealed record MovedAlert(AlertRule Rule, AlertSample Sample, AlertState Before, AlertState State, string? ETag)
{
    /// <summary>Decides what to tell of it.</summary>
    public AlertDecision Tell(AlertContext context) => AlertDecision.Tell(Rule, State, Sample, context);

    /// <summary>Whether there is anything to store: an alert that is found late again may have nothing new to tell.</summary>
    public bool IsChangedBy(AlertDecision decision) =>
        !ReferenceEquals(State, Before) || decision.State.Told != Before.Told;

    /// <summary>The write that stores what was decided, if nobody has stored another decision meanwhile.</summary>
    public TableWrite ToWrite(AlertState decided)
    {
        var row = AlertRows.FromState(Rule, Sample, decided);
        return ETag is null
            ? new TableWrite(TableWriteKind.Insert, row)
            : new TableWrite(TableWriteKind.Replace, row, ETag);
    }
}

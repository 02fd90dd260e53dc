using Decoupling.Pipeline.Accounts;
using Decoupling.Pipeline.Ledger;
using Decoupling.Pipeline.Snapshots;

namespace Decoupling.Pipeline.Steps;

/// <summary>Runs a step again on the input of a failure, and marks the failure as resolved where that goes through. Repeating it is safe: the steps are idempotent.</summary>
public sealed class ReplayFailures(ScoreSnapshot score, AssessAccounts assess, FailureLog failures, TimeProvider clock)
{
    /// <summary>Replays one failure.</summary>
    /// <returns><see langword="null"/> when it is resolved, or a sentence that says why it is not.</returns>
    /// <exception cref="Exception">What the step threw: it fails still.</exception>
    public async Task<string?> RunAsync(ListedFailure failure, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(failure);

        // A write that follows makes the row anew, with its reason of now; only the one that was read is resolved.
        var fault = await RunStepAsync(failure, cancellationToken);
        if (fault is null)
        {
            await failures.ResolveAsync(failure, FailureResolution.Replayed, clock.GetUtcNow(), cancellationToken);
        }

        return fault;
    }

    private async Task<string?> RunStepAsync(ListedFailure failure, CancellationToken cancellationToken)
    {
        var at = failure.Source.IndexOf('/', StringComparison.Ordinal);
        var (container, blob) = at < 0 ? ("", failure.Source) : (failure.Source[..at], failure.Source[(at + 1)..]);
        switch (failure.Step, container)
        {
            case (nameof(ScoreSnapshot) or null, SnapshotName.Container):
                return (await score.RunAsync(blob, cancellationToken)).Refusal;
            case ("AssessSlot", SnapshotName.Container):
                await assess.RunAfterSlotAsync(blob, cancellationToken);
                return null;
            case (nameof(AssessAccounts) or null, AccountBlobs.Container):
                var outcome = await assess.RunAsync(WithoutLine(blob), cancellationToken);
                return outcome.Faults == 0 ? null : "The file has faults still; they are listed with their lines.";
            default:
                return "No step reads it again by itself; dismiss it when it is dealt with.";
        }
    }

    // "positions.json, line 7"
    private static string WithoutLine(string blob) =>
        blob.LastIndexOf(", line ", StringComparison.Ordinal) is > 0 and var end ? blob[..end] : blob;
}

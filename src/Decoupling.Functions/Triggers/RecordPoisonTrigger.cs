using Decoupling.Pipeline.Health;
using Decoupling.Pipeline.Steps;
using Microsoft.Azure.Functions.Worker;

namespace Decoupling.Functions.Triggers;

/// <summary>Lists what the blob triggers have failed on five times; a message that cannot be stored is tried again.</summary>
public sealed class RecordPoisonTrigger(RecordPoison step, StepRuns runs)
{
    /// <summary>Runs the step; what it throws fails the invocation.</summary>
    [Function("RecordPoison")]
    public Task RunAsync(
        [QueueTrigger(PoisonMessage.Queue, Connection = "AzureWebJobsStorage")] string message,
        CancellationToken cancellationToken
    ) => runs.RunAsync("RecordPoison", () => step.RunAsync(message, cancellationToken), cancellationToken);
}

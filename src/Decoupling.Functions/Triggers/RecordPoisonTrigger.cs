using Decoupling.Pipeline.Steps;
using Microsoft.Azure.Functions.Worker;

namespace Decoupling.Functions.Triggers;

/// <summary>Lists what the blob triggers have failed on five times; a message that cannot be stored is tried again.</summary>
public sealed class RecordPoisonTrigger(RecordPoison step, Invocations invocations)
{
    /// <summary>Runs the step; what it throws fails the invocation.</summary>
    [Function("RecordPoison")]
    public Task RunAsync(
        [QueueTrigger(PoisonMessage.Queue, Connection = "AzureWebJobsStorage")] string message,
        CancellationToken cancellationToken
    ) => invocations.RunAsync("RecordPoison", token => step.RunAsync(message, token), cancellationToken);
}

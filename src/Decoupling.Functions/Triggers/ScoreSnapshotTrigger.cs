using Azure.Storage.Blobs;
using Decoupling.Pipeline.Steps;
using Microsoft.Azure.Functions.Worker;

namespace Decoupling.Functions.Triggers;

/// <summary>Scores a snapshot when its blob is created. Event Grid is the source, as Flex Consumption demands.</summary>
public sealed class ScoreSnapshotTrigger(ScoreSnapshot step, Invocations invocations)
{
    /// <summary>Runs the step; a failing dependency fails the invocation, which is retried, and then poisoned.</summary>
    [Function("ScoreSnapshot")]
    public Task RunAsync(
        [BlobTrigger("snapshots/{name}", Connection = "AzureWebJobsStorage", Source = BlobTriggerSource.EventGrid)]
            BlobClient blob,
        string name,
        CancellationToken cancellationToken
    ) => invocations.RunAsync("ScoreSnapshot", token => step.RunAsync(name, token), cancellationToken);
}

using Azure.Storage.Blobs;
using Decoupling.Pipeline.Steps;
using Microsoft.Azure.Functions.Worker;

namespace Decoupling.Functions.Triggers;

/// <summary>Answers the accounts with positions in an asset again when a slot of it is stored. Scoring does not wait for it.</summary>
public sealed class AssessSlotTrigger(AssessAccounts step, Invocations invocations)
{
    /// <summary>Runs the step; a failing dependency fails the invocation, which is retried, and then poisoned.</summary>
    [Function("AssessSlot")]
    public Task RunAsync(
        [BlobTrigger("snapshots/{name}", Connection = "AzureWebJobsStorage", Source = BlobTriggerSource.EventGrid)]
            BlobClient blob,
        string name,
        CancellationToken cancellationToken
    ) => invocations.RunAsync("AssessSlot", token => step.RunAfterSlotAsync(name, token), cancellationToken);
}

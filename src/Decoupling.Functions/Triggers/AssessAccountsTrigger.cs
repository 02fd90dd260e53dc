using Azure.Storage.Blobs;
using Decoupling.Pipeline.Health;
using Decoupling.Pipeline.Steps;
using Microsoft.Azure.Functions.Worker;

namespace Decoupling.Functions.Triggers;

/// <summary>Answers a positions file when it is uploaded. Event Grid is the source, as Flex Consumption demands.</summary>
public sealed class AssessAccountsTrigger(AssessAccounts step, StepRuns runs)
{
    /// <summary>Runs the step; a failing dependency fails the invocation, which is retried, and then poisoned.</summary>
    [Function("AssessAccounts")]
    public Task RunAsync(
        [BlobTrigger("accounts/{name}", Connection = "AzureWebJobsStorage", Source = BlobTriggerSource.EventGrid)]
            BlobClient blob,
        string name,
        CancellationToken cancellationToken
    ) => runs.RunAsync("AssessAccounts", () => step.RunAsync(name, cancellationToken), cancellationToken);
}

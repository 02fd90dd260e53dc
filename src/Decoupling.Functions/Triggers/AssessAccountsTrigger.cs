using Azure.Storage.Blobs;
using Decoupling.Pipeline.Steps;
using Microsoft.Azure.Functions.Worker;

namespace Decoupling.Functions.Triggers;

/// <summary>Answers a positions file when it is uploaded. Event Grid is the source, as Flex Consumption demands.</summary>
public sealed class AssessAccountsTrigger(AssessAccounts step, Invocations invocations)
{
    /// <summary>Runs the step; a failing dependency fails the invocation, which is retried, and then poisoned.</summary>
    [Function("AssessAccounts")]
    public Task RunAsync(
        [BlobTrigger("accounts/{name}", Connection = "AzureWebJobsStorage", Source = BlobTriggerSource.EventGrid)]
            BlobClient blob,
        string name,
        CancellationToken cancellationToken
    ) => invocations.RunAsync("AssessAccounts", token => step.RunAsync(name, token), cancellationToken);
}

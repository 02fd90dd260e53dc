using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function for each new blob; at least once.</summary>
public sealed class BlobTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Takes container and pattern: "snapshots/{name}".</summary>
    public BlobTriggerAttribute(string blobPath) => BlobPath = blobPath;

    /// <summary>Container and pattern.</summary>
    public string BlobPath { get; }

    /// <summary>The setting, or the prefix of settings, that says which storage account.</summary>
    public string? Connection { get; set; }

    /// <summary>How new blobs are noticed; Flex Consumption knows Event Grid only.</summary>
    public BlobTriggerSource Source { get; set; }
}

namespace Microsoft.Azure.Functions.Worker;

/// <summary>How new blobs are noticed.</summary>
public enum BlobTriggerSource
{
    /// <summary>By reading storage logs and scanning the container: minutes late.</summary>
    LogsAndContainerScan,

    /// <summary>By events that storage sends: seconds late.</summary>
    EventGrid,
}

using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>Retries, transport and logging of a client, as every Azure client has them.</summary>
public class TableClientOptions : ClientOptions
{
    /// <summary>Takes the service's version.</summary>
    public TableClientOptions(ServiceVersion serviceVersion = ServiceVersion.V2020_12_06) =>
        VersionHeader = serviceVersion switch
        {
            ServiceVersion.V2019_02_02 => "2019-02-02",
            ServiceVersion.V2020_12_06 => "2020-12-06",
            _ => throw new ArgumentOutOfRangeException(nameof(serviceVersion), serviceVersion, null),
        };

    internal string VersionHeader { get; }

    /// <summary>The service's versions.</summary>
    public enum ServiceVersion
    {
        /// <summary>2019-02-02.</summary>
        V2019_02_02 = 1,

        /// <summary>2020-12-06.</summary>
        V2020_12_06 = 2,
    }
}

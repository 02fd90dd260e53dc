using Azure.Core;
using Azure.Monitor.OpenTelemetry.Exporter;
using Decoupling.Pipeline.Telemetry;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace Decoupling.Functions;

/// <summary>Sends the worker's spans, metrics and logs to Application Insights by identity, or to a collector where one is named instead.</summary>
/// <remarks>HTTP requests are not traced by themselves: a webhook's address is a secret.</remarks>
internal static class FunctionsTelemetry
{
    private const string ConnectionString = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddPipelineTelemetry(
        this IServiceCollection services,
        IConfiguration settings,
        TokenCredential credential
    )
    {
        var telemetry = services
            .AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .WithTracing(spans => spans.AddSource(PipelineTelemetry.Name))
            .WithMetrics(metrics => metrics.AddMeter(PipelineTelemetry.Name));
        if (!string.IsNullOrWhiteSpace(settings[ConnectionString]))
        {
            telemetry.UseAzureMonitorExporter(options => options.Credential = credential);
        }
        else if (!string.IsNullOrWhiteSpace(settings[Endpoint]))
        {
            telemetry.UseOtlpExporter();
        }
    }
}

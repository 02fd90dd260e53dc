using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Decoupling.EndToEnd.Tests.Loopback;

/// <summary>Receives spans, metrics and logs by OTLP over HTTP with protobuf.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly ConcurrentQueue<(string Path, byte[] Body)> received = [];

    private OtlpCollector(WebApplication application) => this.application = application;

    public string Address =>
        application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>All that was received, as one text to look for what should not be in it.</summary>
    public string Everything => string.Concat(received.Select(request => Encoding.Latin1.GetString(request.Body)));

    /// <summary>Who sent.</summary>
    public IEnumerable<Dictionary<string, string>> Resources =>
        received
            .SelectMany(request => new ProtobufMessage(request.Body).Messages(1))
            .SelectMany(part => part.Messages(1))
            .Select(resource => resource.Attributes(1));

    public IReadOnlyList<CollectedSpan> Spans =>
        [
            .. Parts("/v1/traces")
                .SelectMany(scope => scope.Messages(2))
                .Select(span => new CollectedSpan(
                    span.Text(5),
                    Convert.ToHexStringLower(span.Bytes(1)),
                    Convert.ToHexStringLower(span.Bytes(2)),
                    Convert.ToHexStringLower(span.Bytes(4)),
                    span.Attributes(9)
                )),
        ];

    public IReadOnlyList<CollectedMetric> Metrics =>
        [
            .. Parts("/v1/metrics")
                .SelectMany(scope => scope.Messages(2))
                .Select(metric => new CollectedMetric(metric.Text(1), metric.Text(3), KindOf(metric))),
        ];

    public IReadOnlyList<string> Logs =>
        [
            .. Parts("/v1/logs")
                .SelectMany(scope => scope.Messages(2))
                .Select(log => log.Messages(5).Select(body => body.Text(1)).FirstOrDefault("")),
        ];

    public static async Task<OtlpCollector> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var collector = new OtlpCollector(builder.Build());
        collector.application.Run(collector.TakeAsync);
        await collector.application.StartAsync(cancellationToken);
        return collector;
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        context.Request.ContentType.ShouldBe("application/x-protobuf");
        received.Enqueue((context.Request.Path, body.ToArray()));
        context.Response.ContentType = "application/x-protobuf";
    }

    private IEnumerable<ProtobufMessage> Parts(string path) =>
        received
            .Where(request => request.Path == path)
            .SelectMany(request => new ProtobufMessage(request.Body).Messages(1))
            .SelectMany(resource => resource.Messages(2));

    private static string KindOf(ProtobufMessage metric) =>
        metric.Has(5) ? "gauge"
        : metric.Has(7) ? "sum"
        : metric.Has(9) ? "histogram"
        : "other";
}

/// <summary>A span as it was received.</summary>
internal sealed record CollectedSpan(
    string Name,
    string TraceId,
    string SpanId,
    string ParentId,
    IReadOnlyDictionary<string, string> Attributes
)
{
    public string? this[string attribute] => Attributes.GetValueOrDefault(attribute);
}

/// <summary>A metric as it was received.</summary>
internal sealed record CollectedMetric(string Name, string Unit, string Kind);

using Decoupling.Cli.Hosting;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline.Telemetry;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues;
using Decoupling.Simulator.Webhooks;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Exporter;

namespace Decoupling.EndToEnd.Tests;

/// <summary>A collector receives a slot as one trace from fetch to delivery, the metrics with their units, and nothing that is a secret.</summary>
public sealed class TelemetryTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Asset = "SOL";

    private const string Slot = "2026-09-01T12:00:00Z";

    private static readonly DateTimeOffset SlotAt = new(2026, 9, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Slot_DeliveredByALaterSweepOfAnotherInstance_IsOneTrace()
    {
        await using var collector = await OtlpCollector.StartAsync(Cancellation);
        await using var simulated = await SimulatedPipeline.StartAsync(
            azurite.ConnectionString,
            MarketScript.CalmThroughout(SlotAt.AddHours(-1)),
            Asset
        );
        simulated.Receiver.Script(WebhookAnswer.Refuse(500), WebhookAnswer.Refuse(500));
        var alerts = simulated.Options.Alerts with { DislocationEnter = 1e-9, DislocationLeave = 1e-10 };
        using (StartSending(collector, out var loggers))
        {
            using (loggers)
            {
                using var first = simulated.Open(simulated.Options with { Alerts = alerts }, null, loggers);
                simulated.MoveToFetchOf(SlotAt);
                foreach (var name in await first.Fetch.RunAsync(Cancellation))
                {
                    (await first.Score.RunAsync(name, Cancellation)).Notifications.ShouldBePositive();
                }

                simulated.Receiver.Posted.ShouldBeEmpty();
                using var second = simulated.Open(simulated.Options, null, loggers);
                simulated.Clock.MoveTo(SlotAt.AddMinutes(10));
                (await second.Deliver.SweepAsync(Cancellation)).ShouldBePositive();
                await second.Check.RunAsync(Cancellation);
            }
        }

        var spans = collector.Spans.Where(span => span["decoupling.slot"] is Slot or null).ToArray();
        var fetch = spans.Where(span => span.Name == "fetch slot").ShouldHaveSingleItem();
        fetch["decoupling.slot"].ShouldBe(Slot);
        var slot = spans.Where(span => span.TraceId == fetch.TraceId).ToArray();
        var score = slot.Where(span => span.Name == "score snapshot").ShouldHaveSingleItem();
        score.ParentId.ShouldBe(fetch.SpanId);
        (score["decoupling.asset"], score["decoupling.slot"]).ShouldBe((Asset, Slot));
        slot.Where(span => span.Name == "ask venue")
            .Select(span => span["decoupling.venue"])
            .Distinct()
            .ShouldBe(["binance", "bybit"], ignoreOrder: true);
        var deliveries = slot.Where(span => span.Name == "deliver notification").ToArray();
        deliveries
            .Select(span => span["decoupling.outcome"])
            .Distinct()
            .ShouldBe(["Retry", "Delivered"], ignoreOrder: true);
        deliveries.ShouldAllBe(span => span["decoupling.slot"] == Slot && span["decoupling.channel"] == "slack");

        CheckMetrics(collector.Metrics);
        collector.Everything.ShouldNotContain(simulated.Receiver.Address.AbsolutePath);
        collector.Everything.ShouldNotContain("AccountKey");
        collector.Everything.ShouldNotContain("http://");
    }

    [Fact]
    public async Task Run_CollectorNamedByTheEnvironment_SendsSpansMetricsAndLogsOfTheHost()
    {
        await using var collector = await OtlpCollector.StartAsync(Cancellation);
        await using var simulator = await VenueSimulator.StartAsync(
            new SimulatorOptions { Script = MarketScript.CalmThroughout(new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero)) },
            TimeProvider.System,
            Cancellation
        );
        simulator.Faults.Set(
            SimulatedVenue.Bybit,
            new SimulatorFault { Status = System.Net.HttpStatusCode.ServiceUnavailable }
        );

        var result = await CliProcess.RunAsync(
            new Dictionary<string, string>
            {
                ["Decoupling__Assets"] = "BTC",
                ["Decoupling__StorageConnectionString"] = azurite.ConnectionString,
                ["Decoupling__BinanceSpotAddress"] = simulator.BinanceSpotAddress.AbsoluteUri,
                ["Decoupling__BinanceFuturesAddress"] = simulator.BinanceFuturesAddress.AbsoluteUri,
                ["Decoupling__BybitAddress"] = simulator.BybitAddress.AbsoluteUri,
                ["Decoupling__AllowedHosts"] = simulator.BybitAddress.Authority,
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            },
            "run",
            "--once"
        );

        result.ExitCode.ShouldBe(0, result.Error);
        collector.Resources.ShouldAllBe(resource => resource["service.name"] == "decoupling");
        var trace = collector.Spans.Single(span => span.Name == "fetch slot").TraceId;
        collector.Spans.Single(span => span.Name == "score snapshot").TraceId.ShouldBe(trace);
        collector.Metrics.Select(metric => metric.Name).ShouldContain("decoupling.venue.errors");
        collector.Metrics.Select(metric => metric.Name).ShouldContain("decoupling.quality.findings");
        collector.Logs.ShouldContain(log => log.Contains("bybit did not give"));
    }

    private static void CheckMetrics(IReadOnlyList<CollectedMetric> metrics)
    {
        var known = PipelineMetrics.All.ToDictionary(instrument => instrument.Name, instrument => instrument.Unit);
        metrics.ShouldAllBe(metric => known[metric.Name] == metric.Unit);
        string[] ofThisRun =
        [
            "decoupling.delivery.attempts",
            "decoupling.rows.written",
            "decoupling.slot.lateness",
            "decoupling.venue.latency",
        ];
        ofThisRun.Except(metrics.Select(metric => metric.Name)).ShouldBeEmpty();
        metrics
            .First(metric => metric.Name == "decoupling.slot.lateness")
            .ShouldBe(new("decoupling.slot.lateness", "s", "histogram"));
        metrics
            .First(metric => metric.Name == "decoupling.rows.written")
            .ShouldBe(new("decoupling.rows.written", "{row}", "sum"));
    }

    private static OtlpTelemetry StartSending(OtlpCollector collector, out ILoggerFactory loggers)
    {
        void To(OtlpExporterOptions options, string path)
        {
            options.Protocol = OtlpExportProtocol.HttpProtobuf;
            options.Endpoint = new Uri($"{collector.Address}/v1/{path}");
        }

        loggers = LoggerFactory.Create(builder => OtlpTelemetry.AddLogs(builder, options => To(options, "logs")));
        return OtlpTelemetry.Start(options => To(options, "traces"), options => To(options, "metrics"));
    }
}

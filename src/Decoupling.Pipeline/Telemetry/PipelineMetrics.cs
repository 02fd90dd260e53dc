using System.Diagnostics.Metrics;
using static Decoupling.Pipeline.Telemetry.TelemetryNames;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace Decoupling.Pipeline.Telemetry;

/// <summary>The metrics, each with its unit; the README's table and the workbook name the same.</summary>
public static class PipelineMetrics
{
    private static readonly List<Instrument> instruments = [];

    private static readonly Histogram<double> slotLateness = Seconds(
        "decoupling.slot.lateness",
        "from a slot's time to its complete rows, by asset and status",
        [5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600]
    );

    private static readonly Histogram<double> stepDuration = Seconds(
        "decoupling.step.duration",
        "a run of a step, by step and outcome",
        [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]
    );

    private static readonly Histogram<double> venueLatency = Seconds(
        "decoupling.venue.latency",
        "a request to a venue with its retries, by venue and outcome",
        [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
    );

    private static readonly Counter<long> venueErrors = Count(
        "decoupling.venue.errors",
        "{error}",
        "requests to a venue that had no reply of use, by venue"
    );

    private static readonly Counter<long> rowsWritten = Count(
        "decoupling.rows.written",
        "{row}",
        "rows written, by table"
    );

    private static readonly Gauge<long> outboxDepth = Last<long>(
        "decoupling.outbox.depth",
        "{notification}",
        "notifications that wait to be delivered, at the last check"
    );

    private static readonly Gauge<double> outboxOldest = Last<double>(
        "decoupling.outbox.oldest",
        "s",
        "how long the oldest of them has waited, at the last check"
    );

    private static readonly Counter<long> deliveryAttempts = Count(
        "decoupling.delivery.attempts",
        "{attempt}",
        "attempts to deliver, by channel and outcome"
    );

    private static readonly Counter<long> qualityFindings = Count(
        "decoupling.quality.findings",
        "{finding}",
        "inputs that a venue did not give (MissingInput), what the gates found, and rows without a score by their status, by asset, venue and finding"
    );

    private static readonly Counter<long> failures = Count(
        "decoupling.inputs.failed",
        "{input}",
        "inputs that were refused, or put aside after five tries, by step"
    );

    /// <summary>All of them, in the order of the README's table.</summary>
    public static IReadOnlyList<Instrument> All => instruments;

    internal static void SlotCompleted(string asset, string status, TimeSpan lateness) =>
        slotLateness.Record(lateness.TotalSeconds, new Tag(Asset, asset), new Tag(Status, status));

    internal static void StepRan(string step, bool isWell, TimeSpan duration) =>
        stepDuration.Record(duration.TotalSeconds, new Tag(Step, step), new Tag(Outcome, isWell ? Ok : Failed));

    internal static void VenueAsked(string venue, bool isWell, TimeSpan latency)
    {
        venueLatency.Record(latency.TotalSeconds, new Tag(Venue, venue), new Tag(Outcome, isWell ? Ok : Failed));
        if (!isWell)
        {
            venueErrors.Add(1, new Tag(Venue, venue));
        }
    }

    internal static void RowsWritten(string table, int count) => rowsWritten.Add(count, new Tag(Table, table));

    internal static void OutboxSeen(int depth, TimeSpan oldest)
    {
        outboxDepth.Record(depth);
        outboxOldest.Record(oldest.TotalSeconds);
    }

    internal static void DeliveryAttempted(string channel, string outcome) =>
        deliveryAttempts.Add(1, new Tag(Channel, channel), new Tag(Outcome, outcome));

    internal static void QualityFound(string asset, string venue, string finding, int count)
    {
        if (count > 0)
        {
            qualityFindings.Add(count, new Tag(Asset, asset), new Tag(Venue, venue), new Tag(Finding, finding));
        }
    }

    internal static void InputFailed(string step) => failures.Add(1, new Tag(Step, step));

    private static Histogram<double> Seconds(string name, string meaning, double[] boundaries) =>
        Keep(
            PipelineTelemetry.Meter.CreateHistogram(
                name,
                "s",
                meaning,
                tags: null,
                new InstrumentAdvice<double> { HistogramBucketBoundaries = boundaries }
            )
        );

    private static Counter<long> Count(string name, string unit, string meaning) =>
        Keep(PipelineTelemetry.Meter.CreateCounter<long>(name, unit, meaning));

    private static Gauge<T> Last<T>(string name, string unit, string meaning)
        where T : struct => Keep(PipelineTelemetry.Meter.CreateGauge<T>(name, unit, meaning));

    private static T Keep<T>(T instrument)
        where T : Instrument
    {
        instruments.Add(instrument);
        return instrument;
    }
}

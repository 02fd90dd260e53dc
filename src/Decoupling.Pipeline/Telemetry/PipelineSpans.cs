using System.Diagnostics;
using System.Globalization;
using static Decoupling.Pipeline.Telemetry.TelemetryNames;

namespace Decoupling.Pipeline.Telemetry;

/// <summary>The spans of a slot: fetch, the venues' replies, score and delivery, in one trace, whatever processes and hours lie between.</summary>
/// <remarks>The trace goes along as a W3C traceparent: with a snapshot in its blob's metadata, with a notification in its outbox row. Neither the
/// snapshot's bytes nor any result row holds it.</remarks>
internal static class PipelineSpans
{
    /// <summary>The present span as a traceparent, or <see langword="null"/> where nobody collects it.</summary>
    public static string? TraceParent =>
        Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C } current ? current.Id : null;

    /// <summary>Fetches a slot within its span.</summary>
    public static Task<T> InFetchAsync<T>(string asset, DateTimeOffset slotAt, Func<Task<T>> runAsync) =>
        RunAsync(() => Start("fetch slot", ActivityKind.Internal, null, asset, slotAt), runAsync);

    /// <summary>Scores a snapshot within a span of the trace that fetched it.</summary>
    public static Task<T> InScoreAsync<T>(
        string? asset,
        DateTimeOffset? slotAt,
        string? traceParent,
        Func<Task<T>> runAsync
    ) => RunAsync(() => Start("score snapshot", ActivityKind.Consumer, traceParent, asset, slotAt), runAsync);

    /// <summary>Runs a step within its span.</summary>
    public static Task<T> InStepAsync<T>(string step, Func<Task<T>> runAsync) =>
        RunAsync(() => PipelineTelemetry.Source.StartActivity($"run {step}")?.SetTag(Step, step), runAsync);

    /// <summary>Asks a venue within a span; end it by <see cref="End"/>.</summary>
    public static Activity? StartVenueRequest(string venue, Uri address)
    {
        var span = PipelineTelemetry.Source.StartActivity("ask venue", ActivityKind.Client);
        return span?.SetTag(Venue, venue).SetTag(Host, address.Host);
    }

    /// <summary>Delivers a notification within a span of the trace that decided it; end it by <see cref="End"/>.</summary>
    public static Activity? StartDelivery(string channel, string asset, DateTimeOffset slotAt, string? traceParent) =>
        Start("deliver notification", ActivityKind.Producer, traceParent, asset, slotAt)?.SetTag(Channel, channel);

    /// <summary>Says how a span's work ended.</summary>
    public static void End(Activity? span, string outcome, bool isWell)
    {
        span?.SetTag(Outcome, outcome);
        if (!isWell)
        {
            span?.SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>A span of the trace that is handed over; what runs here by the host's own trace is linked to it.</summary>
    private static Activity? Start(
        string name,
        ActivityKind kind,
        string? traceParent,
        string? asset,
        DateTimeOffset? slotAt
    )
    {
        var here = Activity.Current?.Context ?? default;
        var isHanded = ActivityContext.TryParse(traceParent, null, isRemote: true, out var handed);
        var isElsewhere = isHanded && here != default && here.TraceId != handed.TraceId;
        var parent = isHanded && here.TraceId != handed.TraceId ? handed : here;
        var span = PipelineTelemetry.Source.StartActivity(
            name,
            kind,
            parent,
            tags: null,
            links: isElsewhere ? [new ActivityLink(here)] : null
        );
        span?.SetTag(Asset, asset);
        return span?.SetTag(
            Slot,
            slotAt?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        );
    }

    // The span is started here, within the run's own flow, so that what is started side by side has no part in it.
    private static async Task<T> RunAsync<T>(Func<Activity?> start, Func<Task<T>> runAsync)
    {
        using var span = start();
        try
        {
            return await runAsync();
        }
        catch (Exception failure)
        {
            // Its message may quote an input; its type says what is needed here.
            span?.SetTag(ErrorType, failure.GetType().FullName).SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }
}

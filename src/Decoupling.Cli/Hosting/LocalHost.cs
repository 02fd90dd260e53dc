using Decoupling.Pipeline;
using Decoupling.Pipeline.Settings;
using Microsoft.Extensions.Logging;
using NCrontab;

namespace Decoupling.Cli.Hosting;

/// <summary>Runs the steps on their schedules and scores new blobs, as the Functions app does in Azure, until it is stopped.</summary>
internal sealed partial class LocalHost(
    RiskPipeline pipeline,
    PipelineOptions options,
    TimeProvider clock,
    ILogger<LocalHost> logger
)
{
    /// <summary>How long a stopped host may take to finish what is under way.</summary>
    public static readonly TimeSpan StopLength = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(2);

    // No timer runs for more than 49 days, and a clock may be set meanwhile.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>How long a step that is under way may go on when the host is stopped: one that hangs must not keep it alive. Default 20 s.</summary>
    public TimeSpan DrainLength { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>When the next slot is fetched, UTC.</summary>
    public DateTimeOffset NextFetchAt => NextAt(Parse(options.Schedules.Fetch), clock.GetUtcNow());

    /// <summary>Runs until stopped; a step that is under way is finished first.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var draining = new CancellationTokenSource();
        using var stop = stopping.Register(() => draining.CancelAfter(DrainLength));
        var watch = new BlobWatch(pipeline, options.Fetch, clock);
        var accounts = new AccountWatch(pipeline, options.Fetch, clock);
        var schedules = options.Schedules;
        await Task.WhenAll(
            RepeatAsync("FetchSnapshots", schedules.Fetch, pipeline.Fetch.RunAsync, stopping, draining.Token),
            RepeatAsync("SummarizeRisk", schedules.Summarize, pipeline.Summarize.RunAsync, stopping, draining.Token),
            RepeatAsync("CheckSlots", schedules.Check, pipeline.Check.RunAsync, stopping, draining.Token),
            RepeatAsync(
                "DeliverNotifications",
                schedules.Deliver,
                pipeline.Deliver.SweepAsync,
                stopping,
                draining.Token
            ),
            RepeatAsync(
                "BuildBaselines",
                schedules.Baseline,
                pipeline.BuildBaselines.RunAsync,
                stopping,
                draining.Token
            ),
            RepeatAsync("PurgeRows", schedules.Purge, pipeline.Purge.RunAsync, stopping, draining.Token),
            RepeatAsync("TellDigest", schedules.Digest, pipeline.Digest.RunAsync, stopping, draining.Token),
            WatchAsync("ScoreSnapshot", watch.ScoreNewAsync, stopping, draining.Token),
            WatchAsync("AssessAccounts", accounts.AssessNewAsync, stopping, draining.Token)
        );
    }

    private async Task RepeatAsync(
        string step,
        string schedule,
        Func<CancellationToken, Task> runAsync,
        CancellationToken stopping,
        CancellationToken draining
    )
    {
        var occurrences = Parse(schedule);
        while (!stopping.IsCancellationRequested)
        {
            var now = clock.GetUtcNow();
            var next = NextAt(occurrences, now);
            if (next - now > LongestWait)
            {
                await WaitAsync(LongestWait, stopping);
            }
            else if (await WaitAsync(next - now, stopping))
            {
                await TryAsync(step, () => pipeline.Runs.RunAsync(step, () => runAsync(draining), draining), draining);
            }
        }
    }

    private static CrontabSchedule Parse(string schedule) =>
        CrontabSchedule.Parse(schedule, new CrontabSchedule.ParseOptions { IncludingSeconds = true });

    private static DateTimeOffset NextAt(CrontabSchedule schedule, DateTimeOffset now) =>
        new(schedule.GetNextOccurrence(now.UtcDateTime), TimeSpan.Zero);

    private async Task WatchAsync(
        string step,
        Func<CancellationToken, CancellationToken, Task> runAsync,
        CancellationToken stopping,
        CancellationToken draining
    )
    {
        while (!stopping.IsCancellationRequested)
        {
            await TryAsync(step, () => runAsync(stopping, draining), draining);
            await WaitAsync(WatchInterval, stopping);
        }
    }

    /// <summary>One failing run is logged and the schedule goes on, as in the Functions host.</summary>
    private async Task TryAsync(string step, Func<Task> runAsync, CancellationToken draining)
    {
        try
        {
            await runAsync();
        }
        catch (OperationCanceledException) when (draining.IsCancellationRequested)
        {
            LogCut(step);
        }
#pragma warning disable CA1031 // the trigger's place: whatever a step throws ends this run only
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogFailed(failure, step);
        }
    }

    private async Task<bool> WaitAsync(TimeSpan wait, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, clock, stopping);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Step} failed; it runs again on its schedule")]
    private partial void LogFailed(Exception failure, string step);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Step} was cut off while stopping; the next start finishes it")]
    private partial void LogCut(string step);
}

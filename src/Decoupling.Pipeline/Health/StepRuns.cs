using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Azure;
using Decoupling.Pipeline.Telemetry;
using Microsoft.Extensions.Logging;

namespace Decoupling.Pipeline.Health;

/// <summary>Runs steps for the hosts: within a span, with its length measured, and with a row that says when each ran last and how it ended.</summary>
/// <remarks>The row is written once a minute at most while a step runs well, and whenever it fails or gets well: a backfill is not slowed down by it.</remarks>
public sealed partial class StepRuns(HealthRows rows, TimeProvider clock, ILogger<StepRuns> logger)
{
    private static readonly TimeSpan RowEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (bool IsWell, DateTimeOffset At)> written = new(
        StringComparer.Ordinal
    );

    /// <summary>Runs a step. What it throws is passed on; what keeps its row from being written is not.</summary>
    public Task RunAsync(string step, Func<Task> runAsync, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(runAsync);
        return RunAsync(
            step,
            async () =>
            {
                await runAsync();
                return true;
            },
            cancellationToken
        );
    }

    /// <summary>Runs a step that gives something. What it throws is passed on; what keeps its row from being written is not.</summary>
    public async Task<T> RunAsync<T>(string step, Func<Task<T>> runAsync, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(step);
        var startedAt = clock.GetTimestamp();
        try
        {
            var result = await PipelineSpans.InStepAsync(step, runAsync);
            await NoteAsync(step, null, clock.GetElapsedTime(startedAt), cancellationToken);
            return result;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            await NoteAsync(step, failure, clock.GetElapsedTime(startedAt), cancellationToken);
            throw;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "A row about a run must not end the run.")]
    private async Task NoteAsync(string step, Exception? failure, TimeSpan length, CancellationToken cancellationToken)
    {
        var isWell = failure is null;
        PipelineMetrics.StepRan(step, isWell, length);
        var now = clock.GetUtcNow();
        if (isWell && written.TryGetValue(step, out var last) && last.IsWell && now - last.At < RowEvery)
        {
            return;
        }

        written[step] = (isWell, now);
        try
        {
            var before = await rows.ReadStepAsync(step, cancellationToken);
            await rows.WriteAsync([Reading(step, failure, now, length, before)], cancellationToken);
        }
        catch (Exception thrown)
        {
            written.TryRemove(step, out _);
            LogUnwritten(thrown, step);
        }
    }

    private static HealthReading Reading(
        string step,
        Exception? failure,
        DateTimeOffset now,
        TimeSpan length,
        HealthReading? before
    ) =>
        new()
        {
            Kind = "Step",
            Name = step,
            AsOf = now,
            State = failure is null ? HealthState.Ok : HealthState.Attention,
            Reason = failure switch
            {
                null => "Its last run went well.",
                RequestFailedException failed =>
                    $"Its last run failed: storage answered {failed.Status} {failed.ErrorCode}.",
                _ => $"Its last run failed ({failure.GetType().Name}); the log says why.",
            },
            LastOkAt = failure is null ? now : before?.LastOkAt,
            LastFailedAt = failure is null ? before?.LastFailedAt : now,
            DurationSeconds = length.TotalSeconds,
        };

    [LoggerMessage(Level = LogLevel.Debug, Message = "The health row of {Step} was not written")]
    private partial void LogUnwritten(Exception failure, string step);
}

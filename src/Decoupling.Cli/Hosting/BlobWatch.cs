using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Azure;
using Decoupling.Pipeline;
using Decoupling.Pipeline.Ledger;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Steps;

namespace Decoupling.Cli.Hosting;

/// <summary>The laptop's counterpart of the blob trigger: scores what the ledger does not call finished, in the order of slots.</summary>
/// <remarks>The last day of the watched assets is looked at each time; the whole container, where a stranger may have been put, once a minute.</remarks>
internal sealed class BlobWatch(RiskPipeline pipeline, FetchOptions options, TimeProvider clock)
{
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(1);
    private static readonly TimeSpan StrangersEvery = TimeSpan.FromMinutes(1);

    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly RepeatedTries tries = new();
    private DateTimeOffset strangersSoughtAt;

    /// <summary>Scores what is new; stops between two snapshots when asked to. One that fails is tried again later, five times in all, and does not keep the others waiting.</summary>
    /// <returns>What was scored or refused.</returns>
    /// <exception cref="Exception">What the first of those threw that failed, after all others were tried.</exception>
    public async Task<IReadOnlyList<ScoreOutcome>> ScoreNewAsync(CancellationToken stopping, CancellationToken draining)
    {
        var outcomes = new List<ScoreOutcome>();
        ExceptionDispatchInfo? failure = null;
        await foreach (var path in FindNewAsync(draining))
        {
            if (stopping.IsCancellationRequested)
            {
                break;
            }

            if (!tries.IsDue(path))
            {
                continue;
            }

            try
            {
                outcomes.Add(
                    await pipeline.Runs.RunAsync(
                        nameof(ScoreSnapshot),
                        () => pipeline.Score.RunAsync(path, draining),
                        draining
                    )
                );
                seen.Add(path);
                tries.Forget(path);
            }
#pragma warning disable CA1031 // the trigger's place: whatever one blob makes of a step, the next has its turn
            catch (Exception thrown) when (!draining.IsCancellationRequested)
#pragma warning restore CA1031
            {
                failure ??= ExceptionDispatchInfo.Capture(thrown);
                await PutAsideAsync(path, thrown, draining);
            }
        }

        failure?.Throw();
        return outcomes;
    }

    /// <summary>What has had its tries ends in Failures, as by the poison queue; while that cannot be written, it has further ones.</summary>
    private async Task PutAsideAsync(string path, Exception thrown, CancellationToken cancellationToken)
    {
        if (!tries.IsSpentAfterFailure(path))
        {
            return;
        }

        try
        {
            await pipeline.Poison.RunAsync(
                new PoisonMessage(nameof(ScoreSnapshot), SnapshotName.Container, path),
                PoisonMessage.ReasonOf(nameof(ScoreSnapshot), thrown),
                cancellationToken
            );
            seen.Add(path);
            tries.Forget(path);
        }
        catch (RequestFailedException)
        {
            // Storage is away; what is thrown above says so.
        }
    }

    private async IAsyncEnumerable<string> FindNewAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var asset in options.Assets)
        {
            foreach (var path in await FindNewAsync(asset, cancellationToken))
            {
                yield return path;
            }
        }

        foreach (var path in await FindStrangersAsync(cancellationToken))
        {
            yield return path;
        }
    }

    private async Task<string[]> FindNewAsync(string asset, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (from, to) = (now - LookBack, now + options.SlotLength);
        var paths = await pipeline
            .Blobs.ListAsync(asset, from, to, cancellationToken)
            .Select(name => name.Format())
            .Where(path => !seen.Contains(path))
            .ToArrayAsync(cancellationToken);
        if (paths.Length == 0)
        {
            return paths;
        }

        await foreach (var entry in pipeline.Ledger.ReadAsync(asset, from, to, cancellationToken))
        {
            if (entry.Status is SlotStatus.Done or SlotStatus.Late or SlotStatus.Failed)
            {
                seen.Add(new SnapshotName(asset, entry.SlotAt).Format());
            }
        }

        return [.. paths.Where(path => !seen.Contains(path))];
    }

    /// <summary>What was put into the container and is no snapshot by its name: refused when scored, and so listed in Failures.</summary>
    private async Task<string[]> FindStrangersAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (now - strangersSoughtAt < StrangersEvery)
        {
            return [];
        }

        strangersSoughtAt = now;
        return await pipeline
            .Blobs.ListWrittenSinceAsync(now - LookBack, cancellationToken)
            .Select(blob => blob.Path)
            .Where(path => !seen.Contains(path) && !SnapshotName.TryParse(path, out _))
            .ToArrayAsync(cancellationToken);
    }
}

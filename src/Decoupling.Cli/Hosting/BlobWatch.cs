using Decoupling.Pipeline;
using Decoupling.Pipeline.Ledger;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Steps;

namespace Decoupling.Cli.Hosting;

/// <summary>The laptop's counterpart of the blob trigger: finds snapshots of the last day that the ledger does not call finished, and scores them in order.</summary>
internal sealed class BlobWatch(RiskPipeline pipeline, FetchOptions options, TimeProvider clock)
{
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(1);

    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    /// <summary>Scores what is new; stops between two snapshots when asked to.</summary>
    /// <returns>What was scored or refused, in the order of slots.</returns>
    public async Task<IReadOnlyList<ScoreOutcome>> ScoreNewAsync(CancellationToken stopping, CancellationToken draining)
    {
        var outcomes = new List<ScoreOutcome>();
        foreach (var asset in options.Assets)
        {
            foreach (var name in await FindNewAsync(asset, draining))
            {
                if (stopping.IsCancellationRequested)
                {
                    return outcomes;
                }

                outcomes.Add(await pipeline.Score.RunAsync(name, draining));
                seen.Add(name);
            }
        }

        return outcomes;
    }

    private async Task<IReadOnlyList<string>> FindNewAsync(string asset, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var from = now - LookBack;
        var to = now + options.SlotLength;
        var names = await pipeline
            .Blobs.ListAsync(asset, from, to, cancellationToken)
            .Where(name => !seen.Contains(name))
            .ToArrayAsync(cancellationToken);
        if (names.Length == 0)
        {
            return names;
        }

        await foreach (var entry in pipeline.Ledger.ReadAsync(asset, from, to, cancellationToken))
        {
            if (entry.Status is SlotStatus.Done or SlotStatus.Late or SlotStatus.Failed)
            {
                seen.Add(new SnapshotName(asset, entry.SlotAt).Format());
            }
        }

        return [.. names.Where(name => !seen.Contains(name))];
    }
}

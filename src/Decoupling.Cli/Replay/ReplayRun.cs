using System.Threading.Channels;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Steps;
using Decoupling.Snapshots;

namespace Decoupling.Cli.Replay;

/// <summary>Runs the slots of a history in order: snapshots are cut and scored ahead by one thread while another writes.</summary>
internal sealed class ReplayRun(IEnumerable<MarketSnapshot> history, ReplayTarget target)
{
    /// <summary>Every so many snapshots, one goes through writer and reader and must score to the same bytes.</summary>
    public const int CheckEvery = 500;

    // Enough to keep both threads busy, few enough to keep memory small.
    private const int Ahead = 64;

    /// <summary>Runs all slots, or throws what the first failing one threw.</summary>
    /// <param name="progress">Told of each slot written.</param>
    /// <param name="cancellationToken">Stops between two slots.</param>
    public async Task<ReplayTally> RunAsync(Action progress, CancellationToken cancellationToken)
    {
        var queue = Channel.CreateBounded<(MarketSnapshot Snapshot, ScoredSnapshot Scored, bool? Survived)>(Ahead);
        using var failing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var scoring = Task.Run(() => ScoreAsync(queue.Writer, failing.Token), CancellationToken.None);

        var tally = new ReplayTally();
        try
        {
            await foreach (var (snapshot, scored, survived) in queue.Reader.ReadAllAsync(failing.Token))
            {
                tally.Add(scored, await target.WriteAsync(snapshot, scored, cancellationToken), survived);
                progress();
            }
        }
        catch
        {
            await failing.CancelAsync();
            throw;
        }

        await scoring;
        return tally;
    }

    private async Task ScoreAsync(
        ChannelWriter<(MarketSnapshot, ScoredSnapshot, bool?)> queue,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var count = 0;
            foreach (var snapshot in history)
            {
                var scored = target.Score(snapshot);
                bool? survived = count++ % CheckEvery == 0 ? SurvivesStorage(snapshot, scored) : null;
                await queue.WriteAsync((snapshot, scored, survived), cancellationToken);
            }

            queue.Complete();
        }
        catch (Exception failure)
        {
            queue.Complete(failure);
            throw;
        }
    }

    private bool SurvivesStorage(MarketSnapshot snapshot, ScoredSnapshot scored)
    {
        var read = SnapshotReader.Read(SnapshotWriter.Write(snapshot));
        return read.Snapshot is { } stored
            && RowBytes.Of(target.Score(stored)).AsSpan().SequenceEqual(RowBytes.Of(scored));
    }
}

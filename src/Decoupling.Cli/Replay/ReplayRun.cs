using System.Threading.Channels;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Steps;
using Decoupling.Snapshots;

namespace Decoupling.Cli.Replay;

/// <summary>Runs the slots of a history in order, day by day: snapshots are cut and scored ahead by one thread while another writes.</summary>
/// <remarks>A day begins when all rows of the day before are written: its baseline is built from them.</remarks>
internal sealed class ReplayRun(IEnumerable<MarketSnapshot> history, ReplayTarget target)
{
    /// <summary>Every so many snapshots, one goes through writer and reader and must score to the same bytes.</summary>
    public const int CheckEvery = 500;

    // Enough to keep both threads busy, few enough to keep memory small.
    private const int Ahead = 64;

    private int count;

    /// <summary>Runs all slots, or throws what the first failing one threw.</summary>
    /// <param name="progress">Told of each slot written.</param>
    /// <param name="cancellationToken">Stops between two slots.</param>
    public async Task<ReplayTally> RunAsync(Action progress, CancellationToken cancellationToken)
    {
        var tally = new ReplayTally();
        using var slots = history.GetEnumerator();
        var hasMore = slots.MoveNext();
        while (hasMore)
        {
            var first = slots.Current;
            var day = DayOf(first);
            var baseline = await target.StartDayAsync(first.Asset, first.SlotLength, day, cancellationToken);
            hasMore = await RunDayAsync(slots, day, baseline, tally, progress, cancellationToken);
        }

        return tally;
    }

    /// <summary>Runs the slots of one day, from where the history stands.</summary>
    /// <returns>Whether the history stands at a slot of a later day.</returns>
    private async Task<bool> RunDayAsync(
        IEnumerator<MarketSnapshot> slots,
        DateOnly day,
        ReplayBaseline baseline,
        ReplayTally tally,
        Action progress,
        CancellationToken cancellationToken
    )
    {
        var queue = Channel.CreateBounded<(MarketSnapshot Snapshot, ScoredSnapshot Scored, bool? Survived)>(Ahead);
        using var failing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var scoring = Task.Run(
            () => ScoreDayAsync(slots, day, baseline, queue.Writer, failing.Token),
            CancellationToken.None
        );
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
            // The history is closed next, which the other thread may still be reading.
            await Task.WhenAny(scoring);
            throw;
        }

        return await scoring;
    }

    private async Task<bool> ScoreDayAsync(
        IEnumerator<MarketSnapshot> slots,
        DateOnly day,
        ReplayBaseline baseline,
        ChannelWriter<(MarketSnapshot, ScoredSnapshot, bool?)> queue,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var hasMore = true;
            while (hasMore && DayOf(slots.Current) == day)
            {
                var snapshot = slots.Current with { Baseline = baseline.Name };
                var scored = target.Score(snapshot, baseline.Content);
                bool? survived = count++ % CheckEvery == 0 ? SurvivesStorage(snapshot, baseline, scored) : null;
                await queue.WriteAsync((snapshot, scored, survived), cancellationToken);
                hasMore = slots.MoveNext();
            }

            queue.Complete();
            return hasMore;
        }
        catch (Exception failure)
        {
            queue.Complete(failure);
            throw;
        }
    }

    private bool SurvivesStorage(MarketSnapshot snapshot, ReplayBaseline baseline, ScoredSnapshot scored)
    {
        var read = SnapshotReader.Read(SnapshotWriter.Write(snapshot));
        return read.Snapshot is { } stored
            && RowBytes.Of(target.Score(stored, baseline.Content)).AsSpan().SequenceEqual(RowBytes.Of(scored));
    }

    private static DateOnly DayOf(MarketSnapshot snapshot) => DateOnly.FromDateTime(snapshot.SlotAt.UtcDateTime);
}

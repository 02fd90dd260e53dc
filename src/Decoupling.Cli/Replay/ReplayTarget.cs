using Decoupling.Cli.Hosting;
using Decoupling.Pipeline.Steps;
using Decoupling.Snapshots;

namespace Decoupling.Cli.Replay;

/// <summary>Where a replay's rows go. The clock stands at each slot's time while the slot is run.</summary>
internal abstract class ReplayTarget : IAsyncDisposable
{
    /// <summary>How long after its slot a snapshot is taken to be scored: at once.</summary>
    protected static MovedClock CreateClock() => new(DateTimeOffset.UnixEpoch);

    /// <summary>Where the rows lie, as a person would look for them.</summary>
    public abstract string Place { get; }

    /// <summary>Computes a snapshot's rows, ahead of its turn if need be; pure.</summary>
    public abstract ScoredSnapshot Score(MarketSnapshot snapshot);

    /// <summary>Writes one slot; slots come in order.</summary>
    public abstract Task<ScoreOutcome> WriteAsync(
        MarketSnapshot snapshot,
        ScoredSnapshot scored,
        CancellationToken cancellationToken
    );

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}

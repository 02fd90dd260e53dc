using Decoupling.Baselines;
using Decoupling.Cli.Hosting;
using Decoupling.Pipeline.Baselines;
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

    /// <summary>Builds the baseline of a day that begins, from the rows of the days before, all of them written.</summary>
    /// <returns>Its name and itself; nothing where no day before has rows.</returns>
    public abstract Task<ReplayBaseline> StartDayAsync(
        string asset,
        TimeSpan slotLength,
        DateOnly day,
        CancellationToken cancellationToken
    );

    /// <summary>Computes a snapshot's rows, ahead of its turn if need be; pure.</summary>
    public abstract ScoredSnapshot Score(MarketSnapshot snapshot, Baseline? baseline);

    /// <summary>Writes one slot; slots come in order.</summary>
    public abstract Task<ScoreOutcome> WriteAsync(
        MarketSnapshot snapshot,
        ScoredSnapshot scored,
        CancellationToken cancellationToken
    );

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>Builds a baseline as the live step does and reads it back.</summary>
    protected static async Task<ReplayBaseline> BuildAsync(
        BuildBaselines step,
        BaselineBlobs blobs,
        string asset,
        TimeSpan slotLength,
        DateOnly day,
        CancellationToken cancellationToken
    )
    {
        if (await step.RunAsync(asset, slotLength, day, cancellationToken) is not { } name)
        {
            return new ReplayBaseline(null, null);
        }

        var read = await blobs.ReadBaselineAsync(name, cancellationToken);
        return read.IsRead
            ? new ReplayBaseline(name, read.Content)
            : throw new InvalidDataException($"The baseline {name} cannot be read: {read.Reason}");
    }
}

/// <summary>The baseline of a replayed day.</summary>
/// <param name="Name">Its blob's name, or <see langword="null"/> before there is one.</param>
/// <param name="Content">Itself.</param>
internal readonly record struct ReplayBaseline(string? Name, Baseline? Content);

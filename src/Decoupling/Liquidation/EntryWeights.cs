using System.Globalization;
using Decoupling.Results;
using Decoupling.Snapshots;

namespace Decoupling.Liquidation;

/// <summary>How much of the open interest was entered in each bar, before what the price has crossed since is taken off.</summary>
/// <param name="shares">Room for a value a bar.</param>
internal ref struct EntryWeights(Span<double> shares)
{
    /// <summary>Each bar's share, summing to 1; 0 where the bar is missing.</summary>
    public Span<double> Shares { get; } = shares;

    /// <summary>What the shares rest on.</summary>
    public EntryEvidence Evidence { get; private set; }

    /// <summary>The part of today's open interest that opened within the window, in [0, 1]; <see langword="null"/> without its
    /// history.</summary>
    public double? ObservedShare { get; private set; }

    public Refusal? Read(
        BarSeries bars,
        double openInterestUsd,
        ReadOnlySpan<double> changesUsd,
        DateTimeOffset asOf,
        TimeSpan halfLife
    )
    {
        Shares.Clear();
        Evidence = bars.Volume is null ? EntryEvidence.Time : EntryEvidence.Volume;
        var fault = changesUsd.IsEmpty ? null : ReadChanges(bars, openInterestUsd, changesUsd);
        fault ??= Evidence == EntryEvidence.OpenInterest ? null : ReadVolume(bars);
        if (fault is not null)
        {
            return fault;
        }

        double total = 0;
        for (var i = 0; i < Shares.Length; i++)
        {
            var age = asOf - (bars.StartAt + bars.Step * (i + 1));
            Shares[i] *= Math.Pow(2, -(age / halfLife));
            total += Shares[i];
        }

        if (!(total > 0))
        {
            return new Refusal(MetricStatus.Degenerate, "Nothing was traded in the window.");
        }

        for (var i = 0; i < Shares.Length; i++)
        {
            Shares[i] /= total;
        }

        return double.IsFinite(total)
            ? null
            : new Refusal(MetricStatus.OutOfDomain, "The bars' volumes exceed the range of a double.");
    }

    // Newest first: a fall of the open interest closes every older position pro rata.
    private Refusal? ReadChanges(BarSeries bars, double openInterestUsd, ReadOnlySpan<double> changesUsd)
    {
        var after = openInterestUsd;
        double kept = 1;
        double observed = 0;
        for (var i = changesUsd.Length - 1; i >= 0; i--)
        {
            var change = double.IsNaN(changesUsd[i]) ? 0 : changesUsd[i];
            var before = after - change;
            if (!(before >= 0 && before < double.PositiveInfinity))
            {
                return new Refusal(
                    MetricStatus.InvalidInput,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The changes of open interest put it at {before:R} USD before bar {i}."
                    )
                );
            }

            if (change > 0 && !double.IsNaN(bars.Close[i]))
            {
                Shares[i] = change * kept;
                observed += Shares[i];
            }
            else if (change < 0)
            {
                kept *= after / before;
            }

            after = before;
        }

        // No rise in the whole window: volume is all that is left to go by.
        if (observed > 0)
        {
            Evidence = EntryEvidence.OpenInterest;
        }

        ObservedShare = openInterestUsd > 0 ? Math.Min(1, observed / openInterestUsd) : null;
        return null;
    }

    private Refusal? ReadVolume(BarSeries bars)
    {
        for (var i = 0; i < Shares.Length; i++)
        {
            var isMissing = double.IsNaN(bars.Close[i]);
            var volume = isMissing ? 0 : bars.Volume?[i] ?? 1;
            if (volume is not (>= 0 and < double.PositiveInfinity))
            {
                return new Refusal(
                    MetricStatus.InvalidInput,
                    string.Create(CultureInfo.InvariantCulture, $"Bar {i} has the volume {volume:R}.")
                );
            }

            Shares[i] = volume;
        }

        return null;
    }
}

using Decoupling.Results;
using Decoupling.Snapshots;

namespace Decoupling.Scoring;

/// <summary>How a derivative runs with its reference over one window of bars.</summary>
/// <param name="Returns">What their returns say: A1, A2, A3, A5 and B6.</param>
/// <param name="Prices">What their prices say: B1, B3, B4 and B6.</param>
internal readonly record struct TrackingScore(ReturnScores Returns, BasisScores Prices);

/// <summary>Scores the bars of one pair. Stale bars give a status and no number.</summary>
internal static class TrackingScoring
{
    public static TrackingScore Compute(MarketSnapshot snapshot, InstrumentPair pair, ScoringOptions options)
    {
        var asOf = snapshot.SlotAt;
        if (Freshness.FindFault(pair, snapshot) is { } fault)
        {
            return Without(fault, basisBps: null, asOf);
        }

        using var series = PairSeries.Of(pair.Reference!.Bars!, pair.Derivative.Bars!);
        if (options.Window.FindFault(pair, snapshot) is { } gap)
        {
            return Without(gap, LastOf(series.BasisBps), asOf);
        }

        return new TrackingScore(
            Freshness.FindFaultOfReturns(pair, snapshot) is { } old
                ? ReturnScores.Without(old, asOf)
                : ReturnScores.Of(series, asOf, options),
            BasisScores.Of(series, asOf, options)
        );
    }

    /// <summary>The last basis needs no window: a short history still has it.</summary>
    private static double? LastOf(ReadOnlySpan<double> basisBps) =>
        !basisBps.IsEmpty && double.IsFinite(basisBps[^1]) ? basisBps[^1] : null;

    private static TrackingScore Without(Refusal refusal, double? basisBps, DateTimeOffset asOf) =>
        new(ReturnScores.Without(refusal, asOf), BasisScores.Without(refusal, basisBps, asOf));
}

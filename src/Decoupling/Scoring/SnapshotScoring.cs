using Decoupling.Baselines;
using Decoupling.Quality;
using Decoupling.Scoring.CrossVenue;
using Decoupling.Snapshots;

namespace Decoupling.Scoring;

/// <summary>Scores a snapshot: every derivative against its spot market, then all of them together.</summary>
/// <remarks>Pure: the same snapshot, baseline and options give the same card, bit for bit on one platform and within 1e-12 elsewhere.</remarks>
public static class SnapshotScoring
{
    /// <summary>The version of the formulas; it changes when a number does.</summary>
    public const string MethodVersion = "2026-11-26";

    /// <summary>Computes the score card.</summary>
    /// <param name="snapshot">A sound snapshot, as the reader gives it.</param>
    /// <param name="options">Windows, floors and assumptions.</param>
    /// <param name="baseline">The baseline that the snapshot names; <see langword="null"/> where it names none, or where that one could not be
    /// read, which percentiles then say.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static ScoreCard Compute(MarketSnapshot snapshot, ScoringOptions options, Baseline? baseline = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(options);

        var quality = SnapshotQuality.Inspect(snapshot, options.Quality, options.FundingTerms);
        var sound = quality.Sound;
        var market = CrossVenueMarket.Of(sound);
        var scores = InstrumentPair
            .Of(sound)
            .Select(pair =>
                DerivativeScoring.Compute(
                    sound,
                    pair,
                    new DerivativePast(sound, pair.Derivative, baseline, options.Baseline),
                    market,
                    options
                ) with
                {
                    Quality = DerivativeQuality.Of(snapshot, pair, quality),
                }
            );
        return new ScoreCard
        {
            Asset = snapshot.Asset,
            SlotAt = snapshot.SlotAt,
            SlotLength = snapshot.SlotLength,
            InputsHash = SnapshotHash.Compute(snapshot),
            MissingInputs = snapshot.Venues.Sum(venue => venue.Missing.Count),
            Findings = quality.Findings,
            Derivatives = VenueComparison.Of(sound, [.. scores]),
        };
    }
}

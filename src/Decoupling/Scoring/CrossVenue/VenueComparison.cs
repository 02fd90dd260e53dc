using System.Globalization;
using Decoupling.Quality;
using Decoupling.Snapshots;

namespace Decoupling.Scoring.CrossVenue;

/// <summary>Compares the venues' scores of one snapshot and says whose gap it is, how surely and why.</summary>
internal sealed class VenueComparison
{
    /// <summary>The fewest venues of which a median shows who is off.</summary>
    private const int FewestForMedian = 3;

    private readonly IReadOnlyList<DerivativeScore> scores;
    private readonly Dictionary<string, double> weights;
    private readonly List<string> judged;
    private readonly List<string> dislocated;
    private readonly double judgedWeight;
    private readonly double dislocatedWeight;
    private readonly double allWeight;

    private VenueComparison(MarketSnapshot snapshot, IReadOnlyList<DerivativeScore> scores)
    {
        this.scores = scores;
        weights = VenueWeights.Of(snapshot);
        judged = VenuesOf(IsJudged);
        dislocated = VenuesOf(IsDislocated);
        judgedWeight = WeightOf(judged);
        dislocatedWeight = WeightOf(dislocated);
        allWeight = WeightOf(weights.Keys);
    }

    /// <summary>One venue that is half of the weight is not the market.</summary>
    private bool IsMarketWide => dislocated.Count >= 2 && 2 * dislocatedWeight > judgedWeight;

    private double Coverage => judgedWeight / allWeight;

    /// <summary>The scores with what the other venues say of them.</summary>
    public static DerivativeScore[] Of(MarketSnapshot snapshot, IReadOnlyList<DerivativeScore> scores)
    {
        if (scores.Count == 0)
        {
            return [];
        }

        var comparison = new VenueComparison(snapshot, scores);
        var compared = new DerivativeScore[scores.Count];
        for (var i = 0; i < compared.Length; i++)
        {
            compared[i] = comparison.Compare(scores[i]);
        }

        return compared;
    }

    /// <summary>Whether so many venues make the median that it shows who is off.</summary>
    public static bool HasMedian(DerivativeScore score) => score.CrossVenue.SpotVenueCount >= FewestForMedian;

    private DerivativeScore Compare(DerivativeScore score)
    {
        var verdict = VerdictOf(score);
        return score with
        {
            VenuesScored = judged.Count,
            VenuesDislocated = dislocated.Count,
            Verdict = verdict,
            VerdictConfidence = ConfidenceOf(score, verdict),
            VerdictReason = ReasonOf(score, verdict),
        };
    }

    private VenueVerdict VerdictOf(DerivativeScore score)
    {
        var isDislocated = dislocated.Contains(score.Venue);
        return score.Quality.FirstRefused is { } refused && (!isDislocated || RefusedPrice(score) is not null)
                ? VenueVerdict.BadData
            : !IsJudged(score) || judged.Count < 2 ? VenueVerdict.InsufficientData
            : IsMarketWide ? VenueVerdict.MarketWide
            : isDislocated ? VenueVerdict.VenueLocal
            : VenueVerdict.Normal;
    }

    /// <summary>The share of the weight that agrees, times the share that could be judged.</summary>
    private double? ConfidenceOf(DerivativeScore score, VenueVerdict verdict)
    {
        var calm = judgedWeight - dislocatedWeight;
        return verdict switch
        {
            VenueVerdict.Normal => calm / judgedWeight * Coverage,
            VenueVerdict.MarketWide => dislocatedWeight / judgedWeight * Coverage,
            VenueVerdict.VenueLocal => calm / (judgedWeight - weights[score.Venue]) * Coverage,
            VenueVerdict.BadData when weights.Count > 1 => SoundShare(score.Venue),
            _ => null,
        };
    }

    /// <summary>The share of the other venues' weight of which nothing was refused.</summary>
    private double SoundShare(string venue)
    {
        var (sound, others) = (0.0, 0.0);
        foreach (var (other, weight) in weights)
        {
            if (other != venue)
            {
                others += weight;
                sound += scores.Any(score => score.Venue == other && score.Quality.FirstRefused is not null)
                    ? 0
                    : weight;
            }
        }

        return sound / others;
    }

    private string ReasonOf(DerivativeScore score, VenueVerdict verdict) =>
        verdict switch
        {
            VenueVerdict.BadData => (RefusedPrice(score) ?? score.Quality.FirstRefused)!.Reason,
            VenueVerdict.InsufficientData => IsJudged(score)
                ? "No second venue could be judged."
                : score.Dislocation.Reason ?? "The derivative could not be judged.",
            VenueVerdict.MarketWide => Text(
                $"{string.Join(", ", dislocated)}: {dislocated.Count} of {judged.Count} venues, {100 * dislocatedWeight / judgedWeight:0} % of the weight, are beyond both floors."
            ),
            VenueVerdict.VenueLocal => Text(
                $"{score.Venue} is beyond both floors; {judged.Count - dislocated.Count} of the other {judged.Count - 1} venues are not."
            ),
            _ => Text(
                $"{score.Venue} is within both floors, and so are {judged.Count - dislocated.Count} of {judged.Count} venues."
            ),
        };

    private static QualityFinding? RefusedPrice(DerivativeScore score)
    {
        foreach (var finding in score.Quality.Findings)
        {
            if (
                finding.Blocks
                && finding.Input
                    is SnapshotInput.Last
                        or SnapshotInput.Mark
                        or SnapshotInput.Index
                        or SnapshotInput.Clock
            )
            {
                return finding;
            }
        }

        return null;
    }

    private static bool IsJudged(DerivativeScore score) =>
        score.Dislocation.Ratio is not null || (HasMedian(score) && score.CrossVenue.Dislocation.Ratio is not null);

    private static bool IsDislocated(DerivativeScore score) =>
        score.Dislocation.IsDislocated || (HasMedian(score) && score.CrossVenue.Dislocation.IsDislocated);

    private List<string> VenuesOf(Predicate<DerivativeScore> isWanted)
    {
        var venues = new List<string>();
        foreach (var score in scores)
        {
            if (isWanted(score) && !venues.Contains(score.Venue))
            {
                venues.Add(score.Venue);
            }
        }

        return venues;
    }

    private double WeightOf(IEnumerable<string> venues) => venues.Sum(venue => weights[venue]);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

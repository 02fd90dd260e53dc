namespace Decoupling.Scoring.CrossVenue;

/// <summary>Whether a gap is one venue's own or the market's: a word for the row, before any check of the inputs.</summary>
/// <remarks>A venue is dislocated when one of its derivatives is beyond both floors against its own reference, or, where three venues or more make
/// the median, against that: with two, the median cannot tell which of them is off.</remarks>
public enum VenueVerdict
{
    /// <summary>This venue is not dislocated, and at least half of the venues are not.</summary>
    Normal,

    /// <summary>This venue is dislocated, and at least half of the venues are not.</summary>
    VenueLocal,

    /// <summary>More than half of the venues are dislocated.</summary>
    MarketWide,

    /// <summary>No second venue could be judged.</summary>
    SingleVenue,
}

/// <summary>Compares the venues' scores of one snapshot.</summary>
internal static class VenueComparison
{
    /// <summary>The fewest venues of which a median shows who is off.</summary>
    private const int FewestForMedian = 3;

    /// <summary>The scores with what the other venues say of them.</summary>
    public static DerivativeScore[] Of(IReadOnlyList<DerivativeScore> scores)
    {
        var judged = VenuesOf(scores, IsJudged);
        var dislocated = VenuesOf(scores, IsDislocated);
        var compared = new DerivativeScore[scores.Count];
        for (var i = 0; i < compared.Length; i++)
        {
            compared[i] = scores[i] with
            {
                VenuesScored = judged.Count,
                VenuesDislocated = dislocated.Count,
                Verdict =
                    !IsJudged(scores[i]) ? null
                    : judged.Count < 2 ? VenueVerdict.SingleVenue
                    : 2 * dislocated.Count > judged.Count ? VenueVerdict.MarketWide
                    : dislocated.Contains(scores[i].Venue) ? VenueVerdict.VenueLocal
                    : VenueVerdict.Normal,
            };
        }

        return compared;
    }

    private static bool IsJudged(DerivativeScore score) =>
        score.Dislocation.Ratio is not null || (HasMedian(score) && score.CrossVenue.Dislocation.Ratio is not null);

    private static bool IsDislocated(DerivativeScore score) =>
        score.Dislocation.IsDislocated || (HasMedian(score) && score.CrossVenue.Dislocation.IsDislocated);

    /// <summary>Whether so many venues make the median that it shows who is off.</summary>
    public static bool HasMedian(DerivativeScore score) => score.CrossVenue.SpotVenueCount >= FewestForMedian;

    private static HashSet<string> VenuesOf(IReadOnlyList<DerivativeScore> scores, Predicate<DerivativeScore> isWanted)
    {
        var venues = new HashSet<string>(StringComparer.Ordinal);
        foreach (var score in scores)
        {
            if (isWanted(score))
            {
                venues.Add(score.Venue);
            }
        }

        return venues;
    }
}

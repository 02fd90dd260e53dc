using Decoupling.Scoring.CrossVenue;

namespace Decoupling.Summaries;

/// <summary>What is said of an asset as a whole: the gravest verdict of its derivatives.</summary>
/// <param name="Verdict">MarketWide goes before VenueLocal, that before BadData, that before Normal, and all before InsufficientData.</param>
/// <param name="Confidence">That verdict's; no probability.</param>
/// <param name="Reason">A sentence that names venue and input.</param>
public sealed record SummaryVerdict(VenueVerdict Verdict, double? Confidence, string Reason)
{
    private static readonly VenueVerdict[] s_gravestFirst =
    [
        VenueVerdict.MarketWide,
        VenueVerdict.VenueLocal,
        VenueVerdict.BadData,
        VenueVerdict.Normal,
    ];

    /// <summary>Nothing was judged.</summary>
    public static SummaryVerdict Unknown { get; } =
        new(VenueVerdict.InsufficientData, null, "No derivative of the asset was judged.");

    internal static SummaryVerdict Of(IReadOnlyList<DerivativeReading> readings)
    {
        foreach (var verdict in s_gravestFirst)
        {
            if (readings.FirstOrDefault(reading => reading.Verdict == verdict) is { } found)
            {
                return new SummaryVerdict(verdict, found.VerdictConfidence, found.VerdictReason ?? "");
            }
        }

        return readings.FirstOrDefault(reading => reading.VerdictReason is not null) is { } first
            ? Unknown with
            {
                Reason = first.VerdictReason!,
            }
            : Unknown;
    }

    /// <summary>The gravest of the assets', with its asset's name before the sentence.</summary>
    internal static SummaryVerdict Gravest(IReadOnlyList<RiskSummary> summaries)
    {
        foreach (var verdict in s_gravestFirst)
        {
            if (summaries.FirstOrDefault(summary => summary.Verdict.Verdict == verdict) is { } found)
            {
                return found.Verdict with { Reason = $"{found.Asset}: {found.Verdict.Reason}" };
            }
        }

        return Unknown;
    }
}

using System.Globalization;
using System.Text;
using Decoupling.Quality;
using Decoupling.Scoring.CrossVenue;
using Decoupling.Snapshots;

namespace Decoupling.Scoring;

/// <summary>Says a derivative's score in one sentence that a trader understands. It states what is; it foretells nothing.</summary>
public static class ScoreSummary
{
    /// <summary>A spot market so far from the venues' median is named: as far as a dislocation must be from its own.</summary>
    private const double SpotOffBps = 15;

    /// <summary>Composes the sentence: "BTC perpetual on binance: basis -48.2 bp (robust z -6.1), venue-local (1 of 3 venues dislocated);
    /// 77 % of such gaps closed within 5 minutes; β 0.970 ± 0.020, ρ 0.991;
    /// half-life 22 min; funding -12.3 % a year; state of elevated risk for 14 h, mainly from 7 d drawdown and 7 d funding."</summary>
    /// <param name="asset">The underlying: "BTC".</param>
    /// <param name="slotLength">The length of the slot's bars.</param>
    /// <param name="score">The derivative's score.</param>
    public static string Of(string asset, TimeSpan slotLength, DerivativeScore score)
    {
        ArgumentNullException.ThrowIfNull(score);
        var text = new StringBuilder(256);
        text.Append(CultureInfo.InvariantCulture, $"{asset} {NameOf(score.Kind)} on {score.Venue}: ");
        AppendBasis(text, score);
        AppendVerdict(text, score);
        var isOnRecord = ReversionRecord.AppliesTo(asset, slotLength, score);
        if (isOnRecord)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"; {100 * ReversionRecord.ShareClosed:0} % of such gaps closed within {ReversionRecord.Within.TotalMinutes:0} minutes"
            );
        }

        if (score.CoMovement is { Beta: { } beta, BetaStandardError: { } error, Correlation: { } correlation })
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"; β {beta:0.000} ± {1.96 * error:0.000}, ρ {correlation:0.000}"
            );
        }

        AppendReversion(text, score.Reversion, isOnRecord);
        if (score.Funding.FundingPerYear is { } funding)
        {
            text.Append(CultureInfo.InvariantCulture, $"; funding {100 * funding:+0.0;-0.0;0.0} % a year");
        }

        if (HazardText.StateOf(score.Hazard) is { } state)
        {
            text.Append("; ").Append(state);
        }

        if (score.Quality.FirstRefused is { } refused && refused.Reason != score.Reason)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"; {(refused.Kind == InstrumentKind.Spot ? "the spot's " : "")}{InputNames.Of(refused.Input)} not used ({refused.Gate})"
            );
        }

        return text.Append('.').ToString();
    }

    private static void AppendBasis(StringBuilder text, DerivativeScore score)
    {
        if (score.Basis.BasisBps is { } basis)
        {
            text.Append(CultureInfo.InvariantCulture, $"basis {basis:+0.0;-0.0;0.0} bp");
        }

        if (score.Basis.RobustZScore is { } z)
        {
            text.Append(CultureInfo.InvariantCulture, $" (robust z {z:+0.0;-0.0;0.0})");
        }
        else
        {
            text.Append(score.Basis.BasisBps is null ? "no score (" : ", no score (");
            text.Append(WithoutStop(score.Reason ?? score.Status.ToString())).Append(')');
        }
    }

    private static void AppendVerdict(StringBuilder text, DerivativeScore score)
    {
        var venues = string.Create(
            CultureInfo.InvariantCulture,
            $"{score.VenuesDislocated} of {score.VenuesScored} venues"
        );
        text.Append(
            score.Verdict switch
            {
                VenueVerdict.VenueLocal => $", venue-local ({venues} dislocated)",
                VenueVerdict.MarketWide => $", market-wide ({venues} dislocated)",
                VenueVerdict.InsufficientData when score.Dislocation.IsDislocated => ", no other venue to compare with",
                _ => "",
            }
        );
        if (
            score is { Verdict: VenueVerdict.VenueLocal, CrossVenue.SpotOffMedianBps: { } off }
            && Math.Abs(off) >= SpotOffBps
            && VenueComparison.HasMedian(score)
        )
        {
            text.Append(CultureInfo.InvariantCulture, $", its own spot {off:+0.0;-0.0} bp off the venues' median");
        }
    }

    /// <summary>What the record says of such gaps is not taken back by the day's own test, which one jump keeps from rejecting.</summary>
    private static void AppendReversion(StringBuilder text, ReversionScore reversion, bool isOnRecord)
    {
        if (reversion.Odds.IsBrownian == true)
        {
            text.Append(isOnRecord ? "" : "; no reversion shown over the day");
        }
        else if (reversion.Process.HalfLifeHours is { } hours)
        {
            text.Append(
                hours < 2
                    ? string.Create(CultureInfo.InvariantCulture, $"; half-life {Math.Max(1, 60 * hours):0} min")
                    : string.Create(CultureInfo.InvariantCulture, $"; half-life {hours:0.#} h")
            );
        }
    }

    /// <summary>A sentence as it stands within another.</summary>
    internal static string WithoutStop(string reason) => reason.TrimEnd('.');

    private static string NameOf(InstrumentKind kind) =>
        kind switch
        {
            InstrumentKind.LinearPerpetual => "perpetual",
            InstrumentKind.InversePerpetual => "inverse perpetual",
            InstrumentKind.LinearFuture => "future",
            InstrumentKind.InverseFuture => "inverse future",
            InstrumentKind.Option => "option",
            _ => "spot",
        };
}

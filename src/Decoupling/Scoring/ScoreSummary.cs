using System.Globalization;
using System.Text;
using Decoupling.Snapshots;

namespace Decoupling.Scoring;

/// <summary>Says a derivative's score in one sentence that a trader understands. It states what is; it foretells nothing.</summary>
public static class ScoreSummary
{
    /// <summary>Composes the sentence: "BTC perpetual on bybit: basis -83.1 bp (robust z -40.2), 1 of 2 venues dislocated; β 0.970 ± 0.020, ρ 0.991."</summary>
    public static string Of(string asset, DerivativeScore score)
    {
        ArgumentNullException.ThrowIfNull(score);
        var text = new StringBuilder(160);
        text.Append(CultureInfo.InvariantCulture, $"{asset} {NameOf(score.Kind)} on {score.Venue}: ");
        AppendBasis(text, score);
        if (score.CoMovement is { Beta: { } beta, BetaStandardError: { } error, Correlation: { } correlation })
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"; β {beta:0.000} ± {1.96 * error:0.000}, ρ {correlation:0.000}"
            );
        }

        if (score.Funding.FundingPerYear is { } funding)
        {
            text.Append(CultureInfo.InvariantCulture, $"; funding {100 * funding:+0.0;-0.0;0.0} % a year");
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

        if (score.Dislocation.IsDislocated)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $", {score.VenuesDislocated} of {score.VenuesScored} venues dislocated"
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

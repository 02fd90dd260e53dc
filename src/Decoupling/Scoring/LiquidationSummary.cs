using System.Globalization;
using System.Text;
using Decoupling.Liquidation;

namespace Decoupling.Scoring;

/// <summary>Says a derivative's liquidation risk in one sentence, with the assumption that it rests on.</summary>
public static class LiquidationSummary
{
    private const double Band = 0.05;
    private const double Leverage = 10;

    /// <summary>Composes the sentence: "BTC on bybit: under the assumed leverages a 5 % fall would close 210.0 M USD of longs, …".</summary>
    public static string Of(string asset, DerivativeScore score)
    {
        ArgumentNullException.ThrowIfNull(score);
        var text = new StringBuilder(200);
        text.Append(CultureInfo.InvariantCulture, $"{asset} on {score.Venue}: ");
        AppendMap(text, score.Liquidation.Map);
        AppendRung(text, score.Liquidation);
        return text.Append('.').ToString();
    }

    private static void AppendMap(StringBuilder text, LiquidationMapResult map)
    {
        foreach (var band in map.Bands)
        {
            if (band.Width == Band)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"under the assumed leverages a {100 * Band:0} % fall would close {band.LongUsd / 1e6:0.0} M USD of longs, a rise {band.ShortUsd / 1e6:0.0} M USD of shorts"
                );
                return;
            }
        }

        text.Append("no liquidation map (")
            .Append(ScoreSummary.WithoutStop(map.Reason ?? "it has no band of 5 %"))
            .Append(')');
    }

    private static void AppendRung(StringBuilder text, LiquidationScore liquidation)
    {
        foreach (var rung in liquidation.Ladder.Rungs)
        {
            if (rung is not { Leverage: Leverage, Side: PositionSide.Long, Price: { } price })
            {
                continue;
            }

            text.Append(
                CultureInfo.InvariantCulture,
                $"; a {Leverage:0}× long opened now is liquidated at {price.ToString(FormatOf(price), CultureInfo.InvariantCulture)}"
            );
            if (rung.Probabilities is [.., var probability])
            {
                var hours = liquidation.Horizons[^1].TotalHours;
                text.Append(
                    CultureInfo.InvariantCulture,
                    $", within {hours:0.##} h with probability {probability:0.0000}"
                );
            }
        }
    }

    /// <summary>A coin of a cent needs more decimals than one of 60,000 USD.</summary>
    private static string FormatOf(double price) => price >= 1 ? "0.##" : "0.########";
}

using System.Globalization;
using System.Text;
using Decoupling.Liquidation;

namespace Decoupling.Scoring;

/// <summary>Says a derivative's liquidation risk in one sentence, with the assumption that it rests on.</summary>
public static class LiquidationSummary
{
    private const double Band = 0.05;
    private const double Leverage = 10;

    /// <summary>Composes the sentence: "BTC on bybit: under the assumed leverages a 5 % fall would close 210 M USD of longs, …".</summary>
    public static string Of(string asset, DerivativeScore score)
    {
        ArgumentNullException.ThrowIfNull(score);
        var liquidation = score.Liquidation;
        var text = new StringBuilder(160);
        text.Append(CultureInfo.InvariantCulture, $"{asset} on {score.Venue}: ");
        if (liquidation.Map.Bands.Any(band => band.Width == Band))
        {
            var band = liquidation.Map.Bands.First(band => band.Width == Band);
            text.Append(
                CultureInfo.InvariantCulture,
                $"under the assumed leverages a {100 * Band:0} % fall would close {band.LongUsd / 1e6:0.0} M USD of longs, a rise {band.ShortUsd / 1e6:0.0} M USD of shorts"
            );
        }
        else
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"no liquidation map ({liquidation.Map.Reason ?? liquidation.Map.Status.ToString()})"
            );
        }

        var rung = liquidation.Ladder.Rungs.FirstOrDefault(rung =>
            rung.Leverage == Leverage && rung.Side == PositionSide.Long
        );
        if (rung is { Price: { } price, Probabilities: [.., var probability] })
        {
            var hours = liquidation.Horizons[^1].TotalHours;
            text.Append(
                CultureInfo.InvariantCulture,
                $"; a {Leverage:0}× long opened now is liquidated at {price:0.##}, within {hours:0} h with probability {probability:0.0000}"
            );
        }

        return text.Append('.').ToString();
    }
}

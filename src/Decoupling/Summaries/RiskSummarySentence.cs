using System.Globalization;
using System.Text;

namespace Decoupling.Summaries;

/// <summary>Says a summary in one sentence.</summary>
public static class RiskSummarySentence
{
    private const double Band = 0.05;

    /// <summary>Composes the sentence: "BTC: 2 of 2 derivatives scored; furthest apart is bybit BTCUSDT, 0.3 × both floors; …".</summary>
    public static string Of(RiskSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var (coverage, culture) = (summary.Coverage, CultureInfo.InvariantCulture);
        var text = new StringBuilder(200);
        text.Append(
            culture,
            $"{summary.Asset}: {coverage.DerivativesScored} of {coverage.Derivatives} derivatives scored"
        );
        if (summary.Refused.Count > 0)
        {
            text.Append(culture, $"; {summary.Refused.Count} inputs refused ({summary.Refused[0]})");
        }

        if (summary.FurthestApart is { } reading)
        {
            text.Append(
                culture,
                $"; furthest apart is {reading.Venue} {reading.Symbol}, {reading.DislocationRatio:0.0} × both floors"
            );
        }

        foreach (var band in summary.Bands)
        {
            if (band.Width == Band)
            {
                text.Append(
                    culture,
                    $"; under the assumed leverages a {100 * Band:0} % fall would close {band.LongUsd / 1e6:0.0} M USD of longs, a rise {band.ShortUsd / 1e6:0.0} M USD of shorts"
                );
            }
        }

        if (summary.TopRisks.Count == 0)
        {
            text.Append("; nothing stands out");
        }

        return text.Append('.').ToString();
    }
}

using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Decoupling.Discovery;
using Decoupling.Results;

namespace Decoupling.Tests.Discovery;

/// <summary>Trades of one venue's BTC spot market and perpetual, 8 August 2024, by the venue's own times.</summary>
public class LeadLagOfRealTradesTests
{
    [Fact]
    public void Compute_SpotAndPerpetualTrades_MoveTogetherWithinASecond()
    {
        var (spotSeconds, spot) = Trades("spot_btcusdt");
        var (perpetualSeconds, perpetual) = Trades("usdm_btcusdt");

        var together = HayashiYoshida.Compute(
            new(spotSeconds, spot),
            new(perpetualSeconds, perpetual),
            SeriesF1.AsOf,
            new()
        );
        var lead = LeadLag.Compute(
            new(spotSeconds, spot),
            new(perpetualSeconds, perpetual),
            TimeSpan.Zero,
            SeriesF1.AsOf,
            new() { MaximumLag = TimeSpan.FromSeconds(2), Step = TimeSpan.FromMilliseconds(20) }
        );

        together.Status.ShouldBe(MetricStatus.Ok);
        ResultContract.ShouldHold(together);
        ResultContract.ShouldHold(lead);
        // Trades bounce between bid and ask, which is no co-movement: the correlation of raw ticks is low but clear.
        together.RawCorrelation!.Value.ShouldBeInRange(0.05, 1);
        lead.LeadSeconds!.Value.ShouldBeInRange(-0.2, 0.2);
        lead.RawCorrelationAtLead!.Value.ShouldBeGreaterThan(together.RawCorrelation.Value);
        lead.Curve.Where(point => Math.Abs(point.LagSeconds) > 1.5)
            .ShouldAllBe(point => Math.Abs(point.Covariance) < 0.5 * together.Covariance!.Value);
    }

    /// <summary>The last trade of each millisecond.</summary>
    private static (double[] Seconds, double[] LogPrices) Trades(string market)
    {
        var folder = Environment.GetEnvironmentVariable("DECOUPLING_DATA");
        Assert.SkipUnless(Directory.Exists(folder), "DECOUPLING_DATA names no folder with recorded market data.");
        var path = Path.Combine(folder!, "binance_l2_20240808", market + "_20240808.jsonl.gz");
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var trades = new SortedDictionary<long, double>();
        while (reader.ReadLine() is { } line)
        {
            if (!line.Contains("\"e\":\"trade\"", StringComparison.Ordinal))
            {
                continue;
            }

            using var json = JsonDocument.Parse(line.AsMemory(line.IndexOf(' ') + 1));
            var trade = json.RootElement.GetProperty("data");
            var price = double.Parse(trade.GetProperty("p").GetString()!, CultureInfo.InvariantCulture);
            if (price > 0)
            {
                trades[trade.GetProperty("T").GetInt64()] = Math.Log(price);
            }
        }

        return ([.. trades.Keys.Select(milliseconds => milliseconds / 1e3)], [.. trades.Values]);
    }
}

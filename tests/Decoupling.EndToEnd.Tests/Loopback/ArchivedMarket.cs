using Decoupling.Pipeline.Archive;
using Decoupling.Snapshots;

namespace Decoupling.EndToEnd.Tests.Loopback;

/// <summary>A seeded history of spot and perpetual in hourly bars, as an archive would hold it.</summary>
internal static class ArchivedMarket
{
    public static readonly TimeSpan Step = TimeSpan.FromHours(1);

    public static ArchiveSnapshots Read(string asset, DateTimeOffset startAt, int days)
    {
        var random = new Random(11);
        var spot = new double[24 * days];
        var price = 60_000.0;
        for (var i = 0; i < spot.Length; i++)
        {
            spot[i] = price = Math.Round(price * Math.Exp(0.01 * (random.NextDouble() - 0.5)), 1);
        }

        double[] perpetual = [.. spot.Select(close => Math.Round(close * (1 + 1e-3 * (random.NextDouble() - 0.5)), 1))];
        var market = new ArchiveMarket
        {
            Asset = asset,
            SpotSymbol = "BTCUSDT",
            PerpetualSymbol = "BTCUSDT",
            Spot = Bars(startAt, spot),
            Perpetual = Bars(startAt, perpetual),
            Funding = new FundingPayments(
                new SampleSeries
                {
                    At = [.. Enumerable.Range(0, 3 * days).Select(i => startAt.AddHours(8 * i))],
                    Values = [.. Enumerable.Range(0, 3 * days).Select(i => Math.Round(1e-4 * (i % 5), 4))],
                },
                [.. Enumerable.Repeat(TimeSpan.FromHours(8), 3 * days)]
            ),
        };
        return new ArchiveSnapshots(market, Step, Step);
    }

    private static BarSeries Bars(DateTimeOffset startAt, double[] close) =>
        new()
        {
            StartAt = startAt,
            Step = Step,
            Close = close,
            High = [.. close.Select(price => price + 20)],
            Low = [.. close.Select(price => price - 20)],
            Volume = [.. close.Select((_, i) => 100.0 + i % 7)],
        };
}

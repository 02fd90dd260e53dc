using System.Diagnostics;
using Decoupling.Pipeline.Archive;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Tests.Archive;

public class ArchiveDataTests
{
    [Fact]
    public void Read_BtcOf2024InFiveMinuteSlots_IsSoundAndStreams()
    {
        var watch = Stopwatch.StartNew();
        var archive = new ArchiveSnapshots(
            new ArchiveMarket
            {
                Asset = "BTC",
                SpotSymbol = "BTCUSDT",
                PerpetualSymbol = "BTCUSDT",
                Spot = ArchiveBars.Read([SharedData.PathOrSkip("binance_5m", "2024_BTCUSDT_spot_5m.csv.gz")]),
                Perpetual = ArchiveBars.Read([SharedData.PathOrSkip("binance_5m", "2024_BTCUSDT_perp_5m.csv.gz")]),
                Funding = ArchiveFunding.Read([SharedData.PathOrSkip("binance_5m", "2024_BTCUSDT_funding_8h.csv.gz")]),
            },
            TimeSpan.FromMinutes(5),
            TimeSpan.FromMinutes(5)
        );
        Report($"loaded in {watch.ElapsedMilliseconds} ms");
        watch.Restart();

        var count = archive.Read().Count();
        Report($"{count:N0} snapshots of two instruments in {watch.Elapsed.TotalSeconds:F2} s");
        var unsound = archive
            .Read()
            .Where((_, i) => i % 500 == 0)
            .Count(snapshot => SnapshotRules.Check(snapshot).Count > 0);

        count.ShouldBe(87_840);
        unsound.ShouldBe(0);
    }

    [Fact]
    public void Read_BtcOnTheFifthOfAugust_ShowsTheFall()
    {
        var spot = ArchiveBars.Read([SharedData.PathOrSkip("binance_5m", "2024_BTCUSDT_spot_5m.csv.gz")]);
        var day = new DateTimeOffset(2024, 8, 5, 0, 0, 0, TimeSpan.Zero);

        var lows = spot.Slice(day, day.AddDays(1)).Low!;

        // Binance's published daily low of BTCUSDT on 5 August 2024.
        lows.Min().ShouldBe(49_000);
    }

    private static void Report(string line) => TestContext.Current.TestOutputHelper!.WriteLine(line);
}

using Decoupling.Pipeline.Archive;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Tests.Snapshots;

public class SnapshotSizeTests
{
    private const int MostBytes = 200 * 1024;

    [Fact]
    public void Write_SevenVenuesWithADayOfMinutes_PacksUnder200KiB()
    {
        var snapshot = new RandomMarket(20240805).SevenVenues();

        var bytes = SnapshotWriter.Write(snapshot);

        Report($"seven venues of a random market: {bytes.Length:N0} bytes");
        snapshot.Instruments.Count.ShouldBe(12);
        snapshot.Instruments.ShouldAllBe(instrument =>
            instrument.Bars!.Count == 1440 && instrument.HourlyBars!.Count == 720
        );
        bytes.Length.ShouldBeLessThan(MostBytes);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(20)]
    [InlineData(29)]
    public void Write_RecordedBtcInSevenPlaces_PacksUnder200KiB(int day)
    {
        var random = new RandomMarket(20250603).SevenVenues();
        var spot = Recorded("2025_BTCUSDT_spot_1m.csv.gz", "BTCUSDT_spot_1h.csv.gz");
        var perpetual = Recorded("2025-05-25_BTCUSDT_perp_1m.csv.gz", "BTCUSDT_perp_last_1h.csv.gz");

        // Each instrument has another recorded day and month, so that nothing repeats; what was not recorded stays as the random market has it.
        var instruments = random.Instruments.Select(
            (instrument, i) =>
            {
                var (minutes, hours) = instrument.Kind == InstrumentKind.Spot ? spot : perpetual;
                return instrument with
                {
                    Bars = At(minutes, (day - i) * 1440, 1440, instrument.Bars!.StartAt),
                    HourlyBars = At(hours, hours.Count - 720 * (i + 1), 720, instrument.HourlyBars!.StartAt) with
                    {
                        High = null,
                        Low = null,
                    },
                };
            }
        );
        var bytes = SnapshotWriter.Write(random with { Instruments = [.. instruments] });

        Report($"recorded BTC, twelve days up to day {day}: {bytes.Length:N0} bytes");
        bytes.Length.ShouldBeLessThan(MostBytes);
    }

    private static (BarSeries Minutes, BarSeries Hours) Recorded(string minutes, string hours) =>
        (
            ArchiveBars.Read([SharedData.PathOrSkip("binance_1m", minutes)]),
            ArchiveBars.Read([SharedData.PathOrSkip("binance_1h", hours)])
        );

    private static BarSeries At(BarSeries bars, int index, int count, DateTimeOffset startAt)
    {
        var window = bars.Slice(bars.StartAt + bars.Step * index, bars.StartAt + bars.Step * (index + count));
        window.Count.ShouldBe(count);
        return window with { StartAt = startAt };
    }

    private static void Report(string line) => TestContext.Current.TestOutputHelper!.WriteLine(line);
}

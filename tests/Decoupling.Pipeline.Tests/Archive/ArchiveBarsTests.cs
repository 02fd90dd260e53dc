using Decoupling.Pipeline.Archive;

namespace Decoupling.Pipeline.Tests.Archive;

public sealed class ArchiveBarsTests : IDisposable
{
    private const string Header = "open_time_ms,open,high,low,close,volume\n";
    private const string BinanceHeader =
        "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore\n";

    private static readonly DateTimeOffset Start = new(2024, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_GzipCsv_GivesTheColumns()
    {
        var path = folder.WriteGzip(
            "bars.csv.gz",
            Header
                + "1709251200000,61130.99,61217.41,61126,61129.92,247.32385\n1709251500000,61129.91,61338.72,61129.91,61297.55,0\n"
        );

        var bars = ArchiveBars.Read([path]);

        bars.StartAt.ShouldBe(Start);
        bars.Step.ShouldBe(TimeSpan.FromMinutes(5));
        bars.Close.ShouldBe([61129.92, 61297.55]);
        bars.High.ShouldBe([61217.41, 61338.72]);
        bars.Low.ShouldBe([61126, 61129.91]);
        bars.Volume.ShouldBe([247.32385, 0]);
    }

    [Fact]
    public void Read_BinanceZipWithoutHeader_GivesTheColumns()
    {
        var path = folder.WriteZip(
            "BTCUSDT-1m-2024-03.zip",
            (
                "BTCUSDT-1m-2024-03.csv",
                "1709251200000,1.0,3.0,0.5,2.0,10.5,1709251259999,21.00,7,5.0,10.0,0\n1709251260000,2.0,3.5,1.5,2.5,11.5,1709251319999,21.00,7,5.0,10.0,0\n"
            )
        );

        var bars = ArchiveBars.Read([path]);

        bars.StartAt.ShouldBe(Start);
        bars.Step.ShouldBe(TimeSpan.FromMinutes(1));
        bars.Close.ShouldBe([2, 2.5]);
        bars.Volume.ShouldBe([10.5, 11.5]);
    }

    [Fact]
    public void Read_BinanceSpotFrom2025_TakesMicroseconds()
    {
        var path = folder.WriteZip(
            "BTCUSDT-1h-2025-01.zip",
            (
                "BTCUSDT-1h-2025-01.csv",
                BinanceHeader
                    + "1735689600000000,1,3,0.5,2,10,1735693199999999,21,7,5,10,0\n1735693200000000,2,3,1,2.5,11,1735696799999999,21,7,5,10,0\n"
            )
        );

        var bars = ArchiveBars.Read([path]);

        bars.StartAt.ShouldBe(new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero));
        bars.Step.ShouldBe(TimeSpan.FromHours(1));
        bars.Close.ShouldBe([2, 2.5]);
    }

    [Fact]
    public void Read_FolderOfSeveralForms_SortsAndDropsDoubles()
    {
        folder.WriteZip("b.zip", ("b.csv", Line(2, 20) + Line(3, 30)));
        folder.Write("a.csv", Header + Line(1, 1) + Line(2, 2));
        folder.WriteGzip("c.csv.gz", Line(0, 5));
        folder.Write("b.zip.CHECKSUM", "0123456789abcdef  b.zip");

        var bars = ArchiveBars.Read([folder.FullName]);

        bars.StartAt.ShouldBe(Start);
        bars.Close.ShouldBe([5, 1, 20, 30]);
    }

    [Fact]
    public void Read_Gap_StaysMissing()
    {
        var bars = ArchiveBars.Read([folder.Write("a.csv", Line(0, 1) + Line(1, 2) + Line(4, 5))]);

        bars.Close.ShouldBe([1, 2, double.NaN, double.NaN, 5]);
        bars.Volume.ShouldBe([7, 7, double.NaN, double.NaN, 7]);
    }

    [Theory]
    [InlineData("1709251200000,1,2,3\n", 2, "at least 6")]
    [InlineData("1709251200000,1,2,x,1,1\n", 2, "Column 4 is no number: \"x\"")]
    [InlineData("1709251200000,1,2,0.5,0,1\n", 2, "Column 5 is no price above 0: \"0\"")]
    [InlineData("1709251200000,1,2,0.5,1,-1\n", 2, "Column 6 is a volume below 0")]
    [InlineData("1709251200000,1,2,0.5,NaN,1\n", 2, "Column 5 is no number")]
    [InlineData("1709251215000,1,2,0.5,1,1\n", 2, "Column 1 is not on a minute")]
    [InlineData("1709251200,1,2,0.5,1,1\n", 2, "Column 1 is no time in milliseconds or microseconds")]
    [InlineData("2024-03-01,1,2,0.5,1,1\n", 2, "Column 1 is no time")]
    [InlineData("1709251200000,1,2,0.5,1,1\n\nopen_time_ms,open,high,low,close,volume\n", 4, "Column 1 is no time")]
    public void Read_BadLine_NamesFileAndLine(string lines, int line, string reason)
    {
        var path = folder.Write("bars.csv", Header + lines);

        var error = Should.Throw<ArchiveException>(() => ArchiveBars.Read([path]));

        error.Message.ShouldStartWith($"{path}, line {line}: ");
        error.Message.ShouldContain(reason);
        error.Line.ShouldBe(line);
    }

    [Fact]
    public void Read_BadLineInZip_NamesTheEntry()
    {
        var path = folder.WriteZip("a.zip", ("inner.csv", Line(0, 1) + "oops,1,1,1,1,1\n"));

        Should.Throw<ArchiveException>(() => ArchiveBars.Read([path])).File.ShouldBe($"{path} (inner.csv)");
    }

    [Fact]
    public void Read_FileThatIsNot_NamesIt()
    {
        var path = Path.Combine(folder.FullName, "no.csv");

        Should.Throw<ArchiveException>(() => ArchiveBars.Read([path])).Message.ShouldContain(path);
    }

    [Fact]
    public void Read_GzipCutShort_NamesIt()
    {
        var path = folder.WriteGzip(
            "a.csv.gz",
            string.Concat(Enumerable.Range(0, 5_000).Select(i => Line(i, 1 + i % 7)))
        );
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..2_000]);

        Should.Throw<ArchiveException>(() => ArchiveBars.Read([path])).File.ShouldBe(path);
    }

    [Fact]
    public void Read_EmptyFolder_NamesIt()
    {
        Should.Throw<ArchiveException>(() => ArchiveBars.Read([folder.FullName])).File.ShouldBe(folder.FullName);
    }

    [Fact]
    public void Read_OneBar_CannotTellTheStep()
    {
        Should
            .Throw<ArchiveException>(() => ArchiveBars.Read([folder.Write("a.csv", Line(0, 1))]))
            .Message.ShouldContain("fewer than two");
    }

    [Fact]
    public void Read_BarOffTheGrid_SaysWhich()
    {
        var path = folder.Write("a.csv", Line(0, 1) + Line(3, 1) + Line(8, 1));

        Should.Throw<ArchiveException>(() => ArchiveBars.Read([path])).Message.ShouldContain("2024-03-01 00:08:00Z");
    }

    [Fact]
    public void Read_RecordedYearOfFiveMinutes_HasEveryBar()
    {
        var path = SharedData.PathOrSkip("binance_5m", "2024_BTCUSDT_spot_5m.csv.gz");

        var bars = ArchiveBars.Read([path]);

        bars.StartAt.ShouldBe(Start);
        bars.EndAt.ShouldBe(new DateTimeOffset(2024, 12, 31, 0, 0, 0, TimeSpan.Zero));
        bars.Count.ShouldBe(87_840);
        bars.Close.ShouldAllBe(close => close > 0);
    }

    private static string Line(int minute, double close) =>
        FormattableString.Invariant(
            $"{Start.AddMinutes(minute).ToUnixTimeMilliseconds()},{close},{close},{close},{close},7\n"
        );
}

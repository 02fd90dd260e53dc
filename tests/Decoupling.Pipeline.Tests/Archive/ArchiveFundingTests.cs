using Decoupling.Pipeline.Archive;

namespace Decoupling.Pipeline.Tests.Archive;

public sealed class ArchiveFundingTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2024, 2, 21, 8, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_ColumnsOfBars_TakesTheRateFromOpenAndTheIntervalFromSpacing()
    {
        var path = folder.WriteGzip(
            "funding.csv.gz",
            "open_time_ms,open,high,low,close,volume\n1708502400000,0.00011242,0,0,0,0\n1708531200000,0.0001,0,0,0,0\n1708560000001,-0.0002,0,0,0,0\n"
        );

        var payments = ArchiveFunding.Read([path]);

        payments.Paid.At.ShouldBe([Start, Start.AddHours(8), Start.AddHours(16)]);
        payments.Paid.Values.ShouldBe([0.00011242, 0.0001, -0.0002]);
        payments.Intervals.ShouldAllBe(interval => interval == TimeSpan.FromHours(8));
    }

    [Fact]
    public void Read_BinanceArchive_TakesTheIntervalFromTheFile()
    {
        var path = folder.WriteZip(
            "SOLUSDT-fundingRate-2024-02.zip",
            (
                "SOLUSDT-fundingRate-2024-02.csv",
                "calc_time,funding_interval_hours,last_funding_rate\n1708502400010,8,0.00010000\n1708516800000,4,0.00050000\n"
            )
        );

        var payments = ArchiveFunding.Read([path]);

        payments.Paid.At.ShouldBe([Start, Start.AddHours(4)]);
        payments.Paid.Values.ShouldBe([0.0001, 0.0005]);
        payments.Intervals.ShouldBe([TimeSpan.FromHours(8), TimeSpan.FromHours(4)]);
    }

    [Fact]
    public void Read_SpacingThatChangesOrGapes_KeepsTheIntervalOverTheGap()
    {
        var hours = new[] { 0, 8, 12, 16, 64, 68 };
        var path = folder.Write("funding.csv", string.Concat(hours.Select(Line)));

        var payments = ArchiveFunding.Read([path]);

        payments.Intervals.Select(interval => interval.TotalHours).ShouldBe([8, 8, 4, 4, 4, 4]);
    }

    [Fact]
    public void Read_TwoFilesThatOverlap_SortsAndDropsDoubles()
    {
        var later = folder.Write("b.csv", Line(8) + Line(16));
        var earlier = folder.Write("a.csv", Line(0) + Line(8));

        ArchiveFunding.Read([later, earlier]).Paid.At.ShouldBe([Start, Start.AddHours(8), Start.AddHours(16)]);
    }

    [Theory]
    [InlineData("1708502400000,61130.99,61217.41,61126,61129.92,247.3\n", "is this a file of prices?")]
    [InlineData("1708502400000,0,0.0001\n", "no interval")]
    [InlineData("1708502400000,8\n", "Column 3 is no number")]
    [InlineData("1708502400000,8,x\n", "Column 3 is no number: \"x\"")]
    public void Read_BadLine_NamesFileAndLine(string line, string reason)
    {
        var path = folder.Write("funding.csv", line);

        var error = Should.Throw<ArchiveException>(() => ArchiveFunding.Read([path]));

        error.Message.ShouldStartWith($"{path}, line 1: ");
        error.Message.ShouldContain(reason);
    }

    private static string Line(int hour) =>
        FormattableString.Invariant($"{Start.AddHours(hour).ToUnixTimeMilliseconds() + hour % 5},0.0001,0,0,0,0\n");
}

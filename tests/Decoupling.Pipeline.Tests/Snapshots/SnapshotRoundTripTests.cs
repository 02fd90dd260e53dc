using System.IO.Compression;
using System.Text;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Tests.Snapshots;

public class SnapshotRoundTripTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_WrittenSnapshot_IsEqualToTheBit(int seed)
    {
        var snapshot = new RandomMarket(seed).OneVenue();

        ShouldComeBack(snapshot);
    }

    [Fact]
    public void Read_SevenVenues_IsEqualToTheBit()
    {
        ShouldComeBack(new RandomMarket(4).SevenVenues());
    }

    [Fact]
    public void Read_BareSnapshot_IsEqualToTheBit()
    {
        var snapshot = new RandomMarket(5).Few();

        ShouldComeBack(snapshot with { Baseline = null, Venues = [], Instruments = [] });
    }

    [Fact]
    public void Read_MissingBars_AreMissingAgain()
    {
        var snapshot = new RandomMarket(6).Few();
        foreach (var missing in new[] { 0, 3, 4, 11 })
        {
            var bars = snapshot.Instruments[0].Bars!;
            bars.Close[missing] = bars.High![missing] = bars.Low![missing] = bars.Volume![missing] = double.NaN;
        }

        ShouldComeBack(snapshot);
    }

    [Fact]
    public void Read_AllBarsMissing_AreMissingAgain()
    {
        var snapshot = new RandomMarket(7).Few();
        var bars = snapshot.Instruments[0].Bars!;
        foreach (var column in new[] { bars.Close, bars.High!, bars.Low!, bars.Volume! })
        {
            Array.Fill(column, double.NaN);
        }

        ShouldComeBack(snapshot);
    }

    [Theory]
    [InlineData(1.0 / 3)]
    [InlineData(double.MaxValue)]
    [InlineData(5e-324)]
    [InlineData(9_007_199_254_740_993e3)]
    public void Read_NumbersThatAreNoDecimals_AreEqualToTheBit(double number)
    {
        var snapshot = new RandomMarket(8).Few();
        var spot = snapshot.Instruments[0];
        spot.Bars!.Close[5] = number;
        spot.Bars.Volume![2] = number;
        spot.Book!.BidSizes[1] = number;
        snapshot.Instruments[1].Bars!.High![3] = number;
        snapshot.Instruments[1].FundingHistory!.Values[7] = -number;

        ShouldComeBack(snapshot);
    }

    [Fact]
    public void Read_HighsWithMoreDecimalsThanCloses_AreEqualToTheBit()
    {
        var snapshot = new RandomMarket(9).Few();
        snapshot.Instruments[1].Bars!.High![3] += 0.0625;
        snapshot.Instruments[1].Bars!.Low![4] -= 0.03125;

        ShouldComeBack(snapshot);
    }

    [Fact]
    public void Read_NegativeZeroVolume_KeepsItsSign()
    {
        var snapshot = new RandomMarket(10).Few();
        snapshot.Instruments[0].Bars!.Volume![0] = -0.0;

        ShouldComeBack(snapshot);
    }

    [Fact]
    public void Read_TimesToTheTick_AreEqual()
    {
        var snapshot = new RandomMarket(11).Few();
        var perpetual = snapshot.Instruments[1];
        var changed = perpetual with
        {
            Mark = perpetual.Mark! with { VenueAt = perpetual.Mark.VenueAt.AddTicks(1) },
            FundingHistory = perpetual.FundingHistory! with
            {
                At = [.. perpetual.FundingHistory.At.Select((at, i) => at.AddTicks(i * 12_345))],
            },
        };

        ShouldComeBack(snapshot with { Instruments = [snapshot.Instruments[0], changed] });
    }

    [Fact]
    public void Write_SameSnapshot_GivesTheSameBytes()
    {
        var first = SnapshotWriter.Write(new RandomMarket(12).OneVenue());
        var second = SnapshotWriter.Write(new RandomMarket(12).OneVenue());

        second.ShouldBe(first);
    }

    [Fact]
    public void Write_Header_NamesNeitherTimeNorSystem()
    {
        var bytes = SnapshotWriter.Write(new RandomMarket(12).Few());

        bytes[4..8].ShouldBe([0, 0, 0, 0]);
        bytes[9].ShouldBe((byte)255);
    }

    [Fact]
    public void Write_Json_SaysTimesInUtcAndUnits()
    {
        using var gzip = new GZipStream(
            new MemoryStream(SnapshotWriter.Write(new RandomMarket(12).Few())),
            CompressionMode.Decompress
        );
        using var text = new StreamReader(gzip, Encoding.UTF8);

        var json = text.ReadToEnd();

        json.ShouldStartWith(
            """{"schemaVersion":1,"asset":"BTC","slotAt":"2024-08-05T13:00:00Z","slotLengthSeconds":300,"""
        );
        json.ShouldContain("""{"ratePerInterval":0.0001,"intervalSeconds":28800,"settlesAt":"2024-08-05T16:00:00Z",""");
        json.ShouldContain("\"receivedAt\":\"2024-08-05T13:00:01.2505Z\"");
        json.ShouldContain("\"unit\":\"coins\"");
        json.ShouldContain("\"coverage\":\"lowerBound\"");
    }

    [Fact]
    public void Write_UnsoundSnapshot_Throws()
    {
        var snapshot = new RandomMarket(13).Few() with { Asset = "BTC/USD" };

        Should.Throw<ArgumentException>(() => SnapshotWriter.Write(snapshot)).Message.ShouldContain("asset");
    }

    private static void ShouldComeBack(MarketSnapshot snapshot)
    {
        var read = SnapshotReader.Read(SnapshotWriter.Write(snapshot));

        read.Refusal.ShouldBeNull();
        SnapshotHash.Compute(read.Snapshot!).ShouldBe(SnapshotHash.Compute(snapshot));
    }
}

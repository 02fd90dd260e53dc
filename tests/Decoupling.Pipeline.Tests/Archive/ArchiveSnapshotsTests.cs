using Decoupling.Pipeline.Archive;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Tests.Archive;

public class ArchiveSnapshotsTests
{
    private static readonly DateTimeOffset Start = new(2024, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);

    [Fact]
    public void Read_Days_GivesASoundSnapshotForEachSlot()
    {
        var archive = new ArchiveSnapshots(Market(days: 33), FiveMinutes, FiveMinutes);

        var snapshots = archive.Read().ToList();

        snapshots.Count.ShouldBe(33 * 288);
        archive.Count().ShouldBe(33 * 288);
        snapshots[0].SlotAt.ShouldBe(Start + FiveMinutes);
        snapshots[^1].SlotAt.ShouldBe(Start.AddDays(33));
        snapshots.ShouldAllBe(snapshot => SnapshotRules.Check(snapshot).Count == 0);
    }

    [Fact]
    public void Read_LateSlot_HasADayOfBarsAndThirtyDaysOfHours()
    {
        var slotAt = Start.AddDays(31).AddHours(1.5);
        var market = Market(days: 33);

        var snapshot = new ArchiveSnapshots(market, FiveMinutes, FiveMinutes).Read(slotAt).First();

        var (spot, perpetual) = (snapshot.Instruments[0], snapshot.Instruments[1]);
        (spot.Kind, perpetual.Kind).ShouldBe((InstrumentKind.Spot, InstrumentKind.LinearPerpetual));
        spot.Bars!.Count.ShouldBe(288);
        spot.Bars.EndAt.ShouldBe(slotAt);
        spot.Bars.Close[^1].ShouldBe(market.Spot.Close[31 * 288 + 18 - 1]);
        perpetual.Bars!.Low![0].ShouldBe(market.Perpetual.Low![30 * 288 + 18]);
        spot.HourlyBars!.Count.ShouldBe(720);
        spot.HourlyBars.EndAt.ShouldBe(slotAt.AddMinutes(-30));
        spot.HourlyBars.Close[^1].ShouldBe(market.Spot.Close[31 * 288 + 12 - 1]);
        spot.HourlyBars.Volume![0].ShouldBe(12);
        perpetual.FundingHistory!.At.Length.ShouldBe(90);
        perpetual.FundingHistory.At[^1].ShouldBe(Start.AddDays(31));
        perpetual.Funding.ShouldBe(
            new FundingQuote(0.0093, TimeSpan.FromHours(8), Start.AddDays(31).AddHours(8), slotAt, slotAt)
        );
    }

    [Fact]
    public void Read_FilesCutOffAfterTheSlot_GiveTheSameSnapshot()
    {
        var whole = Market(days: 3);
        var slotAt = Start.AddDays(2).AddMinutes(35);
        var cut = whole with
        {
            Spot = whole.Spot.ClosedBy(slotAt),
            Perpetual = whole.Perpetual.ClosedBy(slotAt),
            Funding = whole.Funding with { Paid = whole.Funding.Paid.Slice(Start, slotAt) },
        };

        var known = new ArchiveSnapshots(cut, FiveMinutes, FiveMinutes).Read(slotAt).Single();
        var later = new ArchiveSnapshots(whole, FiveMinutes, FiveMinutes).Read(slotAt, slotAt + FiveMinutes).Single();

        SnapshotHash.Compute(later).ShouldBe(SnapshotHash.Compute(known));
    }

    [Fact]
    public void Read_AnySlotAlone_IsTheSameAsInTheRow()
    {
        var market = Market(days: 2);
        var row = new ArchiveSnapshots(market, FiveMinutes, FiveMinutes).Read().ToList();

        foreach (var index in new[] { 0, 11, 12, 96, 400, row.Count - 1 })
        {
            var alone = new ArchiveSnapshots(market, FiveMinutes, FiveMinutes).Read(row[index].SlotAt).First();

            SnapshotHash.Compute(alone).ShouldBe(SnapshotHash.Compute(row[index]));
        }
    }

    [Fact]
    public void Read_FineBars_MakesTheStepAskedFor()
    {
        var market = Market(days: 1);
        var slotAt = Start.AddHours(10);

        var snapshot = new ArchiveSnapshots(market, TimeSpan.FromHours(1), TimeSpan.FromMinutes(15))
            .Read(slotAt)
            .First();

        var bars = snapshot.Instruments[0].Bars!;
        snapshot.SlotAt.ShouldBe(slotAt);
        snapshot.SlotLength.ShouldBe(TimeSpan.FromHours(1));
        bars.Step.ShouldBe(TimeSpan.FromMinutes(15));
        bars.Count.ShouldBe(40);
        bars.Close[0].ShouldBe(market.Spot.Close[2]);
        bars.Volume![0].ShouldBe(3);
    }

    [Fact]
    public void Read_FirstSlot_HasWhatThereIs()
    {
        var snapshot = new ArchiveSnapshots(Market(days: 1), FiveMinutes, FiveMinutes).Read().First();

        snapshot.Instruments[0].Bars!.Count.ShouldBe(1);
        snapshot.Instruments[0].HourlyBars.ShouldBeNull();
        snapshot.Instruments[1].FundingHistory!.At.ShouldBe([Start]);
    }

    [Fact]
    public void Read_WhatAnArchiveLacks_IsNamed()
    {
        var snapshot = new ArchiveSnapshots(Market(days: 1), FiveMinutes, FiveMinutes).Read().First();

        var missing = snapshot.Venues.ShouldHaveSingleItem().Missing;
        missing.Select(input => input.Input).ShouldBe(["book", "book", "mark", "index", "openInterest"]);
        missing.ShouldAllBe(input => input.Reason == "not in the archive");
        snapshot.Instruments.ShouldAllBe(instrument =>
            instrument.Mark == null && instrument.OpenInterest == null && instrument.Book == null
        );
    }

    [Fact]
    public void Read_FundingThatStops_IsMissingRatherThanOld()
    {
        var market = Market(days: 3);
        var paid = market.Funding.Paid.Slice(Start, Start.AddDays(1));
        var archive = new ArchiveSnapshots(
            market with
            {
                Funding = market.Funding with { Paid = paid },
            },
            FiveMinutes,
            FiveMinutes
        );

        var last = archive.Read(Start.AddDays(1).AddHours(8) - FiveMinutes).First();
        var stale = archive.Read(Start.AddDays(1).AddHours(8)).First();

        last.Instruments[1].Funding.ShouldNotBeNull();
        stale.Instruments[1].Funding.ShouldBeNull();
        stale.Instruments[1].FundingHistory.ShouldNotBeNull();
        stale.Venues[0].Missing.ShouldContain(input => input.Input == "funding");
    }

    [Fact]
    public void Read_OutageOfMoreThanADay_HasNoBarsAndSaysSo()
    {
        var market = Market(days: 4);
        market.Spot.Close.AsSpan(288, 600).Fill(double.NaN);
        market.Spot.High.AsSpan(288, 600).Fill(double.NaN);
        market.Spot.Low.AsSpan(288, 600).Fill(double.NaN);
        market.Spot.Volume.AsSpan(288, 600).Fill(double.NaN);

        var snapshot = new ArchiveSnapshots(market, FiveMinutes, FiveMinutes)
            .Read(Start.AddDays(2).AddHours(1))
            .First();

        SnapshotRules.Check(snapshot).ShouldBeEmpty();
        snapshot.Instruments[0].Bars.ShouldBeNull();
        snapshot.Instruments[1].Bars.ShouldNotBeNull();
        snapshot.Venues[0].Missing.ShouldContain(input => input.Input == "bars" && input.Symbol == "BTCUSDT");
    }

    [Fact]
    public void Count_Range_IsThatOfRead()
    {
        var archive = new ArchiveSnapshots(Market(days: 2), FiveMinutes, FiveMinutes);
        var (from, to) = (Start.AddHours(3).AddMinutes(1), Start.AddHours(4));

        archive.Count(from, to).ShouldBe(11);
        archive.Read(from, to).Count().ShouldBe(11);
        archive.Count(to, from).ShouldBe(0);
        archive.Count(to: Start).ShouldBe(0);
    }

    [Fact]
    public void New_SpotAndPerpetualApart_SaysSo()
    {
        var market = Market(days: 1);
        var later = market with { Perpetual = market.Perpetual with { StartAt = Start.AddDays(2) } };

        Should
            .Throw<ArgumentException>(() => new ArchiveSnapshots(later, FiveMinutes, FiveMinutes))
            .Message.ShouldContain("no slot in common");
    }

    /// <summary>Five-minute bars from the first of March 2024 with a volume of one coin each, and a payment every eight hours whose rate counts up.</summary>
    private static ArchiveMarket Market(int days) =>
        new()
        {
            Asset = "BTC",
            SpotSymbol = "BTCUSDT",
            PerpetualSymbol = "BTCUSDT",
            Spot = Bars(days * 288, 60_000),
            Perpetual = Bars(days * 288, 60_100),
            Funding = new FundingPayments(
                new SampleSeries
                {
                    At = [.. Enumerable.Range(0, days * 3).Select(i => Start.AddHours(8 * i))],
                    Values = [.. Enumerable.Range(0, days * 3).Select(i => Math.Round(i * 1e-4, 4))],
                },
                [.. Enumerable.Repeat(TimeSpan.FromHours(8), days * 3)]
            ),
        };

    private static BarSeries Bars(int count, double price) =>
        new()
        {
            StartAt = Start,
            Step = FiveMinutes,
            Close = [.. Enumerable.Range(0, count).Select(i => price + i)],
            High = [.. Enumerable.Range(0, count).Select(i => price + i + 2)],
            Low = [.. Enumerable.Range(0, count).Select(i => price + i - 2)],
            Volume = [.. Enumerable.Repeat(1.0, count)],
        };
}

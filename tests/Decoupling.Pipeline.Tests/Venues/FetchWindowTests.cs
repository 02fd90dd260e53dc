using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Venues;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Tests.Venues;

public class FetchWindowTests
{
    private static readonly DateTimeOffset SlotAt = Recording.SlotAt.AddMinutes(10);
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly DateTimeOffset HistoryFrom = SlotAt.AddDays(-30).AddMinutes(-10);

    [Fact]
    public void Request_NothingCarried_AsksForTheWholeWindows()
    {
        var request = Window().Request("BTC", []).For(InstrumentKind.Spot, "BTCUSDT");

        (request.BarsFrom, request.HourlyFrom, request.HistoryFrom).ShouldBe(
            (SlotAt.AddDays(-1), HistoryFrom, HistoryFrom)
        );
    }

    [Fact]
    public void Request_OneInstrumentCarriedOfTwo_AsksForTheOtherWhole()
    {
        var request = Window().Request("BTC", [Carried(InstrumentKind.LinearPerpetual)]);

        var carried = request.For(InstrumentKind.LinearPerpetual, "BTC");
        carried.BarsFrom.ShouldBe(SlotAt - 4 * Step, "the new bar, and three again");
        carried.HourlyFrom.ShouldBe(
            Recording.SlotAt - 3 * Hour,
            "no hour has closed since, and three are asked for again"
        );
        carried.HistoryFrom.ShouldBe(Recording.SlotAt.AddHours(-4), "the older of the newest payment and sample");
        request.For(InstrumentKind.Spot, "BTC").BarsFrom.ShouldBe(SlotAt.AddDays(-1));
    }

    [Fact]
    public void Request_DatedFuture_WaitsForNoFunding()
    {
        var future = Carried(InstrumentKind.InverseFuture) with { FundingHistory = null };

        var request = Window().Request("BTC", [future]).For(InstrumentKind.InverseFuture, "BTC");

        request.HistoryFrom.ShouldBe(Recording.SlotAt);
    }

    [Fact]
    public void Request_PerpetualWithoutFundingHistory_AsksForAllOfIt()
    {
        var perpetual = Carried(InstrumentKind.InversePerpetual) with { FundingHistory = null };

        var request = Window().Request("BTC", [perpetual]).For(InstrumentKind.InversePerpetual, "BTC");

        request.HistoryFrom.ShouldBe(HistoryFrom);
    }

    [Fact]
    public void Carry_NothingFetched_KeepsWhatWasThere()
    {
        var before = Carried(InstrumentKind.LinearPerpetual);

        var carried = Window().Carry([before], before with { HourlyBars = null, FundingHistory = null });

        carried.HourlyBars.ShouldNotBeNull().EndAt.ShouldBe(Recording.SlotAt);
        carried.FundingHistory.ShouldNotBeNull().At.Length.ShouldBe(1);
    }

    private static FetchWindow Window() => new(SlotAt, new FetchOptions { SlotLength = Step });

    private static InstrumentSnapshot Carried(InstrumentKind kind) =>
        new()
        {
            Venue = "okx",
            Symbol = "BTC",
            Kind = kind,
            ContractMultiplier = 1,
            SettlementCoin = "USDT",
            Bars = Bars(SlotAt - Step, Step, 288),
            HourlyBars = Bars(Recording.SlotAt, Hour, 721),
            FundingHistory = new SampleSeries { At = [Recording.SlotAt.AddHours(-4)], Values = [0.0001] },
            OpenInterestHistoryUsd = new SampleSeries { At = [Recording.SlotAt], Values = [1e9] },
        };

    private static BarSeries Bars(DateTimeOffset endAt, TimeSpan step, int count)
    {
        var close = new double[count];
        Array.Fill(close, 90_000);
        return new BarSeries
        {
            StartAt = endAt - step * count,
            Step = step,
            Close = close,
        };
    }
}

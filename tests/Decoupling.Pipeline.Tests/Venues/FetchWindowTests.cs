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
        carried.HourlyFrom.ShouldBe(SlotAt, "no hour has closed since");
        carried.WantsPayments.ShouldBeFalse("the next is due in four hours");
        carried.WantsSamples.ShouldBeFalse("no hour has passed since the last");
        request.For(InstrumentKind.Spot, "BTC").BarsFrom.ShouldBe(SlotAt.AddDays(-1));
    }

    [Fact]
    public void Request_DatedFuture_WaitsForNoFunding()
    {
        var future = Carried(InstrumentKind.InverseFuture) with { FundingHistory = null };

        var request = Window().Request("BTC", [future]).For(InstrumentKind.InverseFuture, "BTC");

        request.WantsPayments.ShouldBeFalse();
        request.WantsSamples.ShouldBeFalse();
    }

    [Fact]
    public void Request_AnHourHasClosed_AsksForItsBarAndItsSample()
    {
        var slotAt = Recording.SlotAt + Hour;

        var request = new FetchWindow(slotAt, new FetchOptions { SlotLength = Step })
            .Request("BTC", [Carried(InstrumentKind.LinearPerpetual)])
            .For(InstrumentKind.LinearPerpetual, "BTC");

        request.HourlyFrom.ShouldBe(Recording.SlotAt - 3 * Hour, "three are asked for again");
        request.SamplesFrom.ShouldBe(Recording.SlotAt);
    }

    [Fact]
    public void Request_SampleIsLate_GivesTheCarriedBarsThatValueIt()
    {
        var slotAt = Recording.SlotAt + Hour + 6 * Step;
        var carried = Carried(InstrumentKind.LinearPerpetual) with
        {
            HourlyBars = Bars(Recording.SlotAt + Hour, Hour, 721),
        };

        var request = new FetchWindow(slotAt, new FetchOptions { SlotLength = Step })
            .Request("BTC", [carried])
            .For(InstrumentKind.LinearPerpetual, "BTC");

        request.SamplesFrom.ShouldBe(Recording.SlotAt);
        request.HourlyFrom.ShouldBe(slotAt, "no hour has closed since");
        request.CarriedHourlyBars.ShouldBeSameAs(carried.HourlyBars);
    }

    [Fact]
    public void Request_ManyAssets_AskForTheHoursBarOneAfterTheOther()
    {
        string[] assets = [.. Enumerable.Range(0, 30).Select(i => $"A{i}")];
        var askedAt = new List<int>();
        foreach (var asset in assets)
        {
            var carried = Carried(InstrumentKind.LinearPerpetual) with { Symbol = asset };
            var slotAt = Recording.SlotAt + Hour;
            while (true)
            {
                var request = new FetchWindow(slotAt, new FetchOptions { SlotLength = Step, Assets = assets })
                    .Request(asset, [carried])
                    .For(InstrumentKind.LinearPerpetual, asset);
                if (request.HourlyFrom < slotAt)
                    break;
                slotAt += Step;
            }

            askedAt.Add((int)(slotAt - Recording.SlotAt - Hour).TotalMinutes);
        }

        askedAt
            .CountBy(minutes => minutes)
            .ToDictionary()
            .ShouldBe(
                new Dictionary<int, int>
                {
                    [0] = 10,
                    [5] = 10,
                    [10] = 10,
                },
                ignoreOrder: true
            );
    }

    [Theory]
    [InlineData(4, 8, 4, false)]
    // By the interval it is due now.
    [InlineData(8, 8, 4, true)]
    // The venue has shortened the round: its end is what it says.
    [InlineData(4, 8, -1, true)]
    // An hourly payment that is late is asked for again.
    [InlineData(2, 1, 1, true)]
    public void Request_Payments_AreAskedForOnceTheNextIsDue(
        int paidHoursAgo,
        int interval,
        int settlesInHours,
        bool due
    )
    {
        var carried = Carried(InstrumentKind.LinearPerpetual) with
        {
            FundingHistory = new SampleSeries { At = [SlotAt.AddHours(-paidHoursAgo)], Values = [0.0001] },
            Funding = new FundingQuote(
                0.0001,
                TimeSpan.FromHours(interval),
                SlotAt.AddHours(settlesInHours),
                SlotAt - (3 * Hour),
                SlotAt - (3 * Hour)
            ),
        };

        var request = Window().Request("BTC", [carried]).For(InstrumentKind.LinearPerpetual, "BTC");

        request.WantsPayments.ShouldBe(due);
        if (due)
            request.PaymentsFrom.ShouldBe(SlotAt.AddHours(-paidHoursAgo));
    }

    [Fact]
    public void Request_RateThatAccrues_IsAskedForAtItsIntervalsOnly()
    {
        // Deribit's settles at its own time.
        var carried = Carried(InstrumentKind.InversePerpetual) with
        {
            Funding = new FundingQuote(0.0001, TimeSpan.FromHours(8), SlotAt - Step, SlotAt - Step, SlotAt - Step),
        };

        Window().Request("BTC", [carried]).For(InstrumentKind.InversePerpetual, "BTC").WantsPayments.ShouldBeFalse();
    }

    [Fact]
    public void Request_PerpetualWithoutFundingHistory_AsksForAllOfIt()
    {
        var perpetual = Carried(InstrumentKind.InversePerpetual) with { FundingHistory = null };

        var request = Window().Request("BTC", [perpetual]).For(InstrumentKind.InversePerpetual, "BTC");

        request.PaymentsFrom.ShouldBe(HistoryFrom);
    }

    [Fact]
    public void Carry_NothingFetched_KeepsWhatWasThere()
    {
        var before = Carried(InstrumentKind.LinearPerpetual);

        var carried = Window()
            .Carry([before], Recording.SlotAt, before with { HourlyBars = null, FundingHistory = null });

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
            Funding = new FundingQuote(
                0.0001,
                TimeSpan.FromHours(8),
                Recording.SlotAt.AddHours(4),
                SlotAt - Step,
                SlotAt - Step
            ),
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

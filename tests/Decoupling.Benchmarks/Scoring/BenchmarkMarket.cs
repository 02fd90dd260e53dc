using Decoupling.Snapshots;
using Decoupling.Tests.Scoring;

namespace Decoupling.Benchmarks.Scoring;

/// <summary>The tests' seeded market at the sizes that are scored in earnest.</summary>
internal static class BenchmarkMarket
{
    private const int HoursInAMonth = 720;

    /// <summary>Spot and perpetual of two venues, all quotes, books of 200 levels and 30 days of hourly bars.</summary>
    public static MarketSnapshot TwoVenues(int count, TimeSpan step)
    {
        var close = SampleMarket.Walk(1, count);
        var snapshot = SampleMarket.Of(
            SampleMarket.Spot("binance", close),
            SampleMarket.Perpetual("binance", RestlessMarket.Follow(close, 2)),
            SampleMarket.Spot("bybit", SampleMarket.Follow(close, 3, 1)),
            SampleMarket.Perpetual("bybit", RestlessMarket.Follow(close, 4))
        );
        return snapshot with
        {
            SlotLength = step,
            Instruments = [.. snapshot.Instruments.Select(instrument => Complete(instrument, step))],
        };
    }

    /// <summary>One pair as an archive has it: bars and funding, no mark, open interest or book.</summary>
    public static MarketSnapshot Replay()
    {
        var snapshot = TwoVenues(SampleMarket.BarsInADay, SampleMarket.SlotLength);
        return snapshot with
        {
            Venues = [snapshot.Venues[0]],
            Instruments =
            [
                snapshot.Instruments[0],
                snapshot.Instruments[1] with
                {
                    Mark = null,
                    Index = null,
                    OpenInterest = null,
                    OpenInterestHistoryUsd = null,
                    Book = null,
                },
            ],
        };
    }

    private static InstrumentSnapshot Complete(InstrumentSnapshot instrument, TimeSpan step)
    {
        var bars = instrument.Bars!;
        var hours = SampleMarket.Bars(SampleMarket.Walk(5, HoursInAMonth));
        var history = instrument.OpenInterestHistoryUsd;
        return instrument with
        {
            Bars = bars with { Step = step, StartAt = SampleMarket.SlotAt - step * bars.Count },
            HourlyBars = hours with
            {
                Step = TimeSpan.FromHours(1),
                StartAt = SampleMarket.SlotAt - TimeSpan.FromHours(HoursInAMonth),
            },
            OpenInterestHistoryUsd = history is null
                ? null
                : history with
                {
                    At = [.. history.At.Select((_, i) => SampleMarket.SlotAt - step * (history.At.Length - 1 - i))],
                },
        };
    }
}

using Decoupling.Quality;
using Decoupling.Snapshots;
using Decoupling.Tests.Scoring;

namespace Decoupling.Tests.Quality;

/// <summary>The gates on recorded days: what was wrong is found, and true moves, however large, pass.</summary>
public class QualityOfRealMarketTests
{
    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(5);

    /// <summary>When Binance's perpetuals stood still: a price without trades while spot traded on.</summary>
    private static readonly (DateTimeOffset From, DateTimeOffset To)[] s_stood =
    [
        (At(2024, 10, 28, 16, 20), At(2024, 10, 28, 16, 40)),
        (At(2024, 10, 28, 20, 0), At(2024, 10, 28, 21, 15)),
        (At(2025, 1, 29, 1, 20), At(2025, 1, 29, 1, 40)),
    ];

    public static TheoryData<string, string> Pairs =>
        new()
        {
            { "2024_BTCUSDT", "2024-04-13" },
            { "2024_SOLUSDT", "2024-04-13" },
            { "2024_SOLUSDT", "2024-01-03" },
            { "2024_BTCUSDT", "2024-08-05" },
            { "2024_BTCUSDT", "2024-11-10" },
            { "2024_BTCUSDT", "2024-12-05" },
            { "2024_SOLUSDT", "2024-12-09" },
            { "2025Q1_ETHUSDT", "2025-02-03" },
        };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Inspect_DayOfAGreatMove_FindsNothing(string pair, string day)
    {
        var (spot, perpetual) = Read(pair);
        var dayAt = DateTimeOffset.Parse(day + "Z", System.Globalization.CultureInfo.InvariantCulture);

        for (var slotAt = dayAt; slotAt <= dayAt.AddDays(1); slotAt += s_step)
        {
            Inspect(spot, perpetual, slotAt).ShouldBeEmpty($"{slotAt:O}");
        }
    }

    [Theory]
    [InlineData("2024_BTCUSDT")]
    [InlineData("2024_SOLUSDT")]
    public void Inspect_PerpetualStandsStill_IsFoundUntilItTradesAgain(string pair)
    {
        var (spot, perpetual) = Read(pair);
        var found = new List<DateTimeOffset>();

        for (var slotAt = At(2024, 10, 28, 18, 0); slotAt <= At(2024, 10, 29, 6, 0); slotAt += s_step)
        {
            var blocking = Inspect(spot, perpetual, slotAt).Where(finding => finding.Blocks).ToArray();
            blocking.ShouldAllBe(finding =>
                finding.Gate == QualityGate.FrozenLast && finding.Kind == InstrumentKind.LinearPerpetual
            );
            if (blocking.Length > 0)
            {
                found.Add(slotAt);
            }
        }

        found.Count.ShouldBeGreaterThan(8);
        found[^1].ShouldBe(At(2024, 10, 28, 21, 10));
        found.Zip(found.Skip(1)).ShouldAllBe(next => next.Second - next.First == s_step);
    }

    /// <summary>All slots in the full campaign, every hundredth in the test command. Over all of them the findings that block number 0 outside the
    /// times when the perpetual stood still.</summary>
    [Theory]
    [InlineData("2024_BTCUSDT")]
    [InlineData("2024_SOLUSDT")]
    [InlineData("2025Q1_BTCUSDT")]
    [InlineData("2025Q1_ETHUSDT")]
    public void Inspect_Months_BlockNothingButStandstills(string pair)
    {
        var (spot, perpetual) = Read(pair);
        var stride = Campaign.IsFull ? 1 : 101;

        for (var slotAt = perpetual.StartAt.AddDays(1); slotAt <= perpetual.EndAt; slotAt += stride * s_step)
        {
            Inspect(spot, perpetual, slotAt)
                .Where(finding => finding.Blocks && !s_stood.Any(still => slotAt >= still.From && slotAt <= still.To))
                .ShouldBeEmpty($"{slotAt:O}");
        }
    }

    [Fact]
    public void Inspect_RecordedPercentTakenForAFraction_IsBeyondTheCap()
    {
        // historical_funding_rates_*: the column funding_rate is in percent, and funding_rate_pct a hundred times that.
        const double Recorded = 1.0;

        var market = FaultyMarket
            .Sound()
            .Change(
                FaultyMarket.Venue,
                FaultyMarket.Kind,
                self => self with { Funding = self.Funding! with { RatePerInterval = Recorded } }
            );

        FaultyMarket
            .Inspect(market)
            .Findings.Single()
            .ShouldSatisfyAllConditions(
                finding => finding.Gate.ShouldBe(QualityGate.FundingCap),
                finding => finding.Input.ShouldBe(SnapshotInput.Funding)
            );
    }

    [Theory]
    [InlineData("BTC")]
    [InlineData("ETH")]
    public void Inspect_FundingOfYears_PassesTheCapAndTheFactor(string asset)
    {
        var funding = RealData.Funding($"binance_1h/{asset}USDT_funding.csv.gz");

        for (var i = 90; i < funding.Values.Length; i++)
        {
            var largest = funding.Values[(i - 90)..i].Max(Math.Abs);
            Math.Abs(funding.Values[i]).ShouldBeLessThan(0.04);
            (Math.Abs(funding.Values[i]) / largest).ShouldBeLessThan(new QualityOptions().FundingFactor);
        }
    }

    private static IReadOnlyList<QualityFinding> Inspect(BarSeries spot, BarSeries perpetual, DateTimeOffset slotAt)
    {
        var snapshot = SampleMarket.Of(
            SampleMarket.Spot("binance", [1]) with
            {
                Bars = spot.Slice(slotAt.AddDays(-1), slotAt),
            },
            SampleMarket.Spot("binance", [1]) with
            {
                Kind = InstrumentKind.LinearPerpetual,
                Bars = perpetual.Slice(slotAt.AddDays(-1), slotAt),
            }
        );
        return FaultyMarket
            .Inspect(snapshot with { SlotAt = slotAt, Venues = [snapshot.Venues[0] with { ServerTimeAt = null }] })
            .Findings;
    }

    private static (BarSeries Spot, BarSeries Perpetual) Read(string pair) =>
        (
            RealData.Bars($"binance_5m/{pair}_spot_5m.csv.gz", s_step),
            RealData.Bars($"binance_5m/{pair}_perp_5m.csv.gz", s_step)
        );

    private static DateTimeOffset At(int year, int month, int day, int hour, int minute) =>
        new(year, month, day, hour, minute, 0, TimeSpan.Zero);
}

using Decoupling.Quality;
using Decoupling.Snapshots;
using Decoupling.Tests.Scoring;

namespace Decoupling.Tests.Quality;

/// <summary>Bars and samples within a window that are wrong by themselves: they are left out, and the rest is scored.</summary>
public class QualityLeftOutTests
{
    [Fact]
    public void Inspect_BarThatWasOpenByTheVenuesClock_IsLeftOut()
    {
        var market = FaultyMarket.Clock(TimeSpan.FromSeconds(-12))(FaultyMarket.Sound());

        var quality = FaultyMarket.Inspect(market);

        quality.Findings.ShouldContain(finding =>
            finding.Gate == QualityGate.OpenBar && finding.Severity == QualitySeverity.Warns
        );
        foreach (var (before, after) in market.Instruments.Zip(quality.Sound.Instruments))
        {
            double.IsNaN(after.Bars!.Close[^1]).ShouldBe(after.Venue == FaultyMarket.Venue);
            after.Bars.Close[..^1].ShouldBe(before.Bars!.Close[..^1]);
        }
    }

    [Fact]
    public void Inspect_ClockThatWasAskedBeforeTheSlot_LeavesNoBarOut()
    {
        var market = FaultyMarket.Sound();
        var earlier = market.SlotAt - TimeSpan.FromMinutes(20);
        var kept = market with
        {
            Venues = [.. market.Venues.Select(venue => venue with { ServerTimeAt = earlier, AskedAt = earlier })],
        };

        FaultyMarket.Inspect(kept).Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0.5, QualityGate.Outlier)]
    [InlineData(100, QualityGate.UnitJump)]
    public void Inspect_OneWrongBarWithinTheWindow_IsLeftOutAlone(double factor, QualityGate gate)
    {
        var market = FaultyMarket
            .Sound()
            .ChangeBars(
                FaultyMarket.Venue,
                FaultyMarket.Kind,
                bars => bars with { Close = [.. bars.Close.Select((price, i) => i == 200 ? price * factor : price)] }
            );

        var quality = FaultyMarket.Inspect(market);

        quality
            .Findings.Single()
            .ShouldSatisfyAllConditions(
                finding => finding.Gate.ShouldBe(gate),
                finding => finding.Severity.ShouldBe(QualitySeverity.Warns)
            );
        var bars = quality
            .Sound.Instruments.Single(one => one.Venue == FaultyMarket.Venue && one.Kind == FaultyMarket.Kind)
            .Bars!;
        bars.Close.Select((price, i) => (price, i))
            .Where(bar => double.IsNaN(bar.price))
            .Select(bar => bar.i)
            .ShouldBe([200]);
    }

    [Fact]
    public void Inspect_UnitJumpThatBeganBeforeTheWindow_LeavesOutWhatIsOfTheOldScale()
    {
        var market = FaultyMarket
            .Sound()
            .ChangeBars(
                FaultyMarket.Venue,
                FaultyMarket.Kind,
                bars => bars with { Close = [.. bars.Close.Select((price, i) => i < 40 ? price * 1000 : price)] }
            );

        var bars = FaultyMarket
            .Inspect(market)
            .Sound.Instruments.Single(one => one.Venue == FaultyMarket.Venue && one.Kind == FaultyMarket.Kind)
            .Bars!;

        bars.Close.Take(40).ShouldAllBe(price => double.IsNaN(price));
        bars.Close.Skip(40).ShouldAllBe(price => !double.IsNaN(price));
    }

    [Fact]
    public void Inspect_OpenInterestThatLeaptAndCameBack_IsLeftOutOfItsHistory()
    {
        var market = WithOpenInterest((usd, i) => i is 800 or 801 ? usd * 100 : usd);

        var quality = FaultyMarket.Inspect(market);

        var (before, after) = (HistoryOf(FaultyMarket.Sound()), HistoryOf(quality.Sound));
        after.Values.ShouldBe(before.Values.Where((_, i) => i is not (800 or 801)));
        after.At.ShouldBe(before.At.Where((_, i) => i is not (800 or 801)));
        quality.Findings.Single().Severity.ShouldBe(QualitySeverity.Warns);
    }

    [Fact]
    public void Inspect_OpenInterestThatHalvedAndStayed_KeepsItsHistory()
    {
        var market = WithOpenInterest((usd, i) => i < 700 ? 2.1 * usd : usd);

        FaultyMarket.Inspect(market).Sound.ShouldBeSameAs(market);
    }

    private static MarketSnapshot WithOpenInterest(Func<double, int, double> change) =>
        FaultyMarket
            .Sound()
            .Change(
                FaultyMarket.Venue,
                FaultyMarket.Kind,
                self =>
                    self with
                    {
                        OpenInterestHistoryUsd = self.OpenInterestHistoryUsd! with
                        {
                            Values = [.. self.OpenInterestHistoryUsd.Values.Select(change)],
                        },
                    }
            );

    private static SampleSeries HistoryOf(MarketSnapshot market) =>
        market
            .Instruments.Single(one => one.Venue == FaultyMarket.Venue && one.Kind == FaultyMarket.Kind)
            .OpenInterestHistoryUsd!;
}

using Decoupling.Breaks;
using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Scoring;

/// <summary>Which windows and levels go with which bars.</summary>
public class OptionsByBarTests
{
    [Fact]
    public void ForBars_FiveMinutes_AreTheDefaults() =>
        SampleMarket.Options.ForBars(TimeSpan.FromMinutes(5)).ShouldBe(SampleMarket.Options);

    [Theory]
    [InlineData(1, 24, 4, 6, 0.02, 0.05)]
    [InlineData(3, 24, 4, 6, 0.03, 0.09)]
    [InlineData(5, 24, 4, 6, 0.05, 0.15)]
    [InlineData(15, 72, 12, 18, 0.05, 0.15)]
    [InlineData(30, 144, 24, 36, 0.05, 0.15)]
    [InlineData(60, 288, 48, 72, 0.05, 0.15)]
    public void ForBars_EachSlotLength_HasItsWindowAndShares(
        int minutes,
        double windowHours,
        double ewmaHours,
        double volatilityHours,
        double tailShare,
        double trimming
    )
    {
        var options = SampleMarket.Options.ForBars(TimeSpan.FromMinutes(minutes));

        options.Window.Length.ShouldBe(TimeSpan.FromHours(windowHours));
        options.Ewma.HalfLife.ShouldBe(TimeSpan.FromHours(ewmaHours));
        options.Volatility.HalfLife.ShouldBe(TimeSpan.FromHours(volatilityHours));
        options.Tail.TailShare.ShouldBeWithin(1e-12, tailShare);
        options.Break.Trimming.ShouldBeWithin(1e-12, trimming);
        options.Validate();
    }

    /// <summary>One in 465 five-minute bars, by the integral equation of B6.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void ForBars_ShorterBars_AlarmFalselyAsOftenADayAsFiveMinutes(int minutes)
    {
        var options = SampleMarket.Options.ForBars(TimeSpan.FromMinutes(minutes)).Cusum;

        var perDay = 1_440.0 / minutes / CusumRunLength.TwoSided(options.Allowance, options.AlarmLevel, shift: 0);

        perDay.ShouldBeInRange(0.55, 0.7);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(15)]
    [InlineData(30)]
    [InlineData(60)]
    public void Compute_WindowOfEachSlotLength_HasEveryMetric(int minutes)
    {
        var step = TimeSpan.FromMinutes(minutes);
        var options = SampleMarket.Options.ForBars(step);
        var score = SnapshotScoring.Compute(Market(step, (int)(options.Window.Length / step)), options).Derivatives[0];

        foreach (var result in ScoredResults.OfBars(score))
        {
            result.Status.ShouldBe(MetricStatus.Ok, result.ToString());
        }
    }

    [Fact]
    public void Compute_ADayOfHours_IsTooShortAndSaysSo()
    {
        var step = TimeSpan.FromHours(1);

        var score = SnapshotScoring.Compute(Market(step, 24), SampleMarket.Options.ForBars(step)).Derivatives[0];

        score.Status.ShouldBe(MetricStatus.InsufficientData);
        score.Reason.ShouldBe("The bars reach back 24 h of 288 h.");
    }

    [Fact]
    public void ForBars_NoLength_IsRefused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => SampleMarket.Options.ForBars(TimeSpan.Zero));

    private static MarketSnapshot Market(TimeSpan step, int count)
    {
        var close = SampleMarket.Walk(1, count);
        var snapshot = SampleMarket.Of(
            SampleMarket.Spot("binance", close),
            SampleMarket.Perpetual("binance", RestlessMarket.Follow(close, 3))
        );
        return snapshot with
        {
            SlotLength = step,
            Instruments =
            [
                .. snapshot.Instruments.Select(instrument =>
                    instrument with
                    {
                        Bars = instrument.Bars! with { Step = step, StartAt = SampleMarket.SlotAt - step * count },
                        OpenInterestHistoryUsd = null,
                    }
                ),
            ],
        };
    }
}

using Decoupling.Scoring;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Scoring;

public class OpenInterestChangesTests
{
    private static readonly DateTimeOffset s_start = new(2024, 8, 5, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(5);

    [Fact]
    public void Form_ByHand_ValuesTheCoinsThatCameAtTheNewestClose()
    {
        // 10 coins at 100, 12 at 200, 9 at 50: +2 coins over two bars, then -3 over one, all at 50.
        var changes = Form([100, 150, 200, 50], (5, 1_000), (15, 2_400), (20, 450));

        changes.ShouldBe([double.NaN, 50, 50, -150]);
    }

    [Fact]
    public void Form_AnySamples_SumToTheCoinsThatCameAtTheNewestClose()
    {
        var close = SampleMarket.Walk(3, 100);
        double[] coins = [.. Enumerable.Range(0, 100).Select(i => 5_000 + 900 * Math.Sin(i))];
        (int, double)[] samples = [.. coins.Select((quantity, i) => ((i + 1) * 5, quantity * close[i]))];

        var changes = Form(close, samples);

        changes[0].ShouldBe(double.NaN);
        changes[1..].Sum().ShouldBeWithin(1e-12, (coins[99] - coins[0]) * close[^1]);
    }

    [Fact]
    public void Form_PriceMovesAndCoinsStand_ChangesNothing()
    {
        var close = SampleMarket.Walk(4, 100);
        (int, double)[] samples = [.. close.Select((price, i) => ((i + 1) * 5, 8_000 * price))];

        var changes = Form(close, samples);

        var rounding = 1e-14 * 8_000 * close[^1];
        changes[1..].ShouldAllBe(change => Math.Abs(change) < rounding);
    }

    [Fact]
    public void Form_SampleWithinABar_IsDividedByTheCloseBeforeIt()
    {
        // At 7 min the last close is the first bar's: 10 coins; at 20 min 30 coins.
        var changes = Form([100, 999, 999, 200], (7, 1_000), (20, 6_000));

        changes.ShouldBe([double.NaN, 20 / 3.0 * 200, 20 / 3.0 * 200, 20 / 3.0 * 200]);
    }

    [Fact]
    public void Form_SamplesFinerThanBars_LosesNoCoinBetweenThem()
    {
        // A sample a minute, one coin more in each, at a constant price.
        (int, double)[] samples = [.. Enumerable.Range(5, 16).Select(minute => (minute, 10.0 * minute))];

        var changes = Form([10, 10, 10, 10], samples);

        changes.ShouldBe([double.NaN, 50, 50, 50]);
    }

    [Fact]
    public void Form_SampleInTheFirstBar_CountsFromIt()
    {
        var changes = Form([100, 100, 100], (0, 1_000), (5, 1_500), (15, 1_500));

        changes.ShouldBe([500, 0, 0]);
    }

    [Fact]
    public void Form_SamplesOutsideTheBars_AreLeftOut()
    {
        var changes = Form([100, 100], (-60, 1), (5, 1_000), (10, 1_100), (15, 9_999), (500, 9_999));

        changes.ShouldBe([double.NaN, 100]);
    }

    [Fact]
    public void Form_CloseMissingAtASample_WaitsForTheNextSample()
    {
        // The second sample falls on a missing close; the change from the first to the third spreads over both bars.
        var changes = Form([100, double.NaN, 100, double.NaN], (5, 1_000), (10, 7), (15, 1_200));

        changes.ShouldBe([double.NaN, 100, 100, double.NaN]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Form_FewerThanTwoSamples_KnowsNothing(int count)
    {
        var changes = Form([100, 100], [.. Enumerable.Repeat((5, 1_000.0), count)]);

        changes.ShouldAllBe(change => double.IsNaN(change));
    }

    [Fact]
    public void Form_NoCloseAtAll_KnowsNothing() =>
        Form([double.NaN, double.NaN], (5, 1_000), (10, 2_000)).ShouldAllBe(change => double.IsNaN(change));

    [Fact]
    public void Form_InverseContracts_TakesTheirValueAsItIs() =>
        // 1,000 USD more over two bars, while the price doubles.
        Form([100, 100, 200], isInverse: true, (5, 10_000), (15, 11_000)).ShouldBe([double.NaN, 500, 500]);

    private static double[] Form(double[] close, params (int Minute, double Usd)[] samples) =>
        Form(close, isInverse: false, samples);

    private static double[] Form(double[] close, bool isInverse, params (int Minute, double Usd)[] samples)
    {
        var changes = new double[close.Length];
        OpenInterestChanges.Form(
            new BarSeries
            {
                StartAt = s_start,
                Step = s_step,
                Close = close,
            },
            new SampleSeries
            {
                At = [.. samples.Select(sample => s_start.AddMinutes(sample.Minute))],
                Values = [.. samples.Select(sample => sample.Usd)],
            },
            isInverse,
            changes
        );
        return changes;
    }
}

using Decoupling.Baselines;
using Decoupling.Composite;
using Decoupling.Results;

namespace Decoupling.Tests.Baselines;

public class BaselineMergingTests
{
    private static readonly BaselineOptions s_options = new();

    [Fact]
    public void Compute_DaysBeforeTheWindow_ArePassedOver()
    {
        var options = new BaselineOptions { WindowDays = 35 };
        DayDigest[] digests = [.. SampleDays.Digests(40)];
        var day = SampleDays.FirstDay.AddDays(40);

        var whole = BaselineMerging.Compute("BTC", day, SampleDays.SlotLength, digests, options);
        var recent = BaselineMerging.Compute("BTC", day, SampleDays.SlotLength, digests[5..], options);

        whole.Days.ShouldBe(35);
        TextOf(whole).ShouldBe(TextOf(recent));
    }

    [Fact]
    public void Compute_Correlations_AreThoseOfTheDaysRanks()
    {
        DayDigest[] digests = [.. SampleDays.Digests(40)];
        // The second route: the day's level straight from its rows, its rank by PercentileRank among all days' levels.
        var levels = BaselineComponents
            .OfDislocation.Select(
                (_, part) => digests.Select(day => Level(day.Derivatives[0].Components[part].Table)).ToArray()
            )
            .ToArray();
        var ranks = new List<double>();
        for (var day = 0; day < digests.Length; day++)
        {
            ranks.AddRange(
                levels.Select(part =>
                    PercentileRank.Compute(part, part[day], SeriesF1.AsOf, new PercentileRankOptions()).MidRank!.Value
                )
            );
        }

        var derivative = SampleDays.Baseline(40).Derivatives.ShouldHaveSingleItem();

        derivative.Correlated.ShouldBe(BaselineComponents.OfDislocation.Select(component => component.Name));
        derivative.Correlations.Status.ShouldBe(MetricStatus.Ok);
        derivative.Correlations.Correlations.ShouldBe(
            EwmaCorrelationMatrix.Compute([.. ranks], levels.Length, SeriesF1.AsOf, s_options.Correlation).Correlations
        );
    }

    [Fact]
    public void Compute_ThirtyDays_HaveCorrelationsWhere29HaveNot()
    {
        SampleDays.Baseline(30).Derivatives[0].Correlations.Status.ShouldBe(MetricStatus.Ok);
        var young = SampleDays.Baseline(29).Derivatives[0];
        young.Correlated.ShouldBeEmpty();
        young.Correlations.Status.ShouldBe(MetricStatus.InsufficientData);
        ResultContract.ShouldHold(young.Correlations);
    }

    [Fact]
    public void Compute_ComponentThatIsAbsentOrNeverVaries_IsNotCorrelated()
    {
        DayDigest[] digests =
        [
            .. Enumerable.Range(0, 40).Select(day => Constant(SampleDays.FirstDay.AddDays(day), "FundingGapBps")),
        ];

        var derivative = BaselineMerging
            .Compute("BTC", SampleDays.FirstDay.AddDays(40), SampleDays.SlotLength, digests, s_options)
            .Derivatives[0];

        derivative.Correlated.ShouldBe(["RobustZ", "DeviationBps", "MarkLastBps", "TrackingErrorPerYear"]);
        derivative.Find(BaselineComponents.FundingGapBps)!.Table.Values.ShouldBe([0.0]);
        SampleDays
            .Baseline(40, 24, "MarkLastBps")
            .Derivatives[0]
            .Correlated.ShouldBe(["RobustZ", "DeviationBps", "FundingGapBps", "TrackingErrorPerYear"]);
    }

    [Fact]
    public void Build_RowsInAnyOrder_GiveOneDigest()
    {
        double[] values = [3, 1, 2, 2, -5];

        Digest(values).ShouldBe(Digest([.. values.Reverse()]));

        static string Digest(double[] rows)
        {
            var builder = new DayDigestBuilder();
            foreach (var row in rows)
            {
                builder.Add(SampleDays.Venue, SampleDays.Symbol, _ => row);
            }

            var digest = builder.Build("BTC", SampleDays.FirstDay, SampleDays.SlotLength);
            return string.Join('|', digest.Derivatives[0].Components.Select(part => TextOf(part.Table)));
        }
    }

    [Fact]
    public void Compute_DigestsThatDoNotFit_Throw()
    {
        DayDigest[] digests = [.. SampleDays.Digests(3)];
        var day = SampleDays.FirstDay.AddDays(3);

        Fails("BTC", day, []);
        Fails("ETH", day, digests);
        Fails("BTC", day.AddDays(-1), digests);
        Fails("BTC", day, [digests[1], digests[0]]);
        Fails("BTC", day, [digests[0] with { SlotLength = TimeSpan.FromMinutes(1) }]);

        static void Fails(string asset, DateOnly day, DayDigest[] digests) =>
            Should.Throw<ArgumentException>(() =>
                BaselineMerging.Compute(asset, day, SampleDays.SlotLength, digests, s_options)
            );
    }

    private static DayDigest Constant(DateOnly day, string constantColumn)
    {
        var random = new Random(day.DayNumber);
        var builder = new DayDigestBuilder();
        builder.Add(SampleDays.Venue, SampleDays.Symbol, column => column == constantColumn ? 0 : random.NextDouble());
        return builder.Build("BTC", day, SampleDays.SlotLength);
    }

    /// <summary>The 95th percentile of 24 values, all kept: the 23rd.</summary>
    private static double Level(QuantileTable table) => table.Values[22];

    private static string TextOf(Baseline baseline) =>
        string.Join(
            '|',
            baseline.Derivatives[0].Components.Select(part => $"{part.Name} {part.Days} {TextOf(part.Table)}")
        ) + string.Join(',', baseline.Derivatives[0].Correlations.Correlations!);

    private static string TextOf(QuantileTable table) =>
        $"{string.Join(',', table.Values)};{string.Join(',', table.Counts)}";
}

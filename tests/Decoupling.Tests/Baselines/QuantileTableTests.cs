using Decoupling.Baselines;
using Decoupling.Composite;
using FsCheck.Fluent;

namespace Decoupling.Tests.Baselines;

public class QuantileTableTests
{
    /// <summary>Whole numbers with many ties, a third of them 0, as funding gaps are.</summary>
    private static readonly FsCheck.Gen<int[]> s_tied =
        from count in Gen.Choose(1, 600)
        from values in Gen.Choose(-400, 800).ArrayOf(count)
        select values.Select(value => Math.Max(0, value)).ToArray();

    [Fact]
    public void J5_ThreeAmongFive_HasTheReferenceMidRank()
    {
        var (below, equal) = Of([1, 2, 3, 3, 4]).CountAround(3);

        ((below + 0.5 * equal) / 5).ShouldBe(0.6);
    }

    [Fact]
    public void CountAround_AllValuesKept_AgreesWithPercentileRank() =>
        Law.HoldsFor(
            s_tied,
            tied =>
            {
                double[] values = [.. tied];
                var table = Of(values);
                var value = values[0] + (tied.Length % 2 == 0 ? 0 : 0.5);
                var exact = PercentileRank.Compute(values, value, SeriesF1.AsOf, new() { MinimumSamples = 1 });

                var (below, equal) = table.CountAround(value);

                ((double)below / values.Length).ShouldBe(exact.Strict!.Value);
                ((double)(below + equal) / values.Length).ShouldBe(exact.Weak!.Value);
            }
        );

    [Fact]
    public void Thin_AnyValues_KeepsTheirCountAndRanksWithinHalfARun() =>
        Law.HoldsFor(
            s_tied,
            tied =>
            {
                double[] values = [.. tied];
                var whole = Of(values);

                var thinned = whole.Thin(QuantileRuns.OfDay);

                thinned.Count.ShouldBe(whole.Count);
                thinned.Values.ShouldBe(thinned.Values.Distinct().Order());
                thinned.Values.ShouldBeSubsetOf(whole.Values);
                thinned.Values.Count.ShouldBeLessThanOrEqualTo(2 * 96);
                foreach (var value in whole.Values)
                {
                    Math.Abs(MidRank(thinned, value) - MidRank(whole, value)).ShouldBeLessThanOrEqualTo(1.0 / 96);
                }
            }
        );

    [Fact]
    public void Thin_MostValuesEqual_RanksThatValueExactly()
    {
        double[] values = [.. Enumerable.Repeat(0.0, 200), .. Enumerable.Range(1, 88).Select(i => i / 7.0)];

        var thinned = Of(values).Thin(QuantileRuns.OfDay);

        thinned.CountAround(0).ShouldBe((0, 200));
        thinned.CountAround(1e-9).ShouldBe((200, 0));
        thinned.CountAround(1_000).ShouldBe((288, 0));
    }

    [Fact]
    public void Merge_PartsOfADay_IsTheWholeDay() =>
        Law.HoldsFor(
            s_tied,
            tied =>
            {
                double[] values = [.. tied];
                var cut = values.Length / 3;

                var merged = QuantileTable.Merge([Of(values[cut..]), QuantileTable.Empty, Of(values[..cut])]);

                merged.Values.ShouldBe(Of(values).Values);
                merged.Counts.ShouldBe(Of(values).Counts);
            }
        );

    // By counting: the least of 1 to 20 that at least so many do not exceed.
    [Theory]
    [InlineData(0.05, 1)]
    [InlineData(0.051, 2)]
    [InlineData(0.5, 10)]
    [InlineData(0.95, 19)]
    [InlineData(1, 20)]
    public void ValueAt_Rank_IsTheLeastValueThatReachesIt(double rank, double value) =>
        Of([.. Enumerable.Range(1, 20).Select(i => (double)i)]).ValueAt(rank).ShouldBe(value);

    [Fact]
    public void Of_ZeroesOfBothSigns_AreOneValue() => Of([-0.0, 0.0]).Counts.ShouldBe([2]);

    [Fact]
    public void Create_BadInput_Throws()
    {
        Should.Throw<ArgumentException>(() => Of([1, double.NaN])).Message.ShouldContain("index 1");
        Should.Throw<ArgumentException>(() => new QuantileTable([1, 1], [1, 1])).Message.ShouldContain("index 1");
        Should.Throw<ArgumentException>(() => new QuantileTable([1, double.PositiveInfinity], [1, 1]));
        Should.Throw<ArgumentException>(() => new QuantileTable([1], [1, 1]));
        Should.Throw<ArgumentOutOfRangeException>(() => new QuantileTable([1], [0]));
        Should.Throw<InvalidOperationException>(() => QuantileTable.Empty.ValueAt(0.5));
    }

    private static QuantileTable Of(double[] values) => QuantileTable.Of([.. values]);

    private static double MidRank(QuantileTable table, double value)
    {
        var (below, equal) = table.CountAround(value);
        return (below + 0.5 * equal) / table.Count;
    }
}

using Decoupling.Numerics;
using FsCheck.Fluent;

namespace Decoupling.Tests.Numerics;

public class MedianTests
{
    [Fact]
    public void OfReordered_AnySample_AgreesWithSorting()
    {
        var samples =
            from count in Gen.Choose(1, 200)
            from values in Gen.Choose(-20, 20).ArrayOf(count)
            select values.Select(value => value / 4.0).ToArray();

        Law.HoldsFor(
            samples,
            values =>
            {
                var sorted = values.Order().ToArray();
                var expected = (sorted[(values.Length - 1) / 2] + sorted[values.Length / 2]) / 2;

                Median.OfReordered([.. values]).ShouldBe(expected);
            }
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5000)]
    public void OfReordered_SortedOrEqualValues_Ends(int count)
    {
        Median.OfReordered([.. Enumerable.Range(0, count).Select(i => (double)i)]).ShouldBe((count - 1) / 2.0);
        Median.OfReordered([.. Enumerable.Repeat(3.5, count)]).ShouldBe(3.5);
    }

    [Fact]
    public void OfReordered_HugeValues_DoesNotOverflow() =>
        Median.OfReordered([double.MaxValue, double.MaxValue]).ShouldBe(double.MaxValue);

    [Fact]
    public void DeviationScale_NormalSample_IsTheInverseOfItsQuartile() =>
        Median.DeviationScale.ShouldBeWithin(1e-14, 1 / MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, 0.75));

    [Fact]
    public void B1_F1Basis_GivesTheReferenceMedianAndDeviationOfAllThirteenPoints()
    {
        // R's mad() takes 1.4826 for the factor, so the reference is 1.5e-6 below ours.
        const double FactorInR = 1.4826;
        double[] basis = [.. SeriesF1.Perpetual.Zip(SeriesF1.Spot, (f, s) => (f - s) / s * 1e4)];

        var median = Median.OfReordered([.. basis]);
        var mad = Median.OfReordered([.. basis.Select(value => Math.Abs(value - median))]);

        median.ShouldBeWithin(1e-12, -10.256410256409554);
        (FactorInR * mad).ShouldBeWithin(1e-11, 43.9945033607172);
    }
}

using Decoupling.Discovery;
using Decoupling.Results;
using MathNet.Numerics.LinearAlgebra;

namespace Decoupling.Tests.Discovery;

public class PriceDiscoveryTests
{
    [Fact]
    public void A7_F3_ReachesTheReferenceShares()
    {
        var shares = PriceDiscoveryShares.Of(-0.10, 0.30, 1, 0.5, 2)!;

        shares.ComponentShare.ShouldBeWithin(1e-14, 0.75);
        shares.InformationShareLow.ShouldBeWithin(1e-14, 0.5625);
        shares.InformationShareHigh.ShouldBeWithin(1e-14, 0.875);
        shares.InformationShareMid.ShouldBeWithin(1e-14, 0.71875);
        shares.ModifiedInformationShare.ShouldBeWithin(1e-8, 0.73385359);
        shares.InformationLeadershipShare.ShouldBeWithin(1e-13, 0.420508744038156);
        shares.IsComponentShareOutside.ShouldBeFalse();
    }

    [Fact]
    public void A7_F3WithoutCorrelation_HasOneInformationShare()
    {
        var shares = PriceDiscoveryShares.Of(-0.10, 0.30, 1, 0, 2)!;

        shares.InformationShareLow.ShouldBeWithin(1e-9, 0.818181818);
        shares.InformationShareHigh.ShouldBeWithin(1e-14, shares.InformationShareLow);
        (1 - shares.InformationShareMid).ShouldBeWithin(1e-8, 0.181818182);
        shares.ModifiedInformationShare.ShouldBeWithin(1e-14, shares.InformationShareLow);
    }

    [Fact]
    public void A7_FirstMarketThatNeverCorrects_HasTheWholeComponentShare()
    {
        var shares = PriceDiscoveryShares.Of(0, 0.2, 1, 0.5, 2)!;

        shares.ComponentShare.ShouldBe(1);
        shares.InformationShareHigh.ShouldBe(1);
        shares.InformationLeadershipShare.ShouldBeNull();
    }

    [Fact]
    public void A7_EngleGrangerSeries_ReachesTheReferenceValues()
    {
        var result = Compute(
            Fixtures.Column("engle_granger_200x2.csv", "y1"),
            Fixtures.Column("engle_granger_200x2.csv", "y2"),
            new() { Lags = 1 }
        );

        result.Status.ShouldBe(MetricStatus.Ok);
        result.AlphaFirst.ShouldBeWithin(5e-9, -0.496686732);
        result.AlphaSecond.ShouldBeWithin(5e-9, 0.598180241);
        result.ResidualVarianceFirst.ShouldBeWithin(1e-9, 2.435405772);
        result.ResidualCovariance.ShouldBeWithin(1e-9, 1.341188788);
        result.ResidualVarianceSecond.ShouldBeWithin(1e-9, 2.145404991);
        result.Shares!.ComponentShare.ShouldBeWithin(1e-7, 0.5463497);
        result.Shares.InformationShareLow.ShouldBeWithin(1e-7, 0.2600161);
        result.Shares.InformationShareHigh.ShouldBeWithin(1e-7, 0.84207926);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Shares_AnyModel_AgreeWithMatrices()
    {
        var random = new Random(16);
        for (var i = 0; i < Campaign.Runs(50_000); i++)
        {
            var (alphaFirst, alphaSecond) = (-random.NextDouble(), random.NextDouble());
            var (varianceFirst, varianceSecond) = (0.1 + random.NextDouble(), 0.1 + random.NextDouble());
            var covariance = (1.98 * random.NextDouble() - 0.99) * Math.Sqrt(varianceFirst * varianceSecond);
            var shares = PriceDiscoveryShares.Of(alphaFirst, alphaSecond, varianceFirst, covariance, varianceSecond)!;

            var omega = Matrix<double>.Build.DenseOfArray(
                new[,]
                {
                    { varianceFirst, covariance },
                    { covariance, varianceSecond },
                }
            );
            var psi = Vector<double>.Build.Dense([shares.ComponentShare, 1 - shares.ComponentShare]);
            var news = psi * omega * psi;
            var ordered = (psi * omega.Cholesky().Factor)[0];
            var deviations = Matrix<double>.Build.DiagonalOfDiagonalArray([
                Math.Sqrt(varianceFirst),
                Math.Sqrt(varianceSecond),
            ]);
            var eigen = (deviations.Inverse() * omega * deviations.Inverse()).Evd(Symmetricity.Symmetric);
            var root = eigen.EigenVectors * eigen.D.PointwiseSqrt() * eigen.EigenVectors.Transpose();
            var modified = (psi * deviations * root)[0];

            shares.ComponentShare.ShouldBeWithin(1e-12, alphaSecond / (alphaSecond - alphaFirst));
            new[] { shares.InformationShareLow, shares.InformationShareHigh }.ShouldContain(share =>
                Math.Abs(share - ordered * ordered / news) < 1e-9
            );
            shares.ModifiedInformationShare.ShouldBe(modified * modified / news, 1e-9);
        }
    }

    [Fact]
    public void Compute_MarketsSwapped_ExchangesTheShares()
    {
        for (var seed = 0; seed < Campaign.Runs(2_000); seed++)
        {
            var (first, second) = Markets(seed, 400, alphaFirst: -0.1, alphaSecond: 0.4);

            var result = Compute(first, second, new());
            var swapped = Compute(second, first, new());

            swapped.Status.ShouldBe(result.Status);
            if (result.Shares is not { } shares)
            {
                continue;
            }

            swapped.Lags.ShouldBe(result.Lags);
            swapped.Shares!.ComponentShare.ShouldBe(1 - shares.ComponentShare, 1e-9);
            swapped.Shares.InformationShareLow.ShouldBe(1 - shares.InformationShareHigh, 1e-9);
            swapped.Shares.InformationShareMid.ShouldBe(1 - shares.InformationShareMid, 1e-9);
            swapped.Shares.ModifiedInformationShare.ShouldBe(1 - shares.ModifiedInformationShare, 1e-9);
            swapped.Shares.InformationLeadershipShare!.Value.ShouldBe(
                1 - shares.InformationLeadershipShare!.Value,
                1e-8
            );
        }
    }

    [Fact]
    public void Compute_PricesScaledAndApart_ChangesNoShare()
    {
        var (first, second) = Markets(3, 500, alphaFirst: -0.1, alphaSecond: 0.4);
        var result = Compute(first, second, new());

        var moved = Compute([.. first.Select(p => 2 * p + 7)], [.. second.Select(p => 2 * p - 3)], new());

        moved.AlphaFirst.ShouldBeWithin(1e-8, result.AlphaFirst!.Value);
        moved.Shares!.InformationShareMid.ShouldBeWithin(1e-8, result.Shares!.InformationShareMid);
    }

    [Fact]
    public void Compute_ChosenLags_AreThoseOfTheWholeMatrix()
    {
        for (var seed = 0; seed < Campaign.Runs(1_000); seed++)
        {
            var (first, second) = Markets(seed, 250, alphaFirst: -0.2, alphaSecond: 0.3);
            var expected = Enumerable.Range(0, 6).MinBy(lags => Criterion(first, second, lags, start: 6));

            Compute(first, second, new() { MaximumLags = 5 }).Lags.ShouldBe(expected);
        }
    }

    [Fact]
    public void Compute_LeaderOfTheTruth_HasTheLargerShares()
    {
        var (first, second) = Markets(5, 5_000, alphaFirst: 0, alphaSecond: 0.3);

        var result = Compute(first, second, new());

        result.AlphaFirst!.Value.ShouldBe(0, 0.05);
        result.AlphaSecond!.Value.ShouldBe(0.3, 0.05);
        result.Shares!.ComponentShare.ShouldBeGreaterThan(0.85);
        result.Shares.InformationShareMid.ShouldBeGreaterThan(0.85);
    }

    [Fact]
    public void Compute_UnrelatedWalks_AreOutOfDomainNearlyAlways()
    {
        var outOfDomain = 0;
        for (var seed = 0; seed < 100; seed++)
        {
            var (first, second) = Markets(seed, 500, alphaFirst: 0, alphaSecond: 0);
            var result = Compute(first, second, new());
            outOfDomain += result.Status == MetricStatus.OutOfDomain ? 1 : 0;
            ResultContract.ShouldHold(result);
        }

        outOfDomain.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void Compute_MarketThatRunsAheadOfTheOther_FlagsTheShare()
    {
        // Both answer with the same sign: the first away from the second, which catches up.
        var (first, second) = Markets(7, 3_000, alphaFirst: 0.1, alphaSecond: 0.4);

        var result = Compute(first, second, new());

        result.Status.ShouldBe(MetricStatus.Ok);
        result.Shares!.ComponentShare.ShouldBeGreaterThan(1);
        result.Shares.IsComponentShareOutside.ShouldBeTrue();
    }

    [Fact]
    public void Compute_EdgeCases_HaveTheirStatus()
    {
        var (first, second) = Markets(1, 99, -0.2, 0.3);
        Compute(first, second, new()).Status.ShouldBe(MetricStatus.InsufficientData);

        (first, second) = Markets(1, 150, -0.2, 0.3);
        Compute(first, first, new()).Status.ShouldBe(MetricStatus.Degenerate);
        Compute(first, [.. first.Select(price => price + 0.125)], new()).Status.ShouldBe(MetricStatus.Degenerate);
        Compute(first, new double[150], new()).Status.ShouldBe(MetricStatus.Degenerate);
        Compute(first, second, new() { Lags = 49 }).Status.ShouldBe(MetricStatus.InsufficientData);
        Compute([.. first.Select(price => price * 1e200)], second, new()).Status.ShouldBe(MetricStatus.OutOfDomain);
        second[9] = double.NaN;
        Compute(first, second, new()).Status.ShouldBe(MetricStatus.InvalidInput);
        Should.Throw<ArgumentException>(() => Compute(first, second[1..], new()));
        Should.Throw<ArgumentOutOfRangeException>(() => Compute(first, second, new() { Lags = -1 }));
        Should.Throw<ArgumentOutOfRangeException>(() => Compute(first, second, new() { MaximumLags = -1 }));
        Should.Throw<ArgumentOutOfRangeException>(() => Compute(first, second, new() { MinimumSamples = 19 }));
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 27);

        for (var i = 0; i < Campaign.Runs(100_000); i++)
        {
            var count = numbers.NextCount(80);
            var result = Compute(
                numbers.NextSample(count),
                numbers.NextSample(count),
                new() { MinimumSamples = 20, MaximumLags = i % 4 }
            );
            ResultContract.ShouldHold(result);
            if (result.Shares is { } shares)
            {
                double.IsFinite(shares.ComponentShare).ShouldBeTrue();
                shares.InformationShareLow.ShouldBeInRange(0, shares.InformationShareHigh);
                shares.InformationShareHigh.ShouldBeInRange(0, 1);
                shares.ModifiedInformationShare.ShouldBeInRange(0, 1);
                (shares.InformationLeadershipShare ?? 0).ShouldBeInRange(0, 1);
            }
        }
    }

    private static PriceDiscoveryResult Compute(double[] first, double[] second, PriceDiscoveryOptions options) =>
        PriceDiscovery.Compute(first, second, SeriesF1.AsOf, options);

    private static (double[] First, double[] Second) Markets(int seed, int count, double alphaFirst, double alphaSecond)
    {
        var random = new Random(seed);
        var (first, second) = (new double[count], new double[count]);
        for (var t = 1; t < count; t++)
        {
            var gap = first[t - 1] - second[t - 1];
            var common = random.NextDouble() - 0.5;
            first[t] = first[t - 1] + alphaFirst * gap + 1e-3 * (common + random.NextDouble() - 0.5);
            second[t] = second[t - 1] + alphaSecond * gap + 1e-3 * (common + random.NextDouble() - 0.5);
        }

        return (first, second);
    }

    private static double Criterion(double[] first, double[] second, int lags, int start)
    {
        int[] rows = [.. Enumerable.Range(start, first.Length - start)];
        var design = Matrix<double>.Build.DenseOfRows(
            rows.Select(t =>
                new[] { 1.0, first[t - 1] - second[t - 1] }.Concat(
                    Enumerable
                        .Range(1, lags)
                        .SelectMany(lag =>
                            new[] { first[t - lag] - first[t - lag - 1], second[t - lag] - second[t - lag - 1] }
                        )
                )
            )
        );
        var dependents = Matrix<double>.Build.DenseOfRows(
            rows.Select(t => new[] { first[t] - first[t - 1], second[t] - second[t - 1] })
        );
        var residuals = dependents - design * design.QR().Solve(dependents);
        var omega = residuals.TransposeThisAndMultiply(residuals) / rows.Length;
        return rows.Length * Math.Log(omega.Determinant()) + 2 * design.ColumnCount * Math.Log(rows.Length);
    }
}

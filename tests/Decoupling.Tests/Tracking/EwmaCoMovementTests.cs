using Decoupling.Results;
using Decoupling.Tracking;

namespace Decoupling.Tests.Tracking;

public class EwmaCoMovementTests
{
    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(5);

    /// <summary>λ = 0.94 at a step of an hour, with all of F1's 12 returns let in.</summary>
    private static readonly EwmaCoMovementOptions s_ninetyFour = new()
    {
        HalfLife = TimeSpan.FromHours(Math.Log(2) / -Math.Log(0.94)),
        MinimumWeight = 0.5,
    };

    /// <summary>Four steps, so that 20 returns carry 97 % of the weight.</summary>
    private static readonly EwmaCoMovementOptions s_quick = new() { HalfLife = s_step * 4 };

    [Fact]
    public void A2_HullExample_AdvancesToTheReferenceMoments()
    {
        var after = Before(correlation: 0.6, x: 0.01, y: 0.02).Advance(0.005, 0.025, 0.95);

        after.UnderlyingVariance.ShouldBeWithin(1e-13, 9.625e-5);
        after.DerivativeVariance.ShouldBeWithin(1e-13, 4.1125e-4);
        after.Covariance.ShouldBeWithin(1e-13, 1.2025e-4);
        after.Correlation.ShouldBe(0.60441017, 5e-9);
    }

    [Fact]
    public void A2_HullProblem_AdvancesToTheReferenceCorrelation()
    {
        var before = Before(correlation: 0.25, x: 0.016, y: 0.025);

        var after = before.Advance((20.5 - 20) / 20, (40.5 - 40) / 40, 0.95);

        before.Covariance.ShouldBeWithin(1e-13, 1e-4);
        after.Correlation.ShouldBe(0.27225840, 5e-9);
    }

    [Fact]
    public void A2_GarpExample_AdvancesToTheReferenceCorrelation() =>
        Before(correlation: 0.4, x: 0.02, y: 0.03).Advance(0.03, 0.04, 0.94).Correlation.ShouldBe(0.46759865, 5e-9);

    [Fact]
    public void A2_F1_ReachesTheReferenceValues()
    {
        var (x, y) = SeriesF1.Returns();

        var result = EwmaCoMovement.Compute(x, y, SeriesF1.Step, SeriesF1.AsOf, s_ninetyFour);

        // The half-life is whole ticks of 100 ns, which moves λ by a part in 10^12.
        result.Correlation.ShouldBeWithin(1e-11, 0.988518841010784);
        result.Beta.ShouldBeWithin(1e-11, 1.20256455155004);
        result.EffectiveSampleCount.ShouldBeWithin(1e-11, 1.94 / 0.06);
    }

    [Fact]
    public void Compute_AnyPair_AgreesWithTheWeightedSums() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                const double Lambda = 0.5;
                var result = EwmaCoMovement.Compute(
                    pair.X,
                    pair.Y,
                    s_step,
                    SeriesF1.AsOf,
                    new EwmaCoMovementOptions { HalfLife = s_step }
                );
                var last = pair.X.Length - 1;
                decimal Weighted(Func<int, double> term) =>
                    Enumerable
                        .Range(0, last + 1)
                        .Sum(i => (decimal)term(i) * (decimal)(Math.Pow(Lambda, last - i) * (i == 0 ? 1 : 1 - Lambda)));
                var varianceX = (double)Weighted(i => pair.X[i] * pair.X[i]);
                var varianceY = (double)Weighted(i => pair.Y[i] * pair.Y[i]);
                var covariance = (double)Weighted(i => pair.X[i] * pair.Y[i]);

                if (result.Status == MetricStatus.Ok && varianceX > 1e-9 && varianceY > 1e-9)
                {
                    result.Correlation!.Value.ShouldBe(covariance / Math.Sqrt(varianceX * varianceY), 1e-9);
                    result.Beta.ShouldBeWithin(1e-8, covariance / varianceX);
                }
            }
        );

    [Fact]
    public void Compute_DerivativeScaledAndMirrored_ScalesBetaAndFlipsCorrelation() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                var result = Compute(pair.X, pair.Y, s_quick);
                var scaled = Compute(pair.X, [.. pair.Y.Select(y => -4 * y)], s_quick);

                result.Status.ShouldBe(MetricStatus.Ok);
                scaled.Correlation.ShouldBe(-result.Correlation);
                scaled.Beta.ShouldBe(-4 * result.Beta);
            }
        );

    [Fact]
    public void Compute_IdenticalSeries_IsExactlyOne() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                var result = Compute(pair.X, pair.X, s_quick);

                result.Correlation.ShouldBe(1);
                result.Beta.ShouldBe(1);
            }
        );

    [Fact]
    public void Compute_HalfLifeOfManySteps_ForgetsByHalfInIt()
    {
        // One move, then a move of the same size against it one half-life later: weights 1/2 and (1 - λ).
        double[] x = [.. Enumerable.Range(0, 49).Select(i => i is 0 or 48 ? 0.01 : 0)];
        double[] y =
        [
            .. Enumerable
                .Range(0, 49)
                .Select(i =>
                    i is 0 ? 0.01
                    : i is 48 ? -0.01
                    : 0
                ),
        ];
        var lambda = Math.Pow(2, -1.0 / 48);

        var result = Compute(x, y, new EwmaCoMovementOptions { MinimumWeight = 0.4 });

        result.Correlation.ShouldBeWithin(1e-12, (0.5 - (1 - lambda)) / (0.5 + (1 - lambda)));
    }

    [Fact]
    public void Compute_UntilTheWeightsAreIn_IsInsufficientData()
    {
        // 1 - 2^(-n/48) reaches 0.9 at n = 48·log2(10) = 159.45.
        var before = Compute(Moves(159), Moves(159));

        before.Status.ShouldBe(MetricStatus.InsufficientData);
        before.Reason.ShouldNotBeNull().ShouldContain("0.899");
        ResultContract.ShouldHold(before);
        Compute(Moves(160), Moves(160)).Status.ShouldBe(MetricStatus.Ok);
        Compute([], []).Status.ShouldBe(MetricStatus.InsufficientData);
    }

    [Fact]
    public void Compute_LegWithoutMoves_IsDegenerate()
    {
        var result = Compute(new double[200], Moves(200));

        result.Status.ShouldBe(MetricStatus.Degenerate);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_ReturnThatIsNoNumber_IsInvalidInputByIndex()
    {
        var broken = Moves(200);
        broken[150] = double.NegativeInfinity;

        var result = Compute(broken, Moves(200));

        result.Status.ShouldBe(MetricStatus.InvalidInput);
        result.Reason.ShouldNotBeNull().ShouldContain("underlying's return at index 150");
    }

    [Fact]
    public void Compute_ProductsThatOverflow_IsOutOfDomain() =>
        Compute([.. Moves(200).Select(move => move * 1e200)], Moves(200)).Status.ShouldBe(MetricStatus.OutOfDomain);

    [Theory]
    [InlineData(0, 0.9, nameof(EwmaCoMovementOptions.HalfLife))]
    [InlineData(4, 0, nameof(EwmaCoMovementOptions.MinimumWeight))]
    [InlineData(4, 1, nameof(EwmaCoMovementOptions.MinimumWeight))]
    [InlineData(4, double.NaN, nameof(EwmaCoMovementOptions.MinimumWeight))]
    public void Compute_OptionOutOfRange_ThrowsItsName(int hours, double weight, string option)
    {
        var options = new EwmaCoMovementOptions { HalfLife = TimeSpan.FromHours(hours), MinimumWeight = weight };

        Should
            .Throw<ArgumentOutOfRangeException>(() => Compute(Moves(200), Moves(200), options))
            .ParamName.ShouldBe(option);
    }

    [Fact]
    public void Compute_OtherMistakesOfTheCaller_Throw()
    {
        Should.Throw<ArgumentException>(() => Compute(Moves(200), Moves(199)));
        Should.Throw<ArgumentOutOfRangeException>(() =>
            EwmaCoMovement.Compute(
                Moves(9),
                Moves(9),
                TimeSpan.FromHours(5),
                SeriesF1.AsOf,
                new EwmaCoMovementOptions()
            )
        );
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 2);
        for (var i = 0; i < Campaign.Runs(1_000_000); i++)
        {
            var count = numbers.NextCount(60);
            ResultContract.ShouldHold(Compute(numbers.NextSample(count), numbers.NextSample(count), s_quick));
        }
    }

    [Fact]
    public void Compute_LongWindow_AllocatesTheResultOnly()
    {
        var x = Moves(5_000);
        var options = new EwmaCoMovementOptions();
        Compute(x, x, options);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Compute(x, x, options);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(256);
    }

    private static EwmaMoments Before(double correlation, double x, double y) => new(x * x, y * y, correlation * x * y);

    private static EwmaCoMovementResult Compute(double[] x, double[] y, EwmaCoMovementOptions? options = null) =>
        EwmaCoMovement.Compute(x, y, s_step, SeriesF1.AsOf, options ?? new EwmaCoMovementOptions());

    private static double[] Moves(int count) => [.. Enumerable.Range(0, count).Select(i => Math.Sin(i) * 1e-3)];
}

using Decoupling.Results;
using Decoupling.Tracking;

namespace Decoupling.Tests.Tracking;

public class KalmanBetaTests
{
    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(5);

    /// <summary>H and Q of Durbin and Koopman's local level for the Nile.</summary>
    private static readonly KalmanBetaVariances s_nile = new(15099, 1469.1);

    [Fact]
    public void A3_Nile_ReachesTheReferenceLevelAndVariances()
    {
        var expected = Fixtures.Expected("nile").GetProperty("kalman");
        var nile = Fixtures.Column("nile_100.csv", "volume");

        var state = Advance(KalmanBetaState.Start(1e7), Ones(100), nile, s_nile);
        var result = Compute(Ones(100), nile, new KalmanBetaOptions { Variances = s_nile });

        result.Beta!.Value.ShouldBe(expected.GetProperty("level_last").GetDouble(), 5e-5);
        state.Variance.ShouldBe(expected.GetProperty("P_filt").GetDouble(), 5e-4);
        state.NextVariance.ShouldBe(expected.GetProperty("P_pred").GetDouble(), 5e-4);
        result.BetaStandardDeviation.ShouldBe(Math.Sqrt(state.Variance));
        result.SampleCount.ShouldBe(100);
    }

    [Theory]
    // The reference value comes of a start at 1e6, statsmodels' default; the other, by a plain script, of the 1e7 that the section names.
    [InlineData(1e6, -632.5377)]
    [InlineData(1e7, -632.5442122782624)]
    public void A3_Nile_ReachesTheReferenceLikelihood(double diffuseVariance, double expected)
    {
        var nile = Fixtures.Column("nile_100.csv", "volume");
        var options = new KalmanBetaOptions { Variances = s_nile, DiffuseVariance = diffuseVariance };

        Compute(Ones(100), nile, options).LogLikelihood!.Value.ShouldBe(expected, 5e-5);
    }

    [Fact]
    public void A3_NileWithoutVariances_FindsThoseOfTheReference()
    {
        var nile = Fixtures.Column("nile_100.csv", "volume");

        var estimated = Compute(Ones(100), nile);
        var known = Compute(Ones(100), nile, new KalmanBetaOptions { Variances = s_nile });

        // The likelihood is at its greatest near Durbin and Koopman's ratio of 0.097; the grid has 0.1 for it.
        (estimated.StateVariance!.Value / estimated.ObservationVariance!.Value).ShouldBe(0.1, 1e-12);
        estimated.ObservationVariance.ShouldBeWithin(0.02, s_nile.Observation);
        estimated.LogLikelihood!.Value.ShouldBe(known.LogLikelihood!.Value, 0.01);
    }

    [Fact]
    public void Compute_BetaThatCannotMove_IsLeastSquaresThroughTheOrigin() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                var options = new KalmanBetaOptions { Variances = new(1e-6, 0), MinimumSamples = 3 };
                var squares = pair.X.Sum(x => x * x);

                var result = Compute(pair.X, pair.Y, options);

                result.Beta!.Value.ShouldBe(pair.X.Zip(pair.Y, (x, y) => x * y).Sum() / squares, 1e-8);
                result.BetaStandardDeviation.ShouldBeWithin(1e-8, Math.Sqrt(1e-6 / squares));
            }
        );

    [Fact]
    public void Compute_DerivativeScaledAndMirrored_ScalesBetaWithIt() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                var result = Compute(pair.X, pair.Y, Known(1e-6, 1e-4));
                var scaled = Compute(pair.X, [.. pair.Y.Select(y => -4 * y)], Known(16e-6, 16e-4));

                scaled.Beta!.Value.ShouldBe(-4 * result.Beta!.Value, 1e-6);
                scaled.BetaStandardDeviation!.Value.ShouldBeWithin(1e-6, 4 * result.BetaStandardDeviation!.Value);
                if (result.InnovationZ is { } z)
                {
                    scaled.InnovationZ!.Value.ShouldBe(-z, 1e-5);
                }
            }
        );

    [Fact]
    public void Compute_LikelihoodOfTwoSamples_IsThatOfTheSecondGivenTheFirst()
    {
        // The first pins β at 3/2 with variance H/4; the second is then normal about 2·3/2 with variance 4·H/4 + H.
        var result = Compute([2, 2, 2], [3, 4, 3], Known(0.5, 0) with { DiffuseVariance = 1e12 });
        var first = -0.5 * (Math.Log(2 * Math.PI * 1) + 1.0 / 1);
        // The third: β = 7/4 with variance H/8, so about 3.5 with variance H/2 + H.
        var second = -0.5 * (Math.Log(2 * Math.PI * 0.75) + 0.25 / 0.75);

        result.LogLikelihood!.Value.ShouldBe(first + second, 1e-9);
        result.InnovationZ!.Value.ShouldBe(-0.5 / Math.Sqrt(0.75), 1e-9);
    }

    [Fact]
    public void Compute_UnderlyingAtRest_PredictsOnly()
    {
        double[] x = [.. Moves(30), 0, 0];
        double[] y = [.. Moves(30).Select((move, i) => move + 1e-5 * Math.Cos(7 * i)), 0.5, -0.5];
        var options = Known(1e-10, 1e-6);

        var moving = Compute(x[..30], y[..30], options);
        var resting = Compute(x, y, options);

        resting.Beta.ShouldBe(moving.Beta);
        resting.LogLikelihood.ShouldBe(moving.LogLikelihood);
        resting.InnovationZ.ShouldBeNull();
        resting.BetaStandardDeviation.ShouldBeWithin(
            1e-12,
            Math.Sqrt(Math.Pow(moving.BetaStandardDeviation!.Value, 2) + 2e-6)
        );
    }

    [Fact]
    public void Compute_BetaThatJumps_IsFollowedAndTheJumpStandsOut()
    {
        var random = new Random(3);
        var x = Enumerable.Range(0, 400).Select(_ => (random.NextDouble() - 0.5) * 1e-2).ToArray();
        var y = x.Select((move, i) => (i < 200 ? 1.0 : 0.5) * move + (random.NextDouble() - 0.5) * 1e-4).ToArray();

        var before = Compute(x[..200], y[..200]);
        var after = Compute(x, y);

        before.Beta!.Value.ShouldBe(1, 4 * before.BetaStandardDeviation!.Value);
        after.Beta!.Value.ShouldBe(0.5, 4 * after.BetaStandardDeviation!.Value);
        after.StateVariance!.Value.ShouldBeGreaterThan(before.StateVariance!.Value);
        var jump = Advance(
            KalmanBetaState.Start(1e7),
            x[..200],
            y[..200],
            new(before.ObservationVariance!.Value, before.StateVariance!.Value)
        );
        Math.Abs(jump.InnovationZ(0.005, 0.0025, before.ObservationVariance.Value)!.Value).ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Compute_SameSamplesThroughTheState_IsTheSameToTheBit() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                var batch = Compute(pair.X, pair.Y, Known(1e-6, 1e-4));
                var state = Advance(KalmanBetaState.Start(1e7), pair.X, pair.Y, new(1e-6, 1e-4));

                state.Beta.ShouldBe(batch.Beta!.Value);
                state.LogLikelihood.ShouldBe(batch.LogLikelihood!.Value);
            }
        );

    [Fact]
    public void Compute_TooFewMoves_IsInsufficientData()
    {
        double[] x = [.. Moves(19), .. new double[30]];

        var result = Compute(x, Moves(49));

        result.Status.ShouldBe(MetricStatus.InsufficientData);
        result.Reason.ShouldBe("The underlying moved in 19 of the paired returns and 20 are needed.");
        ResultContract.ShouldHold(result);
        Compute([], []).Status.ShouldBe(MetricStatus.InsufficientData);
    }

    [Fact]
    public void Compute_NothingToEstimateFrom_IsDegenerate()
    {
        double[] dust = [.. Enumerable.Repeat(1e-12, 30)];

        var still = Compute(dust, Moves(30));
        var identical = Compute(Moves(30), Moves(30));

        still.Status.ShouldBe(MetricStatus.Degenerate);
        still.Reason.ShouldNotBeNull().ShouldContain("did not move");
        identical.Status.ShouldBe(MetricStatus.Degenerate);
        identical.Reason.ShouldNotBeNull().ShouldContain("without error");
        Compute(Moves(30), Moves(30), Known(1e-8, 1e-6)).Beta!.Value.ShouldBe(1, 1e-6);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void Compute_ReturnThatIsNoNumber_IsInvalidInputByIndex(double bad)
    {
        var broken = Moves(30);
        broken[4] = bad;

        Compute(broken, Moves(30)).Reason.ShouldNotBeNull().ShouldContain("underlying's return at index 4");
        Compute(Moves(30), broken).Status.ShouldBe(MetricStatus.InvalidInput);
        KalmanBetaState.Start(1).Advance(bad, 1, 1, 1).ShouldBe(KalmanBetaState.Start(1));
    }

    [Fact]
    public void Compute_ProductsThatOverflow_IsOutOfDomain()
    {
        Compute([.. Moves(30).Select(move => move * 1e200)], Moves(30), Known(1e-8, 1e-6))
            .Status.ShouldBe(MetricStatus.OutOfDomain);
        Compute([1e200, .. Moves(30)], Moves(31), Known(1e-8, 1e-6)).Status.ShouldBe(MetricStatus.OutOfDomain);
        KalmanBetaState.Start(1).Advance(1e200, 1, 1, 1).ShouldBe(KalmanBetaState.Start(1));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, -1)]
    [InlineData(double.NaN, 1)]
    [InlineData(1, double.PositiveInfinity)]
    public void Compute_VariancesThatAreNone_Throw(double observation, double state) =>
        Should
            .Throw<ArgumentOutOfRangeException>(() => Compute(Moves(30), Moves(30), Known(observation, state)))
            .ParamName.ShouldBe(nameof(KalmanBetaOptions.Variances));

    [Fact]
    public void Compute_OtherMistakesOfTheCaller_Throw()
    {
        Should.Throw<ArgumentException>(() => Compute(Moves(30), Moves(29)));
        Should.Throw<ArgumentOutOfRangeException>(() =>
            KalmanBeta.Compute(Moves(30), Moves(30), TimeSpan.Zero, SeriesF1.AsOf, new())
        );
        Should
            .Throw<ArgumentOutOfRangeException>(() => Compute(Moves(30), Moves(30), new() { MinimumSamples = 2 }))
            .ParamName.ShouldBe(nameof(KalmanBetaOptions.MinimumSamples));
        Should
            .Throw<ArgumentOutOfRangeException>(() => Compute(Moves(30), Moves(30), new() { DiffuseVariance = 0 }))
            .ParamName.ShouldBe(nameof(KalmanBetaOptions.DiffuseVariance));
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 31);

        for (var i = 0; i < Campaign.Runs(300_000); i++)
        {
            var count = numbers.NextCount(60);
            var options = i % 2 == 0 ? new KalmanBetaOptions() : Known(1e-8, 1e-6);
            ResultContract.ShouldHold(Compute(numbers.NextSample(count), numbers.NextSample(count), options));
        }
    }

    [Fact]
    public void Compute_LongWindow_AllocatesTheResultOnly()
    {
        var x = Moves(2_000);
        double[] y = [.. x.Select((move, i) => move + 1e-5 * Math.Cos(7 * i))];
        var options = new KalmanBetaOptions();
        Compute(x, y, options);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Compute(x, y, options);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(256);
    }

    private static KalmanBetaResult Compute(double[] x, double[] y, KalmanBetaOptions? options = null) =>
        KalmanBeta.Compute(x, y, s_step, SeriesF1.AsOf, options ?? new KalmanBetaOptions());

    private static KalmanBetaOptions Known(double observation, double state) =>
        new() { Variances = new KalmanBetaVariances(observation, state), MinimumSamples = 3 };

    private static KalmanBetaState Advance(
        KalmanBetaState state,
        double[] x,
        double[] y,
        KalmanBetaVariances variances
    ) =>
        x.Zip(y)
            .Aggregate(
                state,
                (current, pair) => current.Advance(pair.First, pair.Second, variances.Observation, variances.State)
            );

    private static double[] Ones(int count) => [.. Enumerable.Repeat(1.0, count)];

    private static double[] Moves(int count) => [.. Enumerable.Range(1, count).Select(i => Math.Sin(i) * 1e-3)];
}

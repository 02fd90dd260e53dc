using Decoupling.Liquidation;
using Decoupling.Numerics;
using Decoupling.Results;
using Decoupling.Sizing;
using MathNet.Numerics.Integration;

namespace Decoupling.Tests.Sizing;

public sealed class TailRiskLeverageTests
{
    [Fact]
    public void H3_Factors_ReachTheReferenceValues()
    {
        TailFactor.NormalQuantile(0.99).ShouldBe(2.326347874, 5e-10);
        TailFactor.NormalShortfall(0.975).ShouldBe(2.337802792, 5e-10);
        TailFactor.NormalShortfall(0.99).ShouldBe(2.665214220, 5e-10);
        TailFactor.StudentQuantile(0.99, 4).ShouldBe(3.746947388, 5e-10);
        TailFactor.StudentShortfall(0.99, 4).ShouldBe(5.220584194, 5e-10);
        TailFactor.CornishFisherMove(NormalDistribution.Quantile(0.01), -0.5, 3).ShouldBe(-3.301284492, 5e-10);
    }

    [Theory]
    [InlineData(TailMeasure.ValueAtRisk, 0.99, 0.513276985)]
    [InlineData(TailMeasure.ExpectedShortfall, 0.975, 0.510761997)]
    public void H3_FivePercentOfEquityInADay_ReachesTheReferenceValue(
        TailMeasure measure,
        double confidence,
        double expected
    ) =>
        Compute(
            0.8,
            new TailRiskOptions
            {
                Model = ReturnModel.Normal,
                Measure = measure,
                Confidence = confidence,
            }
        )
            .Leverage!.Value.ShouldBe(expected, 5e-10);

    [Theory]
    // scipy: stats.t.ppf and the mean excess, times √½ for a deviation of one; the expansion integrated by quad.
    [InlineData(ReturnModel.StudentT, TailMeasure.ValueAtRisk, 0.99, 0.45067539944112717)]
    [InlineData(ReturnModel.StudentT, TailMeasure.ExpectedShortfall, 0.975, 0.4228453484348089)]
    [InlineData(ReturnModel.CornishFisher, TailMeasure.ValueAtRisk, 0.99, 0.3616958266508646)]
    [InlineData(ReturnModel.CornishFisher, TailMeasure.ExpectedShortfall, 0.99, 0.05 / 0.0418739 / 4.469906383019423)]
    public void Compute_FatTails_AgreeWithScipy(
        ReturnModel model,
        TailMeasure measure,
        double confidence,
        double expected
    ) =>
        Compute(
            0.8,
            new TailRiskOptions
            {
                Model = model,
                Measure = measure,
                Confidence = confidence,
                Skewness = -0.5,
                ExcessKurtosis = 3,
            }
        )
            .Leverage!.Value.ShouldBeWithin(1e-6, expected);

    [Theory]
    [InlineData(0.99, -0.5, 3, -4.469906383029805)]
    [InlineData(0.975, -0.5, 3, -3.4414877530053416)]
    [InlineData(0.95, 0.3, 1, -2.016908025307863)]
    public void CornishFisherMeanBelow_QuadratureOfScipy_Agrees(
        double confidence,
        double skewness,
        double kurtosis,
        double expected
    ) => TailFactor.CornishFisherMeanBelow(confidence, skewness, kurtosis).ShouldBeWithin(1e-10, expected);

    [Fact]
    public void StudentShortfall_IntegralOfTheQuantiles_Agrees()
    {
        var integral = DoubleExponentialTransformation.Integrate(
            tail => -StudentT.Quantile(tail, 5),
            1e-15,
            0.02,
            1e-12
        );

        TailFactor.StudentShortfall(0.98, 5).ShouldBeWithin(1e-8, integral / 0.02);
    }

    [Fact]
    public void Compute_ManyDegreesOrNoMoments_IsTheNormal()
    {
        var normal = Compute(0.8, new TailRiskOptions { Model = ReturnModel.Normal }).Leverage!.Value;

        Compute(0.8, new TailRiskOptions { DegreesOfFreedom = 1e6 }).Leverage.ShouldBeWithin(1e-5, normal);
        Compute(0.8, new TailRiskOptions { Model = ReturnModel.CornishFisher }).Leverage.ShouldBeWithin(1e-14, normal);
    }

    [Fact]
    public void Compute_SkewnessToTheLeft_CostsTheLongAndSparesTheShort()
    {
        var skewed = new TailRiskOptions
        {
            Model = ReturnModel.CornishFisher,
            Skewness = -0.4,
            ExcessKurtosis = 2,
        };
        var mirrored = skewed with { Skewness = 0.4 };

        var asLong = Compute(0.8, skewed).Leverage!.Value;
        var asShort = TailRiskLeverage.Compute(PositionSide.Short, 0.8, SeriesF1.AsOf, skewed).Leverage!.Value;

        asLong.ShouldBeLessThan(asShort);
        asShort.ShouldBe(Compute(0.8, mirrored).Leverage!.Value);
    }

    [Fact]
    public void Compute_FourTimesTheHorizon_AllowsHalf() =>
        Compute(0.8, new TailRiskOptions { Horizon = TimeSpan.FromDays(4) })
            .Leverage.ShouldBeWithin(1e-14, 0.5 * Compute(0.8).Leverage!.Value);

    [Fact]
    public void Compute_QuietMarket_IsSizedWithTheFloor() => Compute(0).Leverage.ShouldBe(Compute(0.05).Leverage);

    [Fact]
    public void Compute_ExpansionThatTurnsBack_IsOutOfDomain()
    {
        var result = Compute(0.8, new TailRiskOptions { Model = ReturnModel.CornishFisher, Skewness = 3 });

        result.Status.ShouldBe(MetricStatus.OutOfDomain);
        ResultContract.ShouldHold(result);
    }

    [Theory]
    [InlineData(-3, 8)]
    [InlineData(0.5, 9)]
    [InlineData(0, 8.5)]
    [InlineData(1, 1)]
    [InlineData(-0.9, 3.5)]
    [InlineData(0.2, 0.1)]
    public void IsCornishFisherMonotone_Steps_Agree(double skewness, double kurtosis)
    {
        var isRising = true;
        for (var z = -60.0; z < 60; z += 0.001)
        {
            isRising &=
                TailFactor.CornishFisherMove(z + 0.001, skewness, kurtosis)
                >= TailFactor.CornishFisherMove(z, skewness, kurtosis);
        }

        TailFactor.IsCornishFisherMonotone(skewness, kurtosis).ShouldBe(isRising);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    public void Compute_NoVolatility_IsInvalidInput(double volatility)
    {
        var result = Compute(volatility);

        result.Status.ShouldBe(MetricStatus.InvalidInput);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_MedianOfANormal_LimitsNothing()
    {
        var result = Compute(
            0.8,
            new TailRiskOptions
            {
                Model = ReturnModel.Normal,
                Measure = TailMeasure.ValueAtRisk,
                Confidence = 0.5,
            }
        );

        result.Status.ShouldBe(MetricStatus.OutOfDomain);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Validate_OptionOutOfRange_Throws()
    {
        TailRiskOptions[] refused =
        [
            new() { LossLimit = 0 },
            new() { LossLimit = 1.1 },
            new() { Horizon = TimeSpan.Zero },
            new() { Confidence = 1 },
            new() { Confidence = 0.4 },
            new() { Measure = (TailMeasure)7 },
            new() { Model = (ReturnModel)7 },
            new() { DegreesOfFreedom = 2 },
            new() { Skewness = double.NaN },
            new() { ExcessKurtosis = 101 },
        ];
        foreach (var options in refused)
        {
            Should.Throw<ArgumentException>(options.Validate);
        }
    }

    private static TailRiskLeverageResult Compute(double volatility, TailRiskOptions? options = null) =>
        TailRiskLeverage.Compute(PositionSide.Long, volatility, SeriesF1.AsOf, options);
}

using Decoupling.Cascades;
using Decoupling.Results;

namespace Decoupling.Tests.Cascades;

public class PriceVolatilityLoopTests
{
    /// <summary>M = [[.3, .1], [.2, .4]].</summary>
    private static readonly PriceVolatilityChannels Whole = new()
    {
        ImpactPerUsd = 1e-9,
        LiquidationUsdPerLogPrice = 4e8,
        LeverageTargetingUsdPerLogPrice = 1e8,
        DealerGammaUsdPerLogPrice = 2e8,
        DealerVannaUsdPerVolatility = -1e8,
        VolatilityPerLogPrice = 0.2,
        VegaHedging = 0.4,
    };

    [Fact]
    public void E6_WholeMatrix_IsTheReferenceResponse()
    {
        var result = PriceVolatilityLoop.Compute(Whole, SeriesF1.AsOf);

        result.SpectralRadius.ShouldBeWithin(1e-14, 0.5);
        result.PricePerPriceShock.ShouldBeWithin(1e-14, 1.5);
        result.PricePerVolatilityShock.ShouldBeWithin(1e-14, 0.25);
        result.VolatilityPerPriceShock.ShouldBeWithin(1e-14, 0.5);
        result.VolatilityPerVolatilityShock.ShouldBeWithin(1e-14, 1.75);
        // numpy.linalg.norm([[1.5, .25], [.5, 1.75]], 2)
        result.Amplification.ShouldBeWithin(1e-14, 2.02508530882171);
        result.IsPartial.ShouldBe(false);
        result.Missing.ShouldBeEmpty();
    }

    [Fact]
    public void E6_LiquidationAlone_IsThePricesLoopAndNamesWhatIsMissing()
    {
        var result = PriceVolatilityLoop.Compute(
            new PriceVolatilityChannels { ImpactPerUsd = 2.5e-10, LiquidationUsdPerLogPrice = 2e9 },
            SeriesF1.AsOf
        );

        result.SpectralRadius.ShouldBeWithin(1e-14, 0.5);
        result.Amplification.ShouldBeWithin(1e-14, 2);
        result.PricePerVolatilityShock.ShouldBeNull();
        result.IsPartial.ShouldBe(true);
        result.Missing.ShouldBe([
            PriceVolatilityChannel.LeverageTargeting,
            PriceVolatilityChannel.DealerGamma,
            PriceVolatilityChannel.DealerVanna,
            PriceVolatilityChannel.SpotVolatility,
            PriceVolatilityChannel.VegaHedging,
        ]);
    }

    [Fact]
    public void Compute_KnownToBeZero_IsNotMissing() =>
        PriceVolatilityLoop
            .Compute(Whole with { DealerGammaUsdPerLogPrice = 0 }, SeriesF1.AsOf)
            .Missing.ShouldBeEmpty();

    [Fact]
    public void Compute_LoopThatFeedsOnItself_HasARadiusAndNoResponse()
    {
        var result = PriceVolatilityLoop.Compute(Whole with { LiquidationUsdPerLogPrice = 2e9 }, SeriesF1.AsOf);

        result.SpectralRadius!.Value.ShouldBeGreaterThan(1);
        result.Amplification.ShouldBeNull();
        result.PricePerPriceShock.ShouldBeNull();
    }

    [Fact]
    public void Compute_Oscillation_HasTheModulusOfItsEigenvalues()
    {
        var result = PriceVolatilityLoop.Compute(
            Whole with
            {
                DealerVannaUsdPerVolatility = 5e8,
                VolatilityPerLogPrice = 0.6,
            },
            SeriesF1.AsOf
        );

        // λ of [[.3, -.5], [.6, .4]] are a conjugate pair: |λ|² is the determinant.
        result.SpectralRadius.ShouldBeWithin(1e-14, Math.Sqrt(0.42));
    }

    [Fact]
    public void Compute_NoChannelOfThePrice_IsInsufficientData()
    {
        var result = PriceVolatilityLoop.Compute(
            new PriceVolatilityChannels { ImpactPerUsd = 1e-9, VegaHedging = 0.1 },
            SeriesF1.AsOf
        );

        result.Status.ShouldBe(MetricStatus.InsufficientData);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 62);
        for (var i = 0; i < Campaign.Runs(1_000_000); i++)
        {
            var channels = new PriceVolatilityChannels
            {
                ImpactPerUsd = numbers.Next(),
                LiquidationUsdPerLogPrice = numbers.Next(),
                LeverageTargetingUsdPerLogPrice = i % 2 == 0 ? numbers.Next() : null,
                DealerGammaUsdPerLogPrice = numbers.Next(),
                DealerVannaUsdPerVolatility = numbers.Next(),
                VolatilityPerLogPrice = i % 3 == 0 ? null : numbers.Next(),
                VegaHedging = numbers.Next(),
            };
            ResultContract.ShouldHold(PriceVolatilityLoop.Compute(channels, SeriesF1.AsOf));
        }
    }
}

using Decoupling.Depth;
using Decoupling.Liquidation;
using Decoupling.Results;

namespace Decoupling.Tests.Liquidation;

public sealed class LiquidationPressureTests
{
    private static readonly DateTimeOffset AsOf = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Compute_BandsOfBoth_AreJoinedByWidth()
    {
        var map = MapOf(new LiquidationBand(0.01, 30e6, 10e6), new LiquidationBand(0.1, 1e9, 1e9));
        var depth = DepthOf(BandOf(0.01, 15e6, 40e6), BandOf(0.05, 1, 1));

        var band = LiquidationPressure.Compute(map, depth, AsOf).Bands.ShouldHaveSingleItem();

        band.ShouldBe(new LiquidationPressureBand(0.01, 2, 0.25, true));
    }

    [Fact]
    public void Compute_NoBidInTheBand_HasNoRatio() =>
        LiquidationPressure
            .Compute(MapOf(new LiquidationBand(0.01, 30e6, 10e6)), DepthOf(BandOf(0.01, 0, 40e6)), AsOf)
            .Bands[0]
            .LongsOverBids.ShouldBeNull();

    [Fact]
    public void Compute_NoMap_CarriesItsStatus()
    {
        var map = new LiquidationMapResult
        {
            Status = MetricStatus.InsufficientData,
            Reason = "The open interest is not known.",
            SampleCount = 0,
            AsOf = AsOf,
        };

        var result = LiquidationPressure.Compute(map, DepthOf(), AsOf);

        result.Status.ShouldBe(MetricStatus.InsufficientData);
        result.Reason!.ShouldContain("open interest");
    }

    [Fact]
    public void Compute_NothingGiven_Throws() =>
        Should.Throw<ArgumentNullException>(() => LiquidationPressure.Compute(null!, DepthOf(), AsOf));

    private static LiquidationMapResult MapOf(params LiquidationBand[] bands) =>
        new()
        {
            Status = MetricStatus.Ok,
            SampleCount = 1,
            AsOf = AsOf,
            Bands = bands,
        };

    private static DepthFragilityResult DepthOf(params DepthBand[] bands) =>
        new()
        {
            Status = MetricStatus.Ok,
            SampleCount = 1,
            AsOf = AsOf,
            Bands = bands,
        };

    private static DepthBand BandOf(double width, double bidDepthUsd, double askDepthUsd) =>
        new()
        {
            Width = width,
            BidDepthUsd = bidDepthUsd,
            AskDepthUsd = askDepthUsd,
            OpenInterestOverDepth = null,
            OpenInterestOverLesserDepth = null,
            BidIsLowerBound = true,
            AskIsLowerBound = false,
        };
}

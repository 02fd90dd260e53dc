using Decoupling.Depth;
using Decoupling.Results;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Depth;

public sealed class DepthFragilityTests
{
    private const double RelativeTolerance = 1e-12;
    private static readonly DateTimeOffset AsOf = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Mid 100. Within 1 % stand 250 M of bids and 500 M of asks; the last levels lie beyond 5 %.
    private static readonly OrderBook Book = BookOf(
        [99.5, 98.5, 90],
        [250e6 / 99.5, 1e6, 1e6],
        [100.5, 101.5, 110],
        [500e6 / 100.5, 1e6, 1e6]
    );

    [Fact]
    public void Compute_ReferenceC3_TenBillionOnAQuarterIsForty()
    {
        var result = Compute(10e9, Book);

        result.MidPrice.ShouldBe(100);
        result.Bands[0].BidDepthUsd.ShouldBe(250e6, 250e6 * RelativeTolerance);
        result.Bands[0].AskDepthUsd.ShouldBe(500e6, 500e6 * RelativeTolerance);
        result.Bands[0].OpenInterestOverDepth!.Value.ShouldBe(40, 40 * RelativeTolerance);
        result.Bands[0].OpenInterestOverLesserDepth!.Value.ShouldBe(40, 40 * RelativeTolerance);
        result.Bands[0].IsLowerBound.ShouldBeFalse();
        result.Bands[1].BidDepthUsd.ShouldBe(250e6 + 98.5e6, 350e6 * RelativeTolerance);
    }

    [Fact]
    public void Compute_BookThatEndsInsideTheBand_SaysLowerBound()
    {
        var short1 = BookOf([99.5, 98.5], [1, 1], [100.5, 110], [1, 1]);

        var bands = Compute(1e6, short1).Bands;

        bands[0].BidIsLowerBound.ShouldBeFalse();
        bands[1].BidIsLowerBound.ShouldBeTrue();
        bands[1].AskIsLowerBound.ShouldBeFalse();
        bands[1].IsLowerBound.ShouldBeTrue();
    }

    [Fact]
    public void Compute_SpreadWiderThanTheBand_HasNoRatioThere()
    {
        var wide = BookOf([97], [1], [103], [1]);

        var bands = Compute(1e6, wide).Bands;

        bands[0].BidDepthUsd.ShouldBe(0);
        bands[0].OpenInterestOverDepth.ShouldBeNull();
        bands[2].OpenInterestOverDepth!.Value.ShouldBe(1e6 / 97, 1e6 * RelativeTolerance);
    }

    [Fact]
    public void Compute_Impact_IsTheLastPricesDistancePerDollar()
    {
        var impact = Compute(0, Book).Impacts[0];

        impact.SizeUsd.ShouldBe(1e6);
        impact.SellImpactPerUsd!.Value.ShouldBe(-Math.Log(0.995) / 1e6, 1e-18);
        impact.BuyImpactPerUsd!.Value.ShouldBe(Math.Log(1.005) / 1e6, 1e-18);
        impact.Reason.ShouldBeNull();
    }

    [Fact]
    public void Compute_BookTooThinForTheOrder_HasNoImpactAndSaysWhy()
    {
        var thin = BookOf([99.5], [1], [100.5], [1e6]);

        var impact = Compute(0, thin).Impacts[0];

        impact.SellImpactPerUsd.ShouldBeNull();
        impact.BuyImpactPerUsd.ShouldNotBeNull();
        impact.Reason!.ShouldContain("bids");
    }

    [Fact]
    public void Compute_InverseContracts_CountFaceValue()
    {
        var contracts = BookOf([99.5, 90], [30, 1], [100.5, 110], [50, 1]);

        var result = DepthFragility.Compute(6000, contracts, InstrumentKind.InversePerpetual, 100, AsOf);

        result.Bands[0].BidDepthUsd.ShouldBe(3000, 3000 * RelativeTolerance);
        result.Bands[0].AskDepthUsd.ShouldBe(5000, 5000 * RelativeTolerance);
        result.Bands[0].OpenInterestOverDepth!.Value.ShouldBe(2, RelativeTolerance * 2);
    }

    [Fact]
    public void Compute_SidesMirrored_SwapsTheDepths()
    {
        var mirrored = BookOf([99.5], [500e6 / 99.5], [100.5], [250e6 / 100.5]);

        var band = Compute(10e9, mirrored).Bands[0];

        band.OpenInterestOverDepth!.Value.ShouldBe(20, 20 * RelativeTolerance);
        band.OpenInterestOverLesserDepth!.Value.ShouldBe(40, 40 * RelativeTolerance);
    }

    [Fact]
    public void Compute_EmptySide_IsDegenerate()
    {
        var result = Compute(1, BookOf([], [], [100], [1]));

        result.Status.ShouldBe(MetricStatus.Degenerate);
        result.Reason!.ShouldStartWith("Bids");
        result.Bands.ShouldBeEmpty();
    }

    public static TheoryData<double[], double[], double[], double[]> BadBooks() =>
        new()
        {
            { [100.5], [1], [100.5], [1] },
            { [99, 99.5], [1, 1], [100.5], [1] },
            { [99.5], [1], [101, 100.5], [1, 1] },
            { [99.5, 99], [1, 0], [100.5], [1] },
            { [99.5], [1], [100.5, double.NaN], [1, 1] },
        };

    [Theory]
    [MemberData(nameof(BadBooks))]
    public void Compute_CrossedOrDisorderedBook_IsInvalid(
        double[] bidPrices,
        double[] bidSizes,
        double[] askPrices,
        double[] askSizes
    ) => Compute(1, BookOf(bidPrices, bidSizes, askPrices, askSizes)).Status.ShouldBe(MetricStatus.InvalidInput);

    [Fact]
    public void Compute_OldBook_IsStale() =>
        Compute(1, Book with { VenueAt = AsOf - TimeSpan.FromMinutes(11) }).Status.ShouldBe(MetricStatus.Stale);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    [InlineData(double.PositiveInfinity)]
    public void Compute_NoOpenInterest_IsInvalid(double openInterestUsd) =>
        Compute(openInterestUsd, Book).Status.ShouldBe(MetricStatus.InvalidInput);

    [Fact]
    public void Compute_ValuesBeyondADouble_GivesAStatus()
    {
        var huge = BookOf([1e200], [1e200], [1.1e200], [1e200]);

        Compute(1, huge).Status.ShouldBe(MetricStatus.OutOfDomain);
    }

    [Fact]
    public void Validate_BandOutOfRange_NamesTheOption() =>
        Should
            .Throw<ArgumentOutOfRangeException>(() =>
                new DepthFragilityOptions { BandWidths = [0.05, 0.01] }.Validate()
            )
            .ParamName.ShouldBe(nameof(DepthFragilityOptions.BandWidths));

    private static DepthFragilityResult Compute(double openInterestUsd, OrderBook book) =>
        DepthFragility.Compute(openInterestUsd, book, InstrumentKind.LinearPerpetual, 1, AsOf);

    private static OrderBook BookOf(double[] bidPrices, double[] bidSizes, double[] askPrices, double[] askSizes) =>
        new(bidPrices, bidSizes, askPrices, askSizes, AsOf, AsOf);
}

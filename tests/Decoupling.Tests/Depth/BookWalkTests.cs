using Decoupling.Depth;
using Decoupling.Results;

namespace Decoupling.Tests.Depth;

public sealed class BookWalkTests
{
    private const double RelativeTolerance = 1e-12;
    private static readonly DateTimeOffset AsOf = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly double[] BidPrices = [99.9, 99.5, 99];
    private static readonly double[] BidSizes = [5, 10, 20];

    [Fact]
    public void Compute_ReferenceC3_SellsTwelveCoins()
    {
        var walk = BookWalk.Compute(BidPrices, BidSizes, 12, AsOf);

        walk.AveragePrice!.Value.ShouldBe(99.6666666666667, 1e-12 * 99);
        walk.LastPrice.ShouldBe(99.5);
        walk.FilledCoins.ShouldBe(12);
        walk.UnfilledCoins.ShouldBe(0);
        walk.IsFilled.ShouldBeTrue();
        walk.SampleCount.ShouldBe(2);
    }

    [Fact]
    public void Compute_SizeBeyondTheBook_ReportsWhatStaysUnfilled()
    {
        var walk = BookWalk.Compute(BidPrices, BidSizes, 40, AsOf);

        walk.Status.ShouldBe(MetricStatus.Ok);
        walk.FilledCoins.ShouldBe(35);
        walk.UnfilledCoins.ShouldBe(5);
        walk.LastPrice.ShouldBe(99);
        walk.IsFilled.ShouldBeFalse();
    }

    [Fact]
    public void ComputeNotional_WhatASizeCosts_FillsThatSize()
    {
        var inCoins = BookWalk.Compute(BidPrices, BidSizes, 12, AsOf);

        var inQuote = BookWalk.ComputeNotional(BidPrices, BidSizes, inCoins.FilledQuote!.Value, AsOf);

        inQuote.FilledCoins!.Value.ShouldBe(12, 12 * RelativeTolerance);
        inQuote.AveragePrice!.Value.ShouldBe(inCoins.AveragePrice!.Value, 99 * RelativeTolerance);
        inQuote.UnfilledQuote.ShouldBe(0);
        inQuote.UnfilledCoins.ShouldBeNull();
    }

    [Fact]
    public void Compute_AWholeBookOfRoundingSizes_IsFilled()
    {
        var walk = BookWalk.Compute([3, 2, 1], [0.1, 0.7, 0.1], 0.1 + 0.7 + 0.1, AsOf);

        walk.UnfilledCoins.ShouldBe(0);
        walk.IsFilled.ShouldBeTrue();
    }

    [Fact]
    public void Compute_SizesAndOrderScaled_LeavesThePriceAndScalesTheFill()
    {
        double[] scaled = [.. BidSizes.Select(size => size * 1024)];

        var walk = BookWalk.Compute(BidPrices, scaled, 12 * 1024, AsOf);

        walk.AveragePrice.ShouldBe(BookWalk.Compute(BidPrices, BidSizes, 12, AsOf).AveragePrice);
        walk.FilledCoins.ShouldBe(12 * 1024);
    }

    [Fact]
    public void Compute_EmptySide_IsDegenerate()
    {
        var walk = BookWalk.Compute([], [], 1, AsOf);

        walk.Status.ShouldBe(MetricStatus.Degenerate);
        walk.AveragePrice.ShouldBeNull();
    }

    [Theory]
    [InlineData(99.5, 99.5, 1, "level 1")]
    [InlineData(99.5, 0, 1, "level 1")]
    [InlineData(99.5, 99, 0, "level 1")]
    [InlineData(double.NaN, 99, 1, "level 0")]
    public void Compute_LevelThatIsNone_IsRefusedByItsNumber(double first, double second, double size, string names)
    {
        var walk = BookWalk.Compute([first, second], [1, size], 1, AsOf);

        walk.Status.ShouldBe(MetricStatus.InvalidInput);
        walk.Reason!.ShouldContain(names);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Compute_NoSize_Throws(double size) =>
        Should.Throw<ArgumentOutOfRangeException>(() => BookWalk.Compute([1], [1], size, AsOf));

    [Fact]
    public void Compute_ValuesBeyondADouble_GivesAStatus()
    {
        var walk = BookWalk.Compute([1e300, 9e299], [1e300, 1e300], 1.5e300, AsOf);

        walk.Status.ShouldBe(MetricStatus.OutOfDomain);
    }
}

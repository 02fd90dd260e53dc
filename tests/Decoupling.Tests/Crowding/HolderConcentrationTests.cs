using Decoupling.Crowding;
using Decoupling.Results;

namespace Decoupling.Tests.Crowding;

public class HolderConcentrationTests
{
    [Fact]
    public void Compute_KnownHolders_AreSharedOutOfTheWhole()
    {
        // Shares 0.4, 0.3 and 0.1 of 100; the other 20 are nobody's name.
        var result = Compute([10, 40, 30], 100);

        result.TopShare.ShouldBeWithin(1e-14, 0.8);
        result.HerfindahlIndex.ShouldBeWithin(1e-14, 0.16 + 0.09 + 0.01);
    }

    [Fact]
    public void Compute_MoreHoldersThanCount_TakesTheLargest()
    {
        var result = Compute([10, 40, 30], 100, new() { Holders = 2 });

        result.TopShare.ShouldBeWithin(1e-14, 0.7);
        result.HerfindahlIndex.ShouldBeWithin(1e-14, 0.25);
        result.SampleCount.ShouldBe(3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(10)]
    public void Compute_EqualHoldersOfAll_HasOneOverTheirNumber(int holders)
    {
        var result = Compute([.. Enumerable.Repeat(7.0, holders)], 7 * holders);

        result.HerfindahlIndex.ShouldBeWithin(1e-14, 1.0 / holders);
        result.TopShare.ShouldBeWithin(1e-14, 1);
    }

    [Fact]
    public void Compute_OrderOfHolders_DoesNotMatter() => Compute([1, 2, 3], 6).ShouldBe(Compute([3, 1, 2], 6));

    [Fact]
    public void Compute_NothingToShare_HasAStatus()
    {
        Compute([], 100).Status.ShouldBe(MetricStatus.InsufficientData);
        Compute([0, 0], 0).Status.ShouldBe(MetricStatus.OutOfDomain);
        ResultContract.ShouldHold(Compute([0, 0], 0));
        Compute([60, 60], 100).Status.ShouldBe(MetricStatus.InvalidInput);
        Compute([60, -1], 100).Reason.ShouldBe("The holding at index 1 is -1, not a quantity.");
        Compute([60], double.NaN).Status.ShouldBe(MetricStatus.InvalidInput);
        Should
            .Throw<ArgumentOutOfRangeException>(() => Compute([1], 1, new() { Holders = 0 }))
            .ParamName.ShouldBe(nameof(HolderConcentrationOptions.Holders));
    }

    private static HolderConcentrationResult Compute(
        double[] holdings,
        double openInterest,
        HolderConcentrationOptions? options = null
    ) =>
        HolderConcentration.Compute(holdings, openInterest, SeriesF1.AsOf, options ?? new HolderConcentrationOptions());
}

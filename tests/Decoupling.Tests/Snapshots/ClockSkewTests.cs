using Decoupling.Results;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Snapshots;

public sealed class ClockSkewTests
{
    private static readonly DateTimeOffset SlotAt = SoundSnapshot.SlotAt;

    [Theory]
    [InlineData(1_270)]
    [InlineData(-1_270)]
    [InlineData(0)]
    public void Of_BothClocks_IsTheVenuesLessOurs(int aheadMilliseconds)
    {
        var skew = ClockSkew.Of(Venue(aheadMilliseconds, TimeSpan.FromMilliseconds(25)), SlotAt);

        skew.Status.ShouldBe(MetricStatus.Ok);
        skew.SkewMilliseconds.ShouldBe(aheadMilliseconds);
        skew.UncertaintyMilliseconds.ShouldBe(25);
        skew.SampleCount.ShouldBe(1);
        skew.AsOf.ShouldBe(SlotAt);
    }

    [Fact]
    public void Of_SnapshotFromBeforeItWasMeasured_HasNoUncertainty()
    {
        var skew = ClockSkew.Of(Venue(5, null), SlotAt);

        skew.Status.ShouldBe(MetricStatus.Ok);
        skew.UncertaintyMilliseconds.ShouldBeNull();
    }

    [Fact]
    public void Of_VenueThatDidNotTellItsTime_HasAReasonAndNoValue()
    {
        var skew = ClockSkew.Of(Venue(5, null) with { ServerTimeAt = null }, SlotAt);

        skew.Status.ShouldBe(MetricStatus.InsufficientData);
        skew.Reason.ShouldBe("binance did not tell its time.");
        skew.SkewMilliseconds.ShouldBeNull();
        skew.UncertaintyMilliseconds.ShouldBeNull();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0.5)]
    [InlineData(3_600_001)]
    public void Check_UncertaintyThatIsNone_IsRefused(double milliseconds)
    {
        var snapshot = SoundSnapshot.Make();
        var venue = snapshot.Venues[0] with { ClockUncertainty = TimeSpan.FromMilliseconds(milliseconds) };

        SnapshotRules
            .Check(snapshot with { Venues = [venue] })
            .ShouldHaveSingleItem()
            .ShouldContain("uncertainty of binance's clock");
    }

    private static VenueSnapshot Venue(int aheadMilliseconds, TimeSpan? uncertainty) =>
        new()
        {
            Venue = "binance",
            ServerTimeAt = SlotAt.AddSeconds(10).AddMilliseconds(aheadMilliseconds),
            AskedAt = SlotAt.AddSeconds(10),
            ClockUncertainty = uncertainty,
            Missing = [],
        };
}

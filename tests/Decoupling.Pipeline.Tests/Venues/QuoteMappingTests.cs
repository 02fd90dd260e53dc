using Decoupling.Pipeline.Venues;

namespace Decoupling.Pipeline.Tests.Venues;

public class QuoteMappingTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 4)]
    [InlineData(24, 24)]
    public void Interval_HoursInRange_IsThatLong(int hours, int expectedHours) =>
        QuoteMapping.Interval(hours).ShouldBe(TimeSpan.FromHours(expectedHours));

    [Theory]
    [InlineData(0)]
    [InlineData(-8)]
    [InlineData(25)]
    public void Interval_HoursOutOfRange_IsUnknown(int hours) => QuoteMapping.Interval(hours).ShouldBeNull();

    [Fact]
    public void Interval_PartOfAMinute_IsUnknown()
    {
        QuoteMapping.Interval(1.5m).ShouldBe(TimeSpan.FromMinutes(90));
        QuoteMapping.Interval(8.0001m).ShouldBeNull();
        var settles = Recording.SlotAt.ToUnixTimeMilliseconds();
        QuoteMapping.Between(settles, settles + 4 * 3_600_000).ShouldBe(TimeSpan.FromHours(4));
        QuoteMapping.Between(settles, settles + 4 * 3_600_000 + 7).ShouldBeNull();
        QuoteMapping.Between(settles, settles).ShouldBeNull();
        QuoteMapping.Between(settles, null).ShouldBeNull();
    }

    [Fact]
    public void FundingCap_TwoLimits_IsTheLarger() => QuoteMapping.FundingCap(0.02m, -0.03m).ShouldBe(0.03m);

    [Fact]
    public void FundingCap_NoneOrNonsense_IsTheWidest()
    {
        QuoteMapping.FundingCap(null, null).ShouldBe(QuoteMapping.WidestFundingCap);
        QuoteMapping.FundingCap(0, 0).ShouldBe(QuoteMapping.WidestFundingCap);
        QuoteMapping.FundingCap(300, null).ShouldBe(QuoteMapping.WidestFundingCap);
    }

    [Fact]
    public void Time_OutsideItsCentury_IsNull()
    {
        WireValue.Time(1795176001m).ShouldBeNull("seconds, not milliseconds");
        WireValue.Time(1795176001250000m).ShouldBeNull("microseconds");
        WireValue.Time(1795176001250.5m).ShouldBeNull();
        WireValue.Time(1795176001250m).ShouldBe(Recording.SlotAt.AddMilliseconds(1250));
    }
}

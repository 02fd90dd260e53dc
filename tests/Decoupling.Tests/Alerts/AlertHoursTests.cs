using System.Globalization;
using Decoupling.Alerts;

namespace Decoupling.Tests.Alerts;

public sealed class AlertHoursTests
{
    // 2026-01-05 is a Monday.
    [Theory]
    [InlineData("09:00", "17:00", "2026-01-05T08:59:59Z", false)]
    [InlineData("09:00", "17:00", "2026-01-05T09:00:00Z", true)]
    [InlineData("09:00", "17:00", "2026-01-05T16:59:59Z", true)]
    [InlineData("09:00", "17:00", "2026-01-05T17:00:00Z", false)]
    [InlineData("09:00", "17:00", "2026-01-06T12:00:00Z", false)]
    [InlineData("22:00", "06:00", "2026-01-05T21:59:59Z", false)]
    [InlineData("22:00", "06:00", "2026-01-05T22:00:00Z", true)]
    [InlineData("22:00", "06:00", "2026-01-06T05:59:59Z", true)]
    [InlineData("22:00", "06:00", "2026-01-06T06:00:00Z", false)]
    [InlineData("22:00", "06:00", "2026-01-05T05:00:00Z", false)]
    [InlineData("22:00", "06:00", "2026-01-06T22:00:00Z", false)]
    [InlineData("00:00", "00:00", "2026-01-05T00:00:00Z", true)]
    [InlineData("00:00", "00:00", "2026-01-05T23:59:59Z", true)]
    [InlineData("00:00", "00:00", "2026-01-06T00:00:00Z", false)]
    [InlineData("09:00", "09:00", "2026-01-06T08:59:59Z", true)]
    [InlineData("09:00", "17:00", "2026-01-05T18:00:00+09:00", true)]
    public void Contains_HoursOfMondays_BeginOnMondaysAndMayEndOnTuesdays(
        string from,
        string to,
        string at,
        bool expected
    ) =>
        new AlertHours([DayOfWeek.Monday], Time(from), Time(to))
            .Contains(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture))
            .ShouldBe(expected);

    private static TimeOnly Time(string text) => TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);
}

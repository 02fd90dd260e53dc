using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Tests.Venues;

/// <summary>What every number of an instrument must keep to, whatever the venue sent.</summary>
internal static class SoundInstrument
{
    public static void Require(InstrumentSnapshot instrument, string because)
    {
        Require(instrument.Bars, because);
        Require(instrument.HourlyBars, because);
        foreach (var price in new[] { instrument.Mark, instrument.Index }.OfType<PriceQuote>())
            Require(IsPrice(price.Price), because);
        if (instrument.Funding is { } funding)
        {
            Require(Math.Abs(funding.RatePerInterval) <= 1, because);
            Require(funding.CapPerInterval is null or (> 0 and <= 1), because);
            Require(funding.Interval >= TimeSpan.FromHours(1) && funding.Interval <= TimeSpan.FromDays(1), because);
            Require(funding.SettlesAt >= funding.VenueAt.AddMinutes(-1), because);
        }
        if (instrument.OpenInterest is { } openInterest)
            Require(IsSize(openInterest.Quantity) && IsSize(openInterest.Usd), because);
        if (instrument.Liquidations is { } tape)
        {
            Require(tape.Price.All(IsPrice) && tape.SizeCoins.All(double.IsFinite), because);
            Require(tape.At.SequenceEqual(tape.At.Order()) && tape.At.All(at => at <= Recording.SlotAt), because);
        }
        Require(instrument.FundingHistory, value => Math.Abs(value) <= 0.04, because);
        Require(instrument.OpenInterestHistoryUsd, IsSize, because);
    }

    public static void Require(OrderBook book, string because)
    {
        Require(book.BidPrices.Concat(book.AskPrices).All(IsPrice), because);
        Require(book.BidSizes.Concat(book.AskSizes).All(size => size > 0 && double.IsFinite(size)), because);
        Require(book.BidPrices.SequenceEqual(book.BidPrices.OrderDescending().Distinct()), because);
        Require(book.AskPrices.SequenceEqual(book.AskPrices.Order().Distinct()), because);
    }

    private static void Require(BarSeries? bars, string because)
    {
        if (bars is null)
            return;
        Require(bars.EndAt <= Recording.SlotAt && bars.StartAt.Ticks % bars.Step.Ticks == 0, because);
        for (var i = 0; i < bars.Count; i++)
        {
            var isMissing = double.IsNaN(bars.Close[i]);
            Require(isMissing == double.IsNaN(bars.Volume![i]), because);
            Require(isMissing || (IsPrice(bars.Close[i]) && IsSize(bars.Volume[i])), because);
            Require(isMissing || bars.High is null || bars.High[i] >= bars.Close[i], because);
            Require(isMissing || bars.Low is null || (bars.Low[i] <= bars.Close[i] && IsPrice(bars.Low[i])), because);
        }
    }

    private static void Require(SampleSeries? samples, Func<double, bool> isValue, string because)
    {
        if (samples is null)
            return;
        Require(samples.At.Length == samples.Values.Length && samples.Values.All(isValue), because);
        Require(samples.At.SequenceEqual(samples.At.Order().Distinct()), because);
        Require(samples.At.All(at => at <= Recording.SlotAt), because);
    }

    private static bool IsPrice(double value) => value > 0 && double.IsFinite(value);

    private static bool IsSize(double value) => value >= 0 && double.IsFinite(value);

    private static void Require(bool holds, string because)
    {
        if (!holds)
            Assert.Fail(because);
    }
}

using System.Globalization;
using Decoupling.Snapshots;
using Spectre.Console;

namespace Decoupling.Cli.Commands;

/// <summary>Shows a snapshot: one line an instrument, then what is missing, and what a venue never gives.</summary>
internal static class SnapshotView
{
    public static void Write(IAnsiConsole console, MarketSnapshot snapshot)
    {
        console.WriteLine(
            $"{snapshot.Asset} at {snapshot.SlotAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, slots of {snapshot.SlotLength.TotalMinutes} min"
        );
        var table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumns(
                "venue",
                "symbol",
                "kind",
                "bars",
                "hourly",
                "payments",
                "samples",
                "last trade",
                "last close",
                "mark",
                "index",
                "funding",
                "open interest",
                "book levels",
                "quotes"
            );
        foreach (var instrument in snapshot.Instruments)
        {
            table.AddRow(
                Cell(instrument.Venue),
                Cell(instrument.Symbol),
                Cell(instrument.Kind.ToString()),
                Cell(Counted(instrument.Bars)),
                Cell(Counted(instrument.HourlyBars)),
                Cell(instrument.FundingHistory?.At.Length),
                Cell(instrument.OpenInterestHistoryUsd?.At.Length),
                Cell(Age(snapshot.SlotAt, NewestTradeAt(instrument.Bars))),
                Cell(instrument.Bars?.Close.LastOrDefault()),
                Cell(instrument.Mark?.Price),
                Cell(instrument.Index?.Price),
                Cell(
                    instrument.Funding is { } funding
                        ? $"{Text(100 * funding.RatePerInterval, "0.####")} % per {funding.Interval.TotalHours:0} h"
                        : null
                ),
                Cell(
                    instrument.OpenInterest is { } openInterest
                        ? $"{Text(openInterest.Quantity, "0.###")} {openInterest.Unit} = {Text(openInterest.Usd / 1e6, "0.#")} M USD"
                        : null
                ),
                Cell(instrument.Book is { } book ? $"{book.BidPrices.Length} / {book.AskPrices.Length}" : null),
                Cell(Age(instrument.Mark?.ReceivedAt, instrument.Mark?.VenueAt))
            );
        }

        console.Write(table);
        foreach (var venue in snapshot.Venues)
        {
            var clock = ClockSkew.Of(venue, snapshot.SlotAt);
            console.WriteLine(
                clock.SkewMilliseconds is { } skew
                    ? $"clock: {venue.Venue} is {Text(skew, "+0;-0;0")} ms ahead of ours, give or take {Text(clock.UncertaintyMilliseconds ?? 0, "0")} ms"
                    : $"clock: {clock.Reason}"
            );
            foreach (var missing in venue.Missing)
            {
                console.WriteLine($"missing: {venue.Venue} {missing.Symbol} {missing.Input}: {missing.Reason}");
            }

            foreach (var absent in venue.NotPublished)
            {
                console.WriteLine($"not published: {venue.Venue} {absent.Input}: {absent.Reason}");
            }
        }
    }

    /// <summary>How many bars hold a value, of how many.</summary>
    private static string? Counted(BarSeries? bars) =>
        bars is null ? null : $"{bars.Close.Count(close => !double.IsNaN(close))} of {bars.Count}";

    private static DateTimeOffset? NewestTradeAt(BarSeries? bars)
    {
        var newest = bars is null ? -1 : Array.FindLastIndex(bars.Close, close => !double.IsNaN(close));
        return newest < 0 ? null : bars!.StartAt + ((newest + 1) * bars.Step);
    }

    private static string? Age(DateTimeOffset? now, DateTimeOffset? at) =>
        now - at is { } age ? $"{Text(age.TotalSeconds, "0.#")} s old" : null;

    private static Text Cell(object? value) =>
        new(
            value switch
            {
                null => "-",
                double number => Text(number, "0.########"),
                _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "-",
            }
        );

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}

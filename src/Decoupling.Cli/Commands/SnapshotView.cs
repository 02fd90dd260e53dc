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
                "last close",
                "mark",
                "index",
                "funding",
                "open interest",
                "book levels"
            );
        foreach (var instrument in snapshot.Instruments)
        {
            table.AddRow(
                Cell(instrument.Venue),
                Cell(instrument.Symbol),
                Cell(instrument.Kind.ToString()),
                Cell(instrument.Bars?.Count),
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
                Cell(instrument.Book is { } book ? $"{book.BidPrices.Length} / {book.AskPrices.Length}" : null)
            );
        }

        console.Write(table);
        foreach (var venue in snapshot.Venues)
        {
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

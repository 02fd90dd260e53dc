using System.ComponentModel;
using System.Text.Json.Serialization;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Snapshots.Wire;

[Description("Closed bars on a regular grid, as columns. Bar i covers [startAt + i steps, + one step).")]
internal sealed record BarsWire
{
    [Description("The opening time of the first bar, a multiple of the step.")]
    public required DateTimeOffset StartAt { get; init; }

    [Description("The length of a bar.")]
    public required int StepSeconds { get; init; }

    [Description("The number of bars, missing ones included.")]
    public required int Count { get; init; }

    [Description("The bars that are missing, in order; they have no place in the columns. Absent when all are there.")]
    public IReadOnlyList<MissingBarsWire>? Missing { get; init; }

    [Description("Closing prices. Its integers are differences to the bar before in the column; the first is whole.")]
    public required ColumnWire Close { get; init; }

    [Description("Highest prices. Its integers are heights above the greater of this close and the close before.")]
    public ColumnWire? High { get; init; }

    [Description("Lowest prices. Its integers are depths below the lesser of this close and the close before.")]
    public ColumnWire? Low { get; init; }

    [Description("Volumes in coins. Its integers are whole.")]
    public ColumnWire? Volume { get; init; }
}

[Description("A run of missing bars.")]
internal sealed record MissingBarsWire
{
    [Description("The index of the first missing bar.")]
    public required int From { get; init; }

    [Description("How many are missing.")]
    public required int Count { get; init; }
}

[Description("Values at irregular times.")]
internal sealed record SamplesWire
{
    [Description("The times, strictly increasing.")]
    public required TimesWire At { get; init; }

    [Description("The values. Its integers are differences to the value before; the first is whole.")]
    public required ColumnWire Values { get; init; }
}

[Description(
    "An order book's levels, best first. Sizes are in coins for linear and spot instruments, in contracts otherwise."
)]
internal sealed record BookWire
{
    [Description("Bids, strictly decreasing. Its integers are differences to the level before; the first is whole.")]
    public required ColumnWire BidPrices { get; init; }

    [Description("Sizes of the bids. Its integers are whole.")]
    public required ColumnWire BidSizes { get; init; }

    [Description("Asks, strictly increasing. Its integers are differences to the level before; the first is whole.")]
    public required ColumnWire AskPrices { get; init; }

    [Description("Sizes of the asks. Its integers are whole.")]
    public required ColumnWire AskSizes { get; init; }

    [Description("The venue's own time of the book.")]
    public required DateTimeOffset VenueAt { get; init; }

    [Description("When it was received.")]
    public required DateTimeOffset ReceivedAt { get; init; }

    [Description(
        "When the first of the stored books was received that had these very bids, without a break since; absent where they are new."
    )]
    public DateTimeOffset? BidsSinceAt { get; init; }

    [Description("The same of the asks.")]
    public DateTimeOffset? AsksSinceAt { get; init; }
}

[Description("Liquidations that a venue published.")]
internal sealed record LiquidationsWire
{
    [Description("Whether totals are complete or lower bounds.")]
    [JsonConverter(typeof(CamelCaseEnumConverter<LiquidationCoverage>))]
    public required LiquidationCoverage Coverage { get; init; }

    [Description("The venue's times of the events, in order.")]
    public required TimesWire At { get; init; }

    [Description("Prices. Its integers are differences to the event before; the first is whole.")]
    public required ColumnWire Price { get; init; }

    [Description("Coins closed, negative where a long was closed. Its integers are whole.")]
    public required ColumnWire SizeCoins { get; init; }

    [Description(
        "Since when no event is missing but those that the coverage leaves out; absent for the slot before the snapshot's."
    )]
    public DateTimeOffset? FromAt { get; init; }
}

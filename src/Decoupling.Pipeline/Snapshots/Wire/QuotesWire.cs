using System.ComponentModel;
using System.Text.Json.Serialization;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Snapshots.Wire;

[Description("A price with its two clocks.")]
internal sealed record PriceWire
{
    [Description("Quote currency per coin, greater than 0.")]
    public required double Price { get; init; }

    [Description("The venue's own time of the price.")]
    public required DateTimeOffset VenueAt { get; init; }

    [Description("When it was received.")]
    public required DateTimeOffset ReceivedAt { get; init; }
}

[Description("A funding rate with its interval and its round; longs pay shorts when it is positive.")]
internal sealed record FundingWire
{
    [Description("A fraction of the notional per interval: 0.0001 is 1 bp.")]
    public required double RatePerInterval { get; init; }

    [Description("The time between two payments, greater than 0.")]
    public required int IntervalSeconds { get; init; }

    [Description("When the rate of this round is paid.")]
    public required DateTimeOffset SettlesAt { get; init; }

    [Description("The venue's own time of the rate.")]
    public required DateTimeOffset VenueAt { get; init; }

    [Description("When it was received.")]
    public required DateTimeOffset ReceivedAt { get; init; }

    [Description(
        "The contract's own cap on the rate either way, a fraction per interval; absent where it is not known."
    )]
    public double? CapPerInterval { get; init; }
}

[Description("Open interest in the venue's own unit and in US dollars.")]
internal sealed record OpenInterestWire
{
    [Description("One side of the market in the unit given, at least 0.")]
    public required double Quantity { get; init; }

    [Description("The unit of the quantity; there is no default.")]
    [JsonConverter(typeof(CamelCaseEnumConverter<QuantityUnit>))]
    public required QuantityUnit Unit { get; init; }

    [Description("The same in US dollars at the mark price, at least 0.")]
    public required double Usd { get; init; }

    [Description("The venue's own time of the figure.")]
    public required DateTimeOffset VenueAt { get; init; }

    [Description("When it was received.")]
    public required DateTimeOffset ReceivedAt { get; init; }
}

[Description("What a venue holds of a coin and of the stablecoins that back its contracts.")]
internal sealed record ReserveWire
{
    [Description("In the unit given, at least 0.")]
    public required double Quantity { get; init; }

    [Description("Coins, or US dollars where stablecoins are in it; never contracts.")]
    [JsonConverter(typeof(CamelCaseEnumConverter<QuantityUnit>))]
    public required QuantityUnit Unit { get; init; }

    [Description("As of when it was counted.")]
    public required DateTimeOffset CountedAt { get; init; }

    [Description("Who counted, and what is in it.")]
    public required string Source { get; init; }
}

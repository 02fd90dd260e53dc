using System.Diagnostics.CodeAnalysis;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Snapshots.Wire;

/// <summary>Maps quotes to their wire form and back; nothing stays nothing.</summary>
internal static class QuotesCodec
{
    [return: NotNullIfNotNull(nameof(quote))]
    public static PriceWire? Write(PriceQuote? quote) =>
        quote is null
            ? null
            : new PriceWire
            {
                Price = quote.Price,
                VenueAt = quote.VenueAt,
                ReceivedAt = quote.ReceivedAt,
            };

    [return: NotNullIfNotNull(nameof(wire))]
    public static PriceQuote? Read(PriceWire? wire) =>
        wire is null ? null : new PriceQuote(wire.Price, wire.VenueAt, wire.ReceivedAt);

    [return: NotNullIfNotNull(nameof(quote))]
    public static FundingWire? Write(FundingQuote? quote) =>
        quote is null
            ? null
            : new FundingWire
            {
                RatePerInterval = quote.RatePerInterval,
                IntervalSeconds = (int)quote.Interval.TotalSeconds,
                SettlesAt = quote.SettlesAt,
                VenueAt = quote.VenueAt,
                ReceivedAt = quote.ReceivedAt,
                CapPerInterval = quote.CapPerInterval,
            };

    [return: NotNullIfNotNull(nameof(wire))]
    public static FundingQuote? Read(FundingWire? wire) =>
        wire is null
            ? null
            : new FundingQuote(
                wire.RatePerInterval,
                TimeSpan.FromSeconds(wire.IntervalSeconds),
                wire.SettlesAt,
                wire.VenueAt,
                wire.ReceivedAt
            )
            {
                CapPerInterval = wire.CapPerInterval,
            };

    [return: NotNullIfNotNull(nameof(quote))]
    public static OpenInterestWire? Write(OpenInterestQuote? quote) =>
        quote is null
            ? null
            : new OpenInterestWire
            {
                Quantity = quote.Quantity,
                Unit = quote.Unit,
                Usd = quote.Usd,
                VenueAt = quote.VenueAt,
                ReceivedAt = quote.ReceivedAt,
            };

    [return: NotNullIfNotNull(nameof(wire))]
    public static OpenInterestQuote? Read(OpenInterestWire? wire) =>
        wire is null ? null : new OpenInterestQuote(wire.Quantity, wire.Unit, wire.Usd, wire.VenueAt, wire.ReceivedAt);

    [return: NotNullIfNotNull(nameof(quote))]
    public static ReserveWire? Write(ReserveQuote? quote) =>
        quote is null
            ? null
            : new ReserveWire
            {
                Quantity = quote.Quantity,
                Unit = quote.Unit,
                CountedAt = quote.CountedAt,
                Source = quote.Source,
            };

    [return: NotNullIfNotNull(nameof(wire))]
    public static ReserveQuote? Read(ReserveWire? wire) =>
        wire is null ? null : new ReserveQuote(wire.Quantity, wire.Unit, wire.CountedAt, wire.Source);
}

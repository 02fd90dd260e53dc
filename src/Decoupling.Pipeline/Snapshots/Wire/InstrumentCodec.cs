using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Snapshots.Wire;

/// <summary>Maps one instrument to its wire form and back.</summary>
internal static class InstrumentCodec
{
    public static InstrumentWire Write(InstrumentSnapshot instrument) =>
        new()
        {
            Venue = instrument.Venue,
            Symbol = instrument.Symbol,
            Kind = instrument.Kind,
            ContractMultiplier = instrument.ContractMultiplier,
            SettlementCoin = instrument.SettlementCoin,
            TickSize = instrument.TickSize,
            ExpiresAt = instrument.ExpiresAt,
            HistoryIsPartial = instrument.HistoryIsPartial ? true : null,
            Bars = instrument.Bars is { } bars ? BarsCodec.Write(bars) : null,
            HourlyBars = instrument.HourlyBars is { } hourly ? BarsCodec.Write(hourly) : null,
            Mark = QuotesCodec.Write(instrument.Mark),
            Index = QuotesCodec.Write(instrument.Index),
            Funding = QuotesCodec.Write(instrument.Funding),
            FundingHistory = Write(instrument.FundingHistory),
            OpenInterest = QuotesCodec.Write(instrument.OpenInterest),
            OpenInterestHistoryUsd = Write(instrument.OpenInterestHistoryUsd),
            Book = instrument.Book is { } book ? Write(book) : null,
            Liquidations = instrument.Liquidations is { } tape ? Write(tape) : null,
            LiquidationHistory = instrument.LiquidationHistory is { } history ? Write(history) : null,
        };

    /// <exception cref="FormatException">A part is not written as the schema describes it; the message names the instrument.</exception>
    public static InstrumentSnapshot Read(InstrumentWire wire)
    {
        try
        {
            return new InstrumentSnapshot
            {
                Venue = wire.Venue,
                Symbol = wire.Symbol,
                Kind = wire.Kind,
                ContractMultiplier = wire.ContractMultiplier,
                SettlementCoin = wire.SettlementCoin,
                TickSize = wire.TickSize,
                ExpiresAt = wire.ExpiresAt,
                HistoryIsPartial = wire.HistoryIsPartial == true,
                Bars = wire.Bars is { } bars ? BarsCodec.Read(bars) : null,
                HourlyBars = wire.HourlyBars is { } hourly ? BarsCodec.Read(hourly) : null,
                Mark = QuotesCodec.Read(wire.Mark),
                Index = QuotesCodec.Read(wire.Index),
                Funding = QuotesCodec.Read(wire.Funding),
                FundingHistory = Read(wire.FundingHistory),
                OpenInterest = QuotesCodec.Read(wire.OpenInterest),
                OpenInterestHistoryUsd = Read(wire.OpenInterestHistoryUsd),
                Book = wire.Book is { } book ? Read(book) : null,
                Liquidations = wire.Liquidations is { } tape ? Read(tape) : null,
                LiquidationHistory = wire.LiquidationHistory is { } history ? Read(history) : null,
            };
        }
        catch (FormatException exception)
        {
            throw new FormatException($"{wire.Venue} {wire.Kind} {wire.Symbol}: {exception.Message}", exception);
        }
    }

    /// <summary>How many numbers the columns say they have: known before any is read, so that a small blob cannot ask for gigabytes.</summary>
    public static long CountNumbers(InstrumentWire wire)
    {
        ColumnWire?[] columns =
        [
            wire.Bars?.Close,
            wire.Bars?.High,
            wire.Bars?.Low,
            wire.Bars?.Volume,
            wire.HourlyBars?.Close,
            wire.HourlyBars?.High,
            wire.HourlyBars?.Low,
            wire.HourlyBars?.Volume,
            wire.FundingHistory?.At.SecondsSincePrevious,
            wire.FundingHistory?.Values,
            wire.OpenInterestHistoryUsd?.At.SecondsSincePrevious,
            wire.OpenInterestHistoryUsd?.Values,
            wire.Book?.BidPrices,
            wire.Book?.BidSizes,
            wire.Book?.AskPrices,
            wire.Book?.AskSizes,
            wire.Liquidations?.At.SecondsSincePrevious,
            wire.Liquidations?.Price,
            wire.Liquidations?.SizeCoins,
            wire.LiquidationHistory?.At.SecondsSincePrevious,
            wire.LiquidationHistory?.Price,
            wire.LiquidationHistory?.SizeCoins,
        ];
        return columns.Sum(column => Math.Max(0L, column?.Count ?? 0))
            + 4L * (wire.Bars?.Count ?? 0)
            + 4L * (wire.HourlyBars?.Count ?? 0);
    }

    private static SamplesWire? Write(SampleSeries? samples) =>
        samples is null
            ? null
            : new SamplesWire
            {
                At = ColumnCodec.Write(samples.At),
                Values = ColumnCodec.WriteDifferences(samples.Values),
            };

    private static SampleSeries? Read(SamplesWire? wire) =>
        wire is null
            ? null
            : new SampleSeries { At = ColumnCodec.Read(wire.At), Values = ColumnCodec.ReadDifferences(wire.Values) };

    private static BookWire Write(OrderBook book) =>
        new()
        {
            BidPrices = ColumnCodec.WriteDifferences(book.BidPrices),
            BidSizes = ColumnCodec.Write(book.BidSizes),
            AskPrices = ColumnCodec.WriteDifferences(book.AskPrices),
            AskSizes = ColumnCodec.Write(book.AskSizes),
            VenueAt = book.VenueAt,
            ReceivedAt = book.ReceivedAt,
            BidsSinceAt = book.BidsSinceAt,
            AsksSinceAt = book.AsksSinceAt,
        };

    private static OrderBook Read(BookWire wire) =>
        new(
            ColumnCodec.ReadDifferences(wire.BidPrices),
            ColumnCodec.Read(wire.BidSizes),
            ColumnCodec.ReadDifferences(wire.AskPrices),
            ColumnCodec.Read(wire.AskSizes),
            wire.VenueAt,
            wire.ReceivedAt
        )
        {
            BidsSinceAt = wire.BidsSinceAt,
            AsksSinceAt = wire.AsksSinceAt,
        };

    private static LiquidationsWire Write(LiquidationTape tape) =>
        new()
        {
            Coverage = tape.Coverage,
            At = ColumnCodec.Write(tape.At),
            Price = ColumnCodec.WriteDifferences(tape.Price),
            SizeCoins = ColumnCodec.Write(tape.SizeCoins),
            FromAt = tape.FromAt,
        };

    private static LiquidationTape Read(LiquidationsWire wire) =>
        new(
            wire.Coverage,
            ColumnCodec.Read(wire.At),
            ColumnCodec.ReadDifferences(wire.Price),
            ColumnCodec.Read(wire.SizeCoins)
        )
        {
            FromAt = wire.FromAt,
        };
}

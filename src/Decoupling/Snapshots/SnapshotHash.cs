using System.Security.Cryptography;

namespace Decoupling.Snapshots;

/// <summary>The fingerprint of all that scoring reads: rows with the same <c>InputsHash</c> were scored from the same input.</summary>
/// <remarks>SHA-256 over a canonical binary form: every field in the order of its declaration, lengths before columns, doubles by their
/// bits (each NaN as one), times by their UTC ticks, little-endian; cut to 128 bits. One pass over the numbers.</remarks>
public static class SnapshotHash
{
    /// <summary>The length of the text that <see cref="Compute"/> returns.</summary>
    public const int Length = 32;

    /// <summary>32 lower-case hexadecimal digits that change with any field of the snapshot.</summary>
    public static string Compute(MarketSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        using var bytes = new CanonicalBytes();
        bytes.Add(snapshot.SchemaVersion);
        bytes.Add(snapshot.Asset);
        bytes.Add(snapshot.SlotAt);
        bytes.Add(snapshot.SlotLength.Ticks);
        bytes.Add(snapshot.Baseline);
        bytes.Add(snapshot.Venues.Count);
        foreach (var venue in snapshot.Venues)
        {
            Add(bytes, venue);
        }

        bytes.Add(snapshot.Instruments.Count);
        foreach (var instrument in snapshot.Instruments)
        {
            Add(bytes, instrument);
        }

        AddReserves(bytes, snapshot);
        AddFunds(bytes, snapshot);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes.Written, hash);
        return Convert.ToHexStringLower(hash[..(Length / 2)]);
    }

    /// <summary>After all else, and nothing where there is none: snapshots from before reserves keep their hashes.</summary>
    private static void AddReserves(CanonicalBytes bytes, MarketSnapshot snapshot)
    {
        foreach (var venue in snapshot.Venues)
        {
            if (venue.Reserve is { } reserve)
            {
                bytes.Add(venue.Venue);
                bytes.Add(reserve.Quantity);
                bytes.Add((int)reserve.Unit);
                bytes.Add(reserve.CountedAt);
                bytes.Add(reserve.Source);
            }
        }
    }

    /// <summary>Likewise: snapshots from before funds keep their hashes.</summary>
    private static void AddFunds(CanonicalBytes bytes, MarketSnapshot snapshot)
    {
        foreach (var venue in snapshot.Venues)
        {
            if (venue.InsuranceFund is { } fund)
            {
                bytes.Add(nameof(venue.InsuranceFund));
                bytes.Add(venue.Venue);
                bytes.Add(fund.Quantity);
                bytes.Add((int)fund.Unit);
                bytes.Add(fund.IsShared ? 1 : 0);
                bytes.Add(fund.CountedAt);
                bytes.Add(fund.Source);
            }
        }

        foreach (var fund in snapshot.LeveragedFunds)
        {
            bytes.Add(nameof(snapshot.LeveragedFunds));
            bytes.Add(fund.Name);
            bytes.Add(fund.NetAssetsUsd);
            bytes.Add(fund.Leverage);
            bytes.Add(fund.RebalancesAt.Ticks);
            bytes.Add(fund.CountedAt);
            bytes.Add(fund.Source);
        }
    }

    private static void Add(CanonicalBytes bytes, VenueSnapshot venue)
    {
        bytes.Add(venue.Venue);
        bytes.Add(venue.ServerTimeAt);
        bytes.Add(venue.AskedAt);
        Add(bytes, venue.Missing);
        // What came later is added only where it is set, so that older snapshots keep their hashes.
        if (venue.ClockUncertainty is { } uncertainty)
        {
            bytes.Add(nameof(venue.ClockUncertainty));
            bytes.Add(uncertainty.Ticks);
        }

        if (venue.NotPublished.Count > 0)
        {
            bytes.Add(nameof(venue.NotPublished));
            Add(bytes, venue.NotPublished);
        }
    }

    private static void Add(CanonicalBytes bytes, IReadOnlyList<MissingInput> inputs)
    {
        bytes.Add(inputs.Count);
        foreach (var missing in inputs)
        {
            bytes.Add(missing.Input);
            bytes.Add(missing.Symbol);
            bytes.Add(missing.Reason);
        }
    }

    private static void Add(CanonicalBytes bytes, InstrumentSnapshot instrument)
    {
        bytes.Add(instrument.Venue);
        bytes.Add(instrument.Symbol);
        bytes.Add((int)instrument.Kind);
        bytes.Add(instrument.ContractMultiplier);
        bytes.Add(instrument.SettlementCoin);
        if (instrument.TickSize is { } tickSize)
        {
            bytes.Add(nameof(instrument.TickSize));
            bytes.Add(tickSize);
        }

        if (instrument.ExpiresAt is { } expiresAt)
        {
            bytes.Add(nameof(instrument.ExpiresAt));
            bytes.Add(expiresAt);
        }

        if (instrument.HistoryIsPartial)
        {
            bytes.Add(nameof(instrument.HistoryIsPartial));
        }

        Add(bytes, instrument.Bars);
        Add(bytes, instrument.HourlyBars);
        Add(bytes, instrument.Mark);
        Add(bytes, instrument.Index);
        if (bytes.AddPresence(instrument.Funding))
        {
            bytes.Add(instrument.Funding.RatePerInterval);
            bytes.Add(instrument.Funding.Interval.Ticks);
            bytes.Add(instrument.Funding.SettlesAt);
            bytes.Add(instrument.Funding.VenueAt);
            bytes.Add(instrument.Funding.ReceivedAt);
            if (instrument.Funding.CapPerInterval is { } cap)
            {
                bytes.Add(nameof(instrument.Funding.CapPerInterval));
                bytes.Add(cap);
            }
        }

        Add(bytes, instrument.FundingHistory);
        if (bytes.AddPresence(instrument.OpenInterest))
        {
            bytes.Add(instrument.OpenInterest.Quantity);
            bytes.Add((int)instrument.OpenInterest.Unit);
            bytes.Add(instrument.OpenInterest.Usd);
            bytes.Add(instrument.OpenInterest.VenueAt);
            bytes.Add(instrument.OpenInterest.ReceivedAt);
        }

        Add(bytes, instrument.OpenInterestHistoryUsd);
        if (bytes.AddPresence(instrument.Book))
        {
            bytes.Add(instrument.Book.BidPrices);
            bytes.Add(instrument.Book.BidSizes);
            bytes.Add(instrument.Book.AskPrices);
            bytes.Add(instrument.Book.AskSizes);
            bytes.Add(instrument.Book.VenueAt);
            bytes.Add(instrument.Book.ReceivedAt);
            Add(bytes, nameof(instrument.Book.BidsSinceAt), instrument.Book.BidsSinceAt);
            Add(bytes, nameof(instrument.Book.AsksSinceAt), instrument.Book.AsksSinceAt);
        }

        if (bytes.AddPresence(instrument.Liquidations))
        {
            Add(bytes, instrument.Liquidations);
        }

        if (instrument.LiquidationHistory is { } history)
        {
            bytes.Add(nameof(instrument.LiquidationHistory));
            Add(bytes, history);
        }
    }

    private static void Add(CanonicalBytes bytes, LiquidationTape tape)
    {
        bytes.Add((int)tape.Coverage);
        bytes.Add(tape.At);
        bytes.Add(tape.Price);
        bytes.Add(tape.SizeCoins);
        if (tape.FromAt is { } fromAt)
        {
            bytes.Add(nameof(tape.FromAt));
            bytes.Add(fromAt);
        }
    }

    private static void Add(CanonicalBytes bytes, string name, DateTimeOffset? at)
    {
        if (at is { } time)
        {
            bytes.Add(name);
            bytes.Add(time);
        }
    }

    private static void Add(CanonicalBytes bytes, BarSeries? bars)
    {
        if (bytes.AddPresence(bars))
        {
            bytes.Add(bars.StartAt);
            bytes.Add(bars.Step.Ticks);
            bytes.Add(bars.Close);
            bytes.Add(bars.High);
            bytes.Add(bars.Low);
            bytes.Add(bars.Volume);
        }
    }

    private static void Add(CanonicalBytes bytes, PriceQuote? quote)
    {
        if (bytes.AddPresence(quote))
        {
            bytes.Add(quote.Price);
            bytes.Add(quote.VenueAt);
            bytes.Add(quote.ReceivedAt);
        }
    }

    private static void Add(CanonicalBytes bytes, SampleSeries? samples)
    {
        if (bytes.AddPresence(samples))
        {
            bytes.Add(samples.At);
            bytes.Add(samples.Values);
        }
    }
}

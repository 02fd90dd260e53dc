using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues;

/// <summary>Mark, index, funding and open interest from a venue's numbers.</summary>
internal static class QuoteMapping
{
    /// <summary>The widest cap that a venue sets on an ordinary contract's funding, for contracts whose own cap is not known.</summary>
    public const decimal WidestFundingCap = 0.04m;

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(1);

    private static readonly ContractTerms OneCoin = new(ContractForm.Linear, 1);

    /// <summary>How far a round's end may lie outside its interval: venues settle, and stamp, some seconds late.</summary>
    private static readonly TimeSpan SettlementTolerance = TimeSpan.FromMinutes(1);

    /// <summary>A mark or index price.</summary>
    public static Reading<PriceQuote> Price(decimal? price, decimal? timeMs, DateTimeOffset receivedAt)
    {
        if (WireValue.Price(price) is not { } value)
            return new Missing("the price is missing or not a number above zero");
        if (WireValue.Time(timeMs) is not { } venueAt)
            return new Missing("its time is missing or not readable");
        return new PriceQuote(value, venueAt, receivedAt);
    }

    /// <summary>The running round's funding rate, by the contract's own interval. A rate beyond its cap is kept with the cap, for the gates to judge; one
    /// beyond the whole notional is a damaged number.</summary>
    public static Reading<FundingQuote> Funding(
        decimal? rate,
        decimal cap,
        TimeSpan? interval,
        decimal? settlesMs,
        decimal? timeMs,
        DateTimeOffset receivedAt
    )
    {
        if (interval is not { } length)
            return new Missing("its interval is not known");
        if (WireValue.Rate(rate, 1) is not { } value)
            return new Missing("the rate is missing, not a number or above the whole notional");
        if (WireValue.Time(timeMs) is not { } venueAt || WireValue.Time(settlesMs) is not { } settlesAt)
            return new Missing("its time or the time of its payment is missing or not readable");
        if (settlesAt < venueAt - SettlementTolerance)
            return new Missing("its payment is already past: the rate is stale");
        if (settlesAt > venueAt + length + SettlementTolerance)
            return new Missing("its payment is further off than its interval");
        return new FundingQuote(value, length, settlesAt, venueAt, receivedAt)
        {
            // The widest cap is an assumption of ours, not the contract's own.
            CapPerInterval = cap == WidestFundingCap ? null : (double)cap,
        };
    }

    /// <summary>The open interest of one side in the venue's own unit, and in US dollars by the contract's terms at the mark price.</summary>
    public static Reading<OpenInterestQuote> OpenInterest(
        decimal? quantity,
        QuantityUnit unit,
        ContractTerms terms,
        PriceQuote? mark,
        decimal? timeMs,
        DateTimeOffset receivedAt
    )
    {
        if (WireValue.Size(quantity) is not { } value)
            return new Missing("the quantity is missing or not a number of zero or more");
        if (WireValue.Time(timeMs) is not { } venueAt)
            return new Missing("its time is missing or not readable");
        if (mark is null)
            return new Missing("there is no mark price to value it at");
        var usd = terms.ToUsd(value, unit, mark.Price).Value;
        return double.IsFinite(usd)
            ? new OpenInterestQuote(value, unit, usd, venueAt, receivedAt)
            : new Missing("its value in US dollars is beyond any market");
    }

    /// <summary>The open interest of one side of a linear contract in coins.</summary>
    public static Reading<OpenInterestQuote> OpenInterest(
        decimal? coins,
        PriceQuote? mark,
        decimal? timeMs,
        DateTimeOffset receivedAt
    ) => OpenInterest(coins, QuantityUnit.Coins, OneCoin, mark, timeMs, receivedAt);

    /// <summary>A funding interval of 1 hour to 1 day from a number of hours, or <see langword="null"/>.</summary>
    public static TimeSpan? Interval(decimal? hours) =>
        hours is >= 1 and <= 24 ? Interval(TimeSpan.FromHours((double)hours.Value)) : null;

    /// <summary>A funding interval of 1 hour to 1 day between two payments, or <see langword="null"/>.</summary>
    public static TimeSpan? Between(decimal? settlesMs, decimal? nextSettlesMs) =>
        WireValue.Time(settlesMs) is { } settlesAt && WireValue.Time(nextSettlesMs) is { } nextSettlesAt
            ? Interval(nextSettlesAt - settlesAt)
            : null;

    // Venues pay on whole minutes; anything else is a damaged number.
    private static TimeSpan? Interval(TimeSpan length) =>
        length >= ShortestInterval && length <= LongestInterval && length.Ticks % TimeSpan.TicksPerMinute == 0
            ? length
            : null;

    /// <summary>The larger of a contract's two limits on its funding; the widest where it names none.</summary>
    public static decimal FundingCap(decimal? upper, decimal? lower)
    {
        var cap = Math.Max(Math.Abs(upper ?? 0), Math.Abs(lower ?? 0));
        return cap > 0 && cap <= 1 ? cap : WidestFundingCap;
    }
}

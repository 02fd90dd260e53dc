namespace Decoupling.Snapshots;

/// <summary>The part of <see cref="SnapshotRules"/> that looks at one instrument.</summary>
internal static class InstrumentRules
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static void Check(
        InstrumentSnapshot instrument,
        string name,
        DateTimeOffset slotAt,
        TimeSpan slotLength,
        List<string> reasons
    )
    {
        if (!Enum.IsDefined(instrument.Kind))
        {
            reasons.Add($"{name}: its kind is not known.");
        }

        if (!IsPositive(instrument.ContractMultiplier))
        {
            reasons.Add($"{name}: the contract multiplier is not greater than 0.");
        }

        if (instrument.TickSize is { } tickSize && !IsPositive(tickSize))
        {
            reasons.Add($"{name}: the tick size is not greater than 0.");
        }

        if (!SnapshotRules.IsTime(instrument.ExpiresAt))
        {
            reasons.Add($"{name}: its delivery is not at a time in UTC.");
        }

        CheckQuotes(instrument, name, reasons);
        SeriesRules.CheckBars(instrument.Bars, $"{name}: bars", slotAt, reasons);
        SeriesRules.CheckBars(instrument.HourlyBars, $"{name}: hourly bars", slotAt, reasons);
        if (instrument.HourlyBars is { } hourly && hourly.Step != Hour)
        {
            reasons.Add($"{name}: hourly bars have a step of {hourly.Step}.");
        }

        // A payment is stamped some milliseconds after its hour, so the last one may lie just after the slot.
        var latestAt = slotAt + slotLength;
        SeriesRules.CheckSamples(instrument.FundingHistory, $"{name}: funding history", latestAt, reasons);
        SeriesRules.CheckSamples(
            instrument.OpenInterestHistoryUsd,
            $"{name}: open interest history",
            latestAt,
            reasons
        );
        if (instrument.OpenInterestHistoryUsd?.Values.Any(value => value < 0) == true)
        {
            reasons.Add($"{name}: open interest history has a value below 0.");
        }

        BookRules.Check(instrument.Book, $"{name}: book", reasons);
        BookRules.Check(instrument.Liquidations, $"{name}: liquidations", reasons);
        BookRules.Check(instrument.LiquidationHistory, $"{name}: liquidation history", reasons);
    }

    private static void CheckQuotes(InstrumentSnapshot instrument, string name, List<string> reasons)
    {
        CheckPrice(instrument.Mark, $"{name}: mark", reasons);
        CheckPrice(instrument.Index, $"{name}: index", reasons);

        if (instrument.Funding is { } funding)
        {
            if (!double.IsFinite(funding.RatePerInterval))
            {
                reasons.Add($"{name}: funding is not a number.");
            }

            if (!SnapshotRules.IsStep(funding.Interval))
            {
                reasons.Add($"{name}: the funding interval {funding.Interval} is not whole seconds up to a day.");
            }

            if (funding.CapPerInterval is { } cap && !IsPositive(cap))
            {
                reasons.Add($"{name}: the cap on funding is not greater than 0.");
            }

            CheckTimes(funding.VenueAt, funding.ReceivedAt, $"{name}: funding", reasons);
            if (!SnapshotRules.IsTime(funding.SettlesAt))
            {
                reasons.Add($"{name}: the time at which funding settles is not in UTC.");
            }
        }

        if (instrument.OpenInterest is { } openInterest)
        {
            if (!IsSize(openInterest.Quantity) || !IsSize(openInterest.Usd))
            {
                reasons.Add($"{name}: open interest is below 0 or not finite.");
            }

            if (!Enum.IsDefined(openInterest.Unit))
            {
                reasons.Add($"{name}: open interest has no known unit.");
            }

            CheckTimes(openInterest.VenueAt, openInterest.ReceivedAt, $"{name}: open interest", reasons);
        }
    }

    private static void CheckPrice(PriceQuote? quote, string what, List<string> reasons)
    {
        if (quote is null)
        {
            return;
        }

        if (!IsPositive(quote.Price))
        {
            reasons.Add($"{what} is not a price above 0.");
        }

        CheckTimes(quote.VenueAt, quote.ReceivedAt, what, reasons);
    }

    internal static void CheckTimes(
        DateTimeOffset venueAt,
        DateTimeOffset receivedAt,
        string what,
        List<string> reasons
    )
    {
        if (!SnapshotRules.IsTime(venueAt) || !SnapshotRules.IsTime(receivedAt))
        {
            reasons.Add($"{what} has a time that is not in UTC.");
        }
    }

    internal static bool IsPositive(double value) => value > 0 && double.IsFinite(value);

    internal static bool IsSize(double value) => value >= 0 && double.IsFinite(value);
}

using Decoupling.Pipeline.Steps;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues;

/// <summary>The windows of one slot: what must be asked for, and what is carried from the snapshot before.</summary>
internal sealed class FetchWindow(DateTimeOffset slotAt, FetchOptions options)
{
    // Bars are asked for again this far back, so that a venue's late correction wins over what was carried.
    private const int OverlapBars = 3;

    private const int AssetsAtOnce = 10;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan PaymentTolerance = TimeSpan.FromMinutes(1);

    // After the slot, so that nothing is asked for.
    private readonly DateTimeOffset never = slotAt.AddDays(1);
    private readonly DateTimeOffset barsFrom = slotAt - options.BarWindow;
    private readonly DateTimeOffset historyFrom = BarSeriesWindow.Floor(slotAt - options.HistoryWindow, Hour);

    /// <summary>Asks of each instrument for what is new when its carried windows reach back far enough, and for all of it otherwise.</summary>
    public VenueRequest Request(string asset, IReadOnlyList<InstrumentSnapshot> carried) =>
        new(asset, slotAt, options.SlotLength, barsFrom, historyFrom, historyFrom)
        {
            Carried = carried.ToDictionary(
                instrument => (instrument.Kind, instrument.Symbol),
                instrument => new VenueWindow(
                    ResumeAt(instrument.Bars, barsFrom, options.SlotLength),
                    ResumeAt(instrument.HourlyBars, historyFrom, Hour, Late(asset)),
                    ResumePaymentsAt(instrument, Late(asset)),
                    ResumeSamplesAt(instrument, Late(asset)),
                    instrument.HourlyBars
                )
            ),
        };

    /// <summary>Joins what was just fetched of an instrument to what the snapshot before had of it.</summary>
    /// <param name="carried">The venue's instruments in the snapshot before.</param>
    /// <param name="carriedAt">The slot of that snapshot.</param>
    /// <param name="fresh">What was fetched.</param>
    public InstrumentSnapshot Carry(
        IReadOnlyList<InstrumentSnapshot> carried,
        DateTimeOffset? carriedAt,
        InstrumentSnapshot fresh
    )
    {
        var before = carried.FirstOrDefault(instrument =>
            instrument.Kind == fresh.Kind && instrument.Symbol == fresh.Symbol
        );
        return fresh with
        {
            Bars = Join(before?.Bars, fresh.Bars, barsFrom, options.SlotLength),
            HourlyBars = Join(before?.HourlyBars, fresh.HourlyBars, historyFrom, Hour),
            FundingHistory = Join(before?.FundingHistory, fresh.FundingHistory),
            OpenInterestHistoryUsd = Join(before?.OpenInterestHistoryUsd, fresh.OpenInterestHistoryUsd),
            LiquidationHistory = TapeWindow.Carry(before, carriedAt, slotAt, options.SlotLength),
        };
    }

    /// <summary>Some bars back from the end of what is carried; the slot's time where no further bar has closed.</summary>
    private DateTimeOffset ResumeAt(BarSeries? bars, DateTimeOffset windowFrom, TimeSpan step, TimeSpan late = default)
    {
        if (bars is null || bars.Step != step || bars.StartAt > windowFrom || bars.EndAt <= windowFrom)
        {
            return windowFrom;
        }

        if (bars.EndAt + step > slotAt - late)
        {
            return slotAt;
        }

        var resumeAt = bars.EndAt - (OverlapBars * step);
        return resumeAt > windowFrom ? resumeAt : windowFrom;
    }

    /// <summary>The last payment that is carried, once the next one is due.</summary>
    private DateTimeOffset ResumePaymentsAt(InstrumentSnapshot instrument, TimeSpan late)
    {
        if (!IsFunded(instrument.Kind))
        {
            return never;
        }

        if (instrument.FundingHistory is not { At: [.., var paidAt] })
        {
            return historyFrom;
        }

        return instrument.Funding is { } funding && NextPaymentAt(funding, paidAt) > slotAt - late ? never : paidAt;
    }

    /// <summary>By the interval from the last payment on, or by what the venue said of the running round, whichever is earlier.</summary>
    private static DateTimeOffset NextPaymentAt(FundingQuote funding, DateTimeOffset paidAt)
    {
        // Payments are stamped some milliseconds late.
        var byInterval = paidAt + funding.Interval - PaymentTolerance;
        // A rate that accrues without rounds settles at its own time.
        var hasRounds = funding.SettlesAt > funding.VenueAt;
        return hasRounds && funding.SettlesAt > paidAt && funding.SettlesAt < byInterval
            ? funding.SettlesAt
            : byInterval;
    }

    /// <summary>The last sample that is carried, once a further full hour has passed.</summary>
    private DateTimeOffset ResumeSamplesAt(InstrumentSnapshot instrument, TimeSpan late) =>
        instrument.Kind == InstrumentKind.Spot ? never
        : instrument.OpenInterestHistoryUsd is not { At: [.., var sampledAt] } ? historyFrom
        : sampledAt + Hour > slotAt - late ? never
        : sampledAt;

    /// <summary>How long after the full hour what comes by the hour is asked for: at once for ten assets, and for more of them spread over the
    /// hour's slots, so that no slot has all of it to do.</summary>
    private TimeSpan Late(string asset)
    {
        var slotsPerHour = (int)(Hour / options.SlotLength);
        var slots = Math.Min(slotsPerHour, (options.Assets.Count + AssetsAtOnce - 1) / AssetsAtOnce);
        var place = options.Assets.ToList().IndexOf(asset);
        return slots > 1 && place > 0 ? place % slots * options.SlotLength : TimeSpan.Zero;
    }

    private static bool IsFunded(InstrumentKind kind) =>
        kind is InstrumentKind.LinearPerpetual or InstrumentKind.InversePerpetual;

    private BarSeries? Join(BarSeries? before, BarSeries? fresh, DateTimeOffset from, TimeSpan step)
    {
        var usable = before is not null && before.Step == step && before.EndAt > from ? before : null;
        var joined = usable is null || fresh is null ? fresh ?? usable : usable.Merge(fresh);
        return joined is null || joined.EndAt <= from ? joined : joined.Slice(from, slotAt);
    }

    private SampleSeries? Join(SampleSeries? before, SampleSeries? fresh)
    {
        var joined = before is null || fresh is null ? fresh ?? before : before.Merge(fresh);
        return joined?.Slice(historyFrom, slotAt + TimeSpan.FromTicks(1));
    }
}

using Decoupling.Pipeline.Steps;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues;

/// <summary>The windows of one slot: what must be asked for, and what is carried from the snapshot before.</summary>
internal sealed class FetchWindow(DateTimeOffset slotAt, FetchOptions options)
{
    // Bars are asked for again this far back, so that a venue's late correction wins over what was carried.
    private const int OverlapBars = 3;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

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
                    ResumeAt(instrument.HourlyBars, historyFrom, Hour),
                    ResumeHistoryAt(instrument)
                )
            ),
        };

    /// <summary>Joins what was just fetched of an instrument to what the snapshot before had of it.</summary>
    public InstrumentSnapshot Carry(IReadOnlyList<InstrumentSnapshot> carried, InstrumentSnapshot fresh)
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
        };
    }

    private static DateTimeOffset ResumeAt(BarSeries? bars, DateTimeOffset windowFrom, TimeSpan step)
    {
        var isWhole = bars is not null && bars.Step == step && bars.StartAt <= windowFrom && bars.EndAt > windowFrom;
        var resumeAt = isWhole ? bars!.EndAt - (OverlapBars * step) : windowFrom;
        return resumeAt > windowFrom ? resumeAt : windowFrom;
    }

    private DateTimeOffset ResumeHistoryAt(InstrumentSnapshot instrument)
    {
        if (instrument.Kind == InstrumentKind.Spot)
        {
            return slotAt;
        }

        var hasFunding = instrument.Kind is InstrumentKind.LinearPerpetual or InstrumentKind.InversePerpetual;
        return (instrument.FundingHistory, instrument.OpenInterestHistoryUsd) switch
        {
            ({ At: [.., var funded] }, { At: [.., var sampled] }) => funded < sampled ? funded : sampled,
            (null, { At: [.., var sampled] }) when !hasFunding => sampled,
            _ => historyFrom,
        };
    }

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

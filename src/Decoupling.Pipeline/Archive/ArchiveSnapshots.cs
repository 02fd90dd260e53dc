using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Archive;

/// <summary>Cuts recorded history into the snapshots that a live fetch would have stored: the same windows, nothing from after the slot.</summary>
/// <remarks>Built one after the other and kept by nobody: memory is that of the files and of one slot. What only moves once an hour (hourly
/// bars, funding) is shared by the snapshots of that hour. Every time of a slot, the venue's and ours, is the slot's own.</remarks>
public sealed class ArchiveSnapshots
{
    private const string NotInArchive = "not in the archive";

    private readonly ArchiveMarket market;
    private readonly TimeSpan slotLength;
    private readonly ArchiveWindows spot;
    private readonly ArchiveWindows perpetual;
    private readonly ArchiveFundingWindow funding;

    /// <summary>Prepares the bars of both steps: one pass over the files' bars.</summary>
    /// <param name="market">The history.</param>
    /// <param name="slotLength">The time from one slot to the next, whole seconds up to a day.</param>
    /// <param name="barStep">The step of the snapshots' bars, which the files' step and an hour agree with.</param>
    /// <exception cref="ArgumentException">The slot length or the step does not go with the history, or spot and perpetual do not overlap.</exception>
    public ArchiveSnapshots(ArchiveMarket market, TimeSpan slotLength, TimeSpan barStep)
    {
        ArgumentNullException.ThrowIfNull(market);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(slotLength, TimeSpan.Zero);
        this.market = market;
        this.slotLength = slotLength;
        spot = new ArchiveWindows(market.Spot, barStep);
        perpetual = new ArchiveWindows(market.Perpetual, barStep);
        funding = new ArchiveFundingWindow(market.Funding);

        var firstClose = Later(spot.StartAt, perpetual.StartAt) + barStep;
        FirstSlotAt = BarSeriesWindow.Floor(firstClose + slotLength - TimeSpan.FromTicks(1), slotLength);
        LastSlotAt = BarSeriesWindow.Floor(spot.EndAt < perpetual.EndAt ? spot.EndAt : perpetual.EndAt, slotLength);
        if (LastSlotAt < FirstSlotAt)
        {
            throw new ArgumentException(
                $"The bars of {market.SpotSymbol} spot ({spot.StartAt:u} to {spot.EndAt:u}) and of the perpetual "
                    + $"({perpetual.StartAt:u} to {perpetual.EndAt:u}) have no slot in common.",
                nameof(market)
            );
        }
    }

    /// <summary>The first slot at which both instruments have a closed bar, UTC.</summary>
    public DateTimeOffset FirstSlotAt { get; }

    /// <summary>The last slot that both instruments reach, UTC.</summary>
    public DateTimeOffset LastSlotAt { get; }

    /// <summary>The snapshots of the slots in [<paramref name="from"/>, <paramref name="to"/>), in order; all slots where a limit is not given.</summary>
    /// <remarks>Sound by <see cref="SnapshotRules"/>. Reads the slots anew each time; not for two readers at once.</remarks>
    public IEnumerable<MarketSnapshot> Read(DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        var (slotAt, end) = Range(from, to);
        for (; slotAt < end; slotAt += slotLength)
        {
            yield return Cut(slotAt);
        }
    }

    /// <summary>The number of snapshots that <see cref="Read"/> gives.</summary>
    public int Count(DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        var (start, end) = Range(from, to);
        return start >= end ? 0 : checked((int)(((end - start).Ticks - 1) / slotLength.Ticks + 1));
    }

    private (DateTimeOffset Start, DateTimeOffset End) Range(DateTimeOffset? from, DateTimeOffset? to)
    {
        var start = from is { } first && first > FirstSlotAt ? first : FirstSlotAt;
        var end = to is { } last && last <= LastSlotAt ? last : LastSlotAt + slotLength;
        return (BarSeriesWindow.Floor(start + slotLength - TimeSpan.FromTicks(1), slotLength), end);
    }

    private MarketSnapshot Cut(DateTimeOffset slotAt)
    {
        var missing = new List<MissingInput>();
        InstrumentSnapshot[] instruments =
        [
            Instrument(InstrumentKind.Spot, market.SpotSymbol, spot, slotAt, missing),
            WithFunding(
                Instrument(InstrumentKind.LinearPerpetual, market.PerpetualSymbol, perpetual, slotAt, missing),
                slotAt,
                missing
            ),
        ];
        var venue = new VenueSnapshot
        {
            Venue = market.Venue,
            ServerTimeAt = slotAt,
            AskedAt = slotAt,
            Missing = missing,
        };

        return new MarketSnapshot
        {
            SchemaVersion = MarketSnapshot.CurrentSchemaVersion,
            Asset = market.Asset,
            SlotAt = slotAt,
            SlotLength = slotLength,
            Venues = [venue],
            Instruments = instruments,
        };
    }

    private InstrumentSnapshot Instrument(
        InstrumentKind kind,
        string symbol,
        ArchiveWindows windows,
        DateTimeOffset slotAt,
        List<MissingInput> missing
    )
    {
        var bars = windows.ReadBars(slotAt);
        if (bars is null)
        {
            missing.Add(
                new MissingInput("bars", symbol, $"no bar of {kind} in the day before the slot is in the archive")
            );
        }

        missing.Add(new MissingInput("book", symbol, NotInArchive));
        return new InstrumentSnapshot
        {
            Venue = market.Venue,
            Symbol = symbol,
            Kind = kind,
            ContractMultiplier = 1,
            SettlementCoin = market.SettlementCoin,
            Bars = bars,
            HourlyBars = windows.ReadHourlyBars(slotAt),
        };
    }

    private InstrumentSnapshot WithFunding(
        InstrumentSnapshot instrument,
        DateTimeOffset slotAt,
        List<MissingInput> missing
    )
    {
        foreach (var input in (ReadOnlySpan<string>)["mark", "index", "openInterest"])
        {
            missing.Add(new MissingInput(input, instrument.Symbol, NotInArchive));
        }

        var quote = funding.ReadQuote(slotAt);
        if (quote is null)
        {
            missing.Add(
                new MissingInput("funding", instrument.Symbol, "no payment of the last round is in the archive")
            );
        }

        return instrument with
        {
            Funding = quote,
            FundingHistory = funding.ReadHistory(slotAt),
        };
    }

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;
}

using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Snapshots.Wire;

/// <summary>Maps a snapshot to its wire form and back, field by field.</summary>
internal static class SnapshotCodec
{
    /// <summary>The most numbers in the columns of a snapshot: twenty times those of seven venues.</summary>
    private const long MaxNumbers = 2_000_000;

    public static SnapshotWire Write(MarketSnapshot snapshot) =>
        new()
        {
            SchemaVersion = snapshot.SchemaVersion,
            Asset = snapshot.Asset,
            SlotAt = snapshot.SlotAt,
            SlotLengthSeconds = (int)snapshot.SlotLength.TotalSeconds,
            Baseline = snapshot.Baseline,
            Venues = [.. snapshot.Venues.Select(Write)],
            Instruments = [.. snapshot.Instruments.Select(InstrumentCodec.Write)],
            LeveragedFunds = FundsCodec.Write(snapshot.LeveragedFunds),
        };

    /// <exception cref="FormatException">A part is not written as the schema describes it.</exception>
    public static MarketSnapshot Read(SnapshotWire wire)
    {
        if (wire.Instruments.Count > SnapshotRules.MaxInstruments)
        {
            throw new FormatException(
                $"There are {wire.Instruments.Count} instruments, more than {SnapshotRules.MaxInstruments}."
            );
        }

        RefuseNulls(wire.Venues);
        RefuseNulls(wire.Instruments);
        if (wire.Instruments.Sum(InstrumentCodec.CountNumbers) > MaxNumbers)
        {
            throw new FormatException($"The columns have more than {MaxNumbers} numbers.");
        }

        return new MarketSnapshot
        {
            SchemaVersion = wire.SchemaVersion,
            Asset = wire.Asset,
            SlotAt = wire.SlotAt,
            SlotLength = TimeSpan.FromSeconds(wire.SlotLengthSeconds),
            Baseline = wire.Baseline,
            Venues = [.. wire.Venues.Select(Read)],
            Instruments = [.. wire.Instruments.Select(InstrumentCodec.Read)],
            LeveragedFunds = FundsCodec.Read(wire.LeveragedFunds),
        };
    }

    private static VenueWire Write(VenueSnapshot venue) =>
        new()
        {
            Venue = venue.Venue,
            ServerTimeAt = venue.ServerTimeAt,
            AskedAt = venue.AskedAt,
            ClockUncertaintyMilliseconds = (int?)venue.ClockUncertainty?.TotalMilliseconds,
            Reserve = QuotesCodec.Write(venue.Reserve),
            InsuranceFund = FundsCodec.Write(venue.InsuranceFund),
            Missing = Write(venue.Missing),
            NotPublished = venue.NotPublished.Count == 0 ? null : Write(venue.NotPublished),
        };

    private static IReadOnlyList<MissingWire> Write(IReadOnlyList<MissingInput> inputs) =>
        [
            .. inputs.Select(missing => new MissingWire
            {
                Input = missing.Input,
                Symbol = missing.Symbol,
                Reason = missing.Reason,
            }),
        ];

    private static VenueSnapshot Read(VenueWire wire)
    {
        return new VenueSnapshot
        {
            Venue = wire.Venue,
            ServerTimeAt = wire.ServerTimeAt,
            AskedAt = wire.AskedAt,
            ClockUncertainty = wire.ClockUncertaintyMilliseconds is { } milliseconds
                ? TimeSpan.FromMilliseconds(milliseconds)
                : null,
            Reserve = QuotesCodec.Read(wire.Reserve),
            InsuranceFund = FundsCodec.Read(wire.InsuranceFund),
            Missing = Read(wire.Missing),
            NotPublished = wire.NotPublished is { } notPublished ? Read(notPublished) : [],
        };
    }

    private static IReadOnlyList<MissingInput> Read(IReadOnlyList<MissingWire> inputs)
    {
        RefuseNulls(inputs);
        return [.. inputs.Select(missing => new MissingInput(missing.Input, missing.Symbol, missing.Reason))];
    }

    /// <summary>The JSON reader keeps null out of properties, but not out of lists.</summary>
    internal static void RefuseNulls<T>(IReadOnlyList<T> list)
        where T : class
    {
        foreach (var item in list)
        {
            if (item is null)
            {
                throw new FormatException("A list has null among its items.");
            }
        }
    }
}

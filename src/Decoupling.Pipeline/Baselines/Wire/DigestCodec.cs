using Decoupling.Baselines;
using Decoupling.Pipeline.Snapshots.Wire;

namespace Decoupling.Pipeline.Baselines.Wire;

/// <summary>Maps digests to their wire form and back.</summary>
internal static class DigestCodec
{
    public static DigestWire Write(DayDigest digest) =>
        new()
        {
            SchemaVersion = DayDigest.CurrentSchemaVersion,
            Asset = digest.Asset,
            Day = digest.Day,
            SlotLengthSeconds = (int)digest.SlotLength.TotalSeconds,
            Derivatives =
            [
                .. digest.Derivatives.Select(derivative => new DerivativeDigestWire
                {
                    Venue = derivative.Venue,
                    Symbol = derivative.Symbol,
                    Components =
                    [
                        .. derivative.Components.Select(component => new ComponentDigestWire
                        {
                            Name = component.Name,
                            Values = component.Table.Values,
                            Counts = component.Table.Counts,
                        }),
                    ],
                }),
            ],
        };

    /// <exception cref="FormatException">A part is not written as the schema describes it.</exception>
    public static DayDigest Read(DigestWire wire)
    {
        SnapshotCodec.RefuseNulls(wire.Derivatives);
        return new DayDigest
        {
            Asset = wire.Asset,
            Day = wire.Day,
            SlotLength = TimeSpan.FromSeconds(wire.SlotLengthSeconds),
            Derivatives = [.. wire.Derivatives.Select(Read)],
        };
    }

    private static DerivativeDigest Read(DerivativeDigestWire wire)
    {
        SnapshotCodec.RefuseNulls(wire.Components);
        return new DerivativeDigest(
            wire.Venue,
            wire.Symbol,
            [
                .. wire.Components.Select(component => new ComponentDigest(
                    component.Name,
                    BaselineCodec.Table(component.Values, component.Counts)
                )),
            ]
        );
    }
}

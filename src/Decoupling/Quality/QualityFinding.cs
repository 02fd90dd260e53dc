using Decoupling.Snapshots;

namespace Decoupling.Quality;

/// <summary>One input that a gate found wrong or doubtful.</summary>
/// <param name="Venue">The venue.</param>
/// <param name="Symbol">The venue's symbol.</param>
/// <param name="Kind">What the instrument is: a venue may call its spot market and its perpetual alike.</param>
/// <param name="Gate">What it was found by.</param>
/// <param name="Input">Which input.</param>
/// <param name="Severity">Whether the input may still be used.</param>
/// <param name="Reason">A sentence that names venue, input and figures.</param>
public sealed record QualityFinding(
    string Venue,
    string Symbol,
    InstrumentKind Kind,
    QualityGate Gate,
    SnapshotInput Input,
    QualitySeverity Severity,
    string Reason
)
{
    /// <summary>Where it is, in short: "bybit BTCUSDT LinearPerpetual bids:FrozenBook".</summary>
    public string Place => $"{Venue} {Symbol} {Kind} {InputNames.Of(Input)}:{Gate}";

    /// <summary>Whether the input is not used.</summary>
    public bool Blocks => Severity == QualitySeverity.Blocks;
}

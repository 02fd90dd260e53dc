using Decoupling.Results;
using Decoupling.Snapshots;

namespace Decoupling.Quality;

/// <summary>What the gates have found so far. Nothing is allocated while nothing is found.</summary>
internal sealed class QualityNotes(MarketSnapshot snapshot)
{
    private List<QualityFinding>? findings;
    private List<(int Instrument, RefusedInput Refused)>? refused;
    private List<BarMask>? masks;
    private List<(int Instrument, int Sample)>? dropped;

    public IReadOnlyList<QualityFinding> Findings => findings ?? [];

    public IReadOnlyList<(int Instrument, RefusedInput Refused)> Refused => refused ?? [];

    public IReadOnlyList<BarMask> Masks => masks ?? [];

    public IReadOnlyList<(int Instrument, int Sample)> Dropped => dropped ?? [];

    /// <summary>Leaves a sample of the open interest's history out.</summary>
    public void DropSample(int instrument, int sample) => (dropped ??= []).Add((instrument, sample));

    /// <summary>Whether an input of an instrument is refused by now.</summary>
    public bool IsRefused(int instrument, SnapshotInput input) =>
        refused?.Exists(one =>
            one.Instrument == instrument && (one.Refused.Input == input || one.Refused.Input == SnapshotInput.Clock)
        ) == true;

    public void Warn(int instrument, QualityGate gate, SnapshotInput input, string reason) =>
        Add(instrument, gate, input, QualitySeverity.Warns, reason);

    public void Block(
        int instrument,
        QualityGate gate,
        SnapshotInput input,
        string reason,
        MetricStatus status = MetricStatus.InvalidInput
    )
    {
        Add(instrument, gate, input, QualitySeverity.Blocks, reason);
        (refused ??= []).Add((instrument, new RefusedInput(input, status, reason)));
    }

    /// <summary>Leaves a bar out, as if it had not come.</summary>
    public void Mask(int instrument, bool isHourly, int bar) => (masks ??= []).Add(new(instrument, isHourly, bar));

    public bool IsMasked(int instrument, bool isHourly, int bar) =>
        masks?.Contains(new(instrument, isHourly, bar)) == true;

    private void Add(int instrument, QualityGate gate, SnapshotInput input, QualitySeverity severity, string reason)
    {
        var at = snapshot.Instruments[instrument];
        (findings ??= []).Add(new QualityFinding(at.Venue, at.Symbol, at.Kind, gate, input, severity, reason));
    }
}

/// <summary>A bar that is left out.</summary>
internal readonly record struct BarMask(int Instrument, bool IsHourly, int Bar);

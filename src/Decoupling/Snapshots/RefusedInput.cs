using Decoupling.Results;

namespace Decoupling.Snapshots;

/// <summary>An input that came and may not be used.</summary>
/// <param name="Input">What was refused.</param>
/// <param name="Status">What a metric that needs it says: Stale or InvalidInput.</param>
/// <param name="Reason">A sentence that names the venue and the input.</param>
public sealed record RefusedInput(SnapshotInput Input, MetricStatus Status, string Reason);

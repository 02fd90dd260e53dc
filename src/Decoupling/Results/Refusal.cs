namespace Decoupling.Results;

/// <summary>Why a metric has no value: what it says in its result's status and reason.</summary>
internal readonly record struct Refusal(MetricStatus Status, string Reason);

namespace Decoupling.Results;

/// <summary>Why an input gives no value: the status and the sentence of the result that says so.</summary>
internal readonly record struct MetricFault(MetricStatus Status, string Reason);

namespace Decoupling.Pipeline.Steps;

/// <summary>What scoring a snapshot came to.</summary>
/// <param name="Snapshot">The blob's name.</param>
/// <param name="ResultRows">How many result rows were written.</param>
/// <param name="Notifications">How many notifications were put into the outbox.</param>
/// <param name="Refusal">Why the snapshot was refused, or <see langword="null"/> when it was scored.</param>
public sealed record ScoreOutcome(string Snapshot, int ResultRows, int Notifications, string? Refusal);

namespace Decoupling.Pipeline.Notifications.Outbox;

/// <summary>A channel whose receiver asked to be left alone: what waits for it is sent when that is over.</summary>
/// <param name="Channel">Its name.</param>
/// <param name="UntilAt">When the rest is over, UTC.</param>
public sealed record RestingChannel(string Channel, DateTimeOffset UntilAt);

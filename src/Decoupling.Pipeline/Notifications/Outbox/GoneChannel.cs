namespace Decoupling.Pipeline.Notifications.Outbox;

/// <summary>A channel whose receiver said that it is no more: nothing is sent there until somebody enables it.</summary>
/// <param name="Channel">Its name.</param>
/// <param name="SinceAt">When the receiver said so, UTC.</param>
/// <param name="Reason">What the receiver said.</param>
public sealed record GoneChannel(string Channel, DateTimeOffset SinceAt, string Reason);

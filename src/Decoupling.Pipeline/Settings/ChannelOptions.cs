using Decoupling.Pipeline.Notifications;

namespace Decoupling.Pipeline.Settings;

/// <summary>Where people and machines are told. Every address is a secret, and none prints itself.</summary>
public sealed record ChannelOptions
{
    /// <summary>Slack's incoming webhook, or <see langword="null"/> for none.</summary>
    public SecretAddress? Slack { get; init; }
}

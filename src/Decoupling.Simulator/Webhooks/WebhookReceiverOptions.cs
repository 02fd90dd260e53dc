namespace Decoupling.Simulator.Webhooks;

/// <summary>How a <see cref="WebhookReceiver"/> behaves.</summary>
public sealed record WebhookReceiverOptions
{
    /// <summary>Whether a second message within a second of its clock is refused with 429 and Retry-After: 1, as Slack does. Default true.</summary>
    public bool EnforceRateLimit { get; init; } = true;

    /// <summary>The port on loopback, 1 to 65,535, or 0 (the default) for a free one.</summary>
    public int Port { get; init; }
}

using System.Text;

namespace Decoupling.Simulator.Webhooks;

/// <summary>One request that a <see cref="WebhookReceiver"/> got, with what it answered.</summary>
public sealed record ReceivedWebhook
{
    /// <summary>When it was received, by the receiver's clock, UTC.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The path: "/services/T000/B000/XXXX".</summary>
    public required string Path { get; init; }

    /// <summary>The headers by name, in any case; several values of one header are joined by commas.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body's bytes as they came.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The status that was answered, or <see langword="null"/> where the sender got none (reset, hang).</summary>
    public required int? Status { get; init; }

    /// <summary>The body that was answered: "ok", or the reason of a refusal.</summary>
    public required string Answer { get; init; }

    /// <summary>Whether the message is in the channel, whatever the sender got to know of it.</summary>
    public required bool IsPosted { get; init; }

    /// <summary>The body as UTF-8 text.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);
}

namespace Decoupling.Pipeline.Notifications;

/// <summary>What is posted in one attempt.</summary>
/// <param name="Body">The exact bytes.</param>
internal sealed record WebhookRequest(byte[] Body)
{
    /// <summary>The body's media type with its parameters.</summary>
    public string ContentType { get; init; } = "application/json; charset=utf-8";

    /// <summary>Headers beside those of the content.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Says how long the body is, and nothing of what it or a header holds.</summary>
    public override string ToString() => $"[{Body.Length} bytes]";
}

using System.Text.Json;

namespace Decoupling.Simulator.Webhooks;

/// <summary>What Slack's incoming webhook checks of a message.</summary>
internal static class SlackPayload
{
    public const string Accepted = "ok";
    private const int MaxText = 40_000;

    /// <summary>"ok", or the reason that Slack answers with status 400.</summary>
    public static string Check(string? contentType, ReadOnlyMemory<byte> body)
    {
        if (contentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
            return "invalid_payload";
        try
        {
            using var document = JsonDocument.Parse(body);
            return Check(document.RootElement);
        }
        catch (JsonException)
        {
            return "invalid_payload";
        }
    }

    private static string Check(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
            return "invalid_payload";
        var hasText = message.TryGetProperty("text", out var text);
        if (hasText && text.ValueKind != JsonValueKind.String)
            return "invalid_payload";
        var length = hasText ? text.GetString()!.Length : 0;
        if (length > MaxText)
            return "msg_too_long";
        if (!message.TryGetProperty("blocks", out var blocks))
            return length > 0 ? Accepted : "no_text";
        if (blocks.ValueKind != JsonValueKind.Array)
            return "invalid_blocks_format";
        if (!SlackBlocks.AreValid(blocks, out var characters))
            return "invalid_blocks";
        if (characters > SlackBlocks.MaxTotalCharacters)
            return "msg_blocks_too_long";
        return length > 0 || blocks.GetArrayLength() > 0 ? Accepted : "no_text";
    }
}

using System.Text.Json;

namespace Decoupling.Simulator.Webhooks;

/// <summary>Slack's limits on Block Kit blocks (docs.slack.dev, "Blocks" and "Text object").</summary>
internal static class SlackBlocks
{
    public const int MaxBlocks = 50;
    public const int MaxTotalCharacters = 13_200;
    private const int MaxHeader = 150;
    private const int MaxText = 3_000;
    private const int MaxFields = 10;
    private const int MaxField = 2_000;
    private const int MaxContextElements = 10;
    private const int MaxActions = 25;
    private const int MaxButton = 75;
    private const int MaxUrl = 3_000;
    private const int MaxBlockId = 255;

    /// <summary>Whether every block is one that Slack takes; the characters of their texts are added up.</summary>
    public static bool AreValid(JsonElement blocks, out int characters)
    {
        characters = 0;
        if (blocks.GetArrayLength() > MaxBlocks)
            return false;
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var block in blocks.EnumerateArray())
        {
            if (block.ValueKind != JsonValueKind.Object || !IsValid(block, ref characters) || !HasGoodId(block, ids))
                return false;
        }
        return true;
    }

    private static bool IsValid(JsonElement block, ref int characters) =>
        StringOf(block, "type") switch
        {
            "header" => IsText(block, "text", MaxHeader, mayBeMarkdown: false, ref characters),
            "section" => IsSection(block, ref characters),
            "context" => IsContext(block, ref characters),
            "actions" => IsActions(block, ref characters),
            "divider" => true,
            "image" => StringOf(block, "image_url") is { Length: > 0 and <= MaxUrl }
                && StringOf(block, "alt_text") is { Length: > 0 },
            "rich_text" => block.TryGetProperty("elements", out var elements)
                && elements.ValueKind == JsonValueKind.Array,
            _ => false,
        };

    /// <summary>A section has a text, fields, or both.</summary>
    private static bool IsSection(JsonElement block, ref int characters)
    {
        var hasText = block.TryGetProperty("text", out _);
        if (hasText && !IsText(block, "text", MaxText, mayBeMarkdown: true, ref characters))
            return false;
        if (!block.TryGetProperty("fields", out var fields))
            return hasText;
        if (fields.ValueKind != JsonValueKind.Array || fields.GetArrayLength() is 0 or > MaxFields)
            return false;
        foreach (var field in fields.EnumerateArray())
        {
            if (!IsTextObject(field, MaxField, mayBeMarkdown: true, ref characters))
                return false;
        }
        return true;
    }

    private static bool IsContext(JsonElement block, ref int characters)
    {
        if (!HasElements(block, MaxContextElements, out var elements))
            return false;
        foreach (var element in elements.EnumerateArray())
        {
            var isImage = element.ValueKind == JsonValueKind.Object && StringOf(element, "type") == "image";
            if (!isImage && !IsTextObject(element, MaxText, mayBeMarkdown: true, ref characters))
                return false;
        }
        return true;
    }

    private static bool IsActions(JsonElement block, ref int characters)
    {
        if (!HasElements(block, MaxActions, out var elements))
            return false;
        foreach (var element in elements.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Object || StringOf(element, "type") is not { } type)
                return false;
            if (type != "button")
                continue;
            if (!IsText(element, "text", MaxButton, mayBeMarkdown: false, ref characters))
                return false;
            if (StringOf(element, "url") is { Length: > MaxUrl })
                return false;
        }
        return true;
    }

    private static bool HasElements(JsonElement block, int most, out JsonElement elements) =>
        block.TryGetProperty("elements", out elements)
        && elements.ValueKind == JsonValueKind.Array
        && elements.GetArrayLength() is var count
        && count > 0
        && count <= most;

    private static bool IsText(JsonElement owner, string name, int most, bool mayBeMarkdown, ref int characters) =>
        owner.TryGetProperty(name, out var text) && IsTextObject(text, most, mayBeMarkdown, ref characters);

    private static bool IsTextObject(JsonElement text, int most, bool mayBeMarkdown, ref int characters)
    {
        if (text.ValueKind != JsonValueKind.Object || StringOf(text, "text") is not { Length: > 0 } value)
            return false;
        characters += value.Length;
        var type = StringOf(text, "type");
        return value.Length <= most && (type == "plain_text" || (mayBeMarkdown && type == "mrkdwn"));
    }

    private static bool HasGoodId(JsonElement block, HashSet<string> ids) =>
        !block.TryGetProperty("block_id", out _)
        || (StringOf(block, "block_id") is { Length: <= MaxBlockId } id && ids.Add(id));

    private static string? StringOf(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

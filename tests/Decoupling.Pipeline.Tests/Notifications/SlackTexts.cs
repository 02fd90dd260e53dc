using System.Text.Json;

namespace Decoupling.Pipeline.Tests.Notifications;

/// <summary>Finds the text objects of a Block Kit block, in order.</summary>
internal static class SlackTexts
{
    public static IEnumerable<JsonElement> Of(JsonElement block)
    {
        foreach (var name in new[] { "text", "fields", "elements" })
        {
            if (!block.TryGetProperty(name, out var found))
            {
                continue;
            }

            var texts = found.ValueKind == JsonValueKind.Array ? found.EnumerateArray().ToArray() : [found];
            foreach (var text in texts)
            {
                yield return text;
            }
        }
    }
}

using System.Text.Json;
using Azure;

namespace Decoupling.Pipeline.Steps;

/// <summary>What the blob extension puts into its poison queue when a function has failed on a blob too often.</summary>
/// <param name="Function">The function's name.</param>
/// <param name="Container">The blob's container.</param>
/// <param name="Blob">The blob's name within it.</param>
public sealed record PoisonMessage(string Function, string Container, string Blob)
{
    /// <summary>The queue that the blob extension names so, for all blob triggers of the account.</summary>
    public const string Queue = "webjobs-blobtrigger-poison";

    /// <summary>Reads a message, or gives <see langword="null"/> where it is none of the extension's.</summary>
    public static PoisonMessage? Read(string message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            var root = document.RootElement;
            return
                root.ValueKind == JsonValueKind.Object
                && Text(root, "FunctionId") is { } function
                && Text(root, "ContainerName") is { } container
                && Text(root, "BlobName") is { } blob
                // "Host.Functions.ScoreSnapshot"
                ? new PoisonMessage(function[(function.LastIndexOf('.') + 1)..], container, blob)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A sentence on what a step failed with. Storage's own text is left out: it repeats addresses and headers.</summary>
    public static string ReasonOf(string function, Exception thrown) =>
        thrown is RequestFailedException failed
            ? $"{function} failed on it: storage answered {failed.Status} {failed.ErrorCode}."
            : $"{function} failed on it: {thrown?.GetType().Name}, {thrown?.Message}";

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

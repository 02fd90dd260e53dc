using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Decoupling.Reference;

/// <summary>Reads a dated data file, and says in which line it is wrong.</summary>
internal static class ReferenceFile
{
    /// <summary>The file's entries as written; a misspelt, missing or doubled name refuses it.</summary>
    /// <exception cref="ArgumentException">The text is no such file; the message names the file, the line and the place.</exception>
    public static TFile Read<TFile>(string json, string fileName, JsonTypeInfo<TFile> type)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return JsonSerializer.Deserialize(json, type)
                ?? throw new ArgumentException($"{fileName}, line 1 ($): the file is null.");
        }
        catch (JsonException refused)
        {
            // The serializer's own tail counts lines from 0.
            var sentence = refused.Message.Split(" Path: ", 2)[0].Split(" LineNumber: ", 2)[0];
            var line = (refused.LineNumber ?? 0) + 1;
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{fileName}, line {line} ({refused.Path ?? "$"}): {sentence}"
                ),
                refused
            );
        }
    }

    /// <summary>The refusal of one value of the file.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="fileName">The file's name.</param>
    /// <param name="path">Where the value stands, such as <c>$.fees[3].takerRate</c>.</param>
    /// <param name="what">What is wrong with it.</param>
    public static ArgumentException Fault(string json, string fileName, string path, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{fileName}, line {LineOf(json, path)} ({path}): {what}"));

    /// <summary>The line of a value, from 1; that of what encloses it where the value is absent.</summary>
    internal static int LineOf(string json, string path)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(bytes);
        reader.Read();
        foreach (var step in path.TrimStart('$').Replace("[", ".[", StringComparison.Ordinal).Split('.'))
        {
            if (step.Length > 0 && !Enter(ref reader, step))
            {
                break;
            }
        }

        return 1 + bytes.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n');
    }

    private static bool Enter(ref Utf8JsonReader reader, string step)
    {
        var inside = reader;
        inside.Read();
        if (step[0] == '[')
        {
            for (var left = int.Parse(step.AsSpan(1, step.Length - 2), CultureInfo.InvariantCulture); left > 0; left--)
            {
                inside.Skip();
                inside.Read();
            }

            reader = inside;
            return true;
        }

        while (inside.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = inside.ValueTextEquals(step);
            inside.Read();
            if (isIt)
            {
                reader = inside;
                return true;
            }

            inside.Skip();
            inside.Read();
        }

        return false;
    }
}

/// <summary>Reads and writes the names of an enumeration in camel case; a number is no name.</summary>
internal sealed class ReferenceEnumConverter<TEnum>()
    : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where TEnum : struct, Enum;

using System.Text.Json;
using Decoupling.Pipeline.Settings;

namespace Decoupling.Cli.Settings;

/// <summary>What a deployment set, for a laptop that is to run with the same: from what `azd env get-values` or the Azure CLI print of it.</summary>
/// <param name="Values">Settings by name, in the order of the README's table.</param>
/// <param name="LeftOut">What a laptop cannot have or must not get, with the reason.</param>
internal sealed record DeployedSettings(
    IReadOnlyList<KeyValuePair<string, string>> Values,
    IReadOnlyList<string> LeftOut
)
{
    private const string Settings = "APP_SETTINGS";
    private const string Identity = "Decoupling__ManagedIdentityClientId";
    private const string Reference = "@Microsoft.KeyVault";

    /// <summary>Reads lines of NAME="VALUE", a JSON object of values or of a deployment's outputs, a deployment, or a list of app settings.</summary>
    /// <exception cref="FormatException">The text is none of these, or names no setting.</exception>
    public static DeployedSettings Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var given = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var trimmed = text.Trim();
        if (trimmed.Length > 0 && trimmed[0] is '{' or '[')
        {
            ReadJson(trimmed, given);
        }
        else
        {
            ReadLines(trimmed, given);
        }

        if (given.Remove(Settings, out var settings))
        {
            ReadJson(settings, given);
        }

        return From(given);
    }

    private static DeployedSettings From(Dictionary<string, string> given)
    {
        var values = new List<KeyValuePair<string, string>>();
        var leftOut = new List<string>();
        foreach (var setting in PipelineSettings.All)
        {
            if (!given.TryGetValue(setting.Name, out var value) || value.Length == 0)
            {
                continue;
            }

            if (setting.IsSecret || value.StartsWith(Reference, StringComparison.Ordinal))
            {
                leftOut.Add($"{setting.Name}: a secret, which stays in the key vault; set it yourself if you need it");
            }
            else if (setting.Name == Identity)
            {
                leftOut.Add($"{setting.Name}: the app's own identity; yours is that of `az login`");
            }
            else
            {
                values.Add(KeyValuePair.Create(setting.Name, value));
            }
        }

        return values.Count > 0
            ? new DeployedSettings(values, leftOut)
            : throw new FormatException(
                $"There is no setting of ours in it. Give what `azd -C infra env get-values` prints, with {Settings}."
            );
    }

    private static void ReadJson(string text, Dictionary<string, string> given)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            ReadJson(document.RootElement, given);
        }
        catch (JsonException)
        {
            throw new FormatException("It begins like JSON and is none.");
        }
    }

    private static void ReadJson(JsonElement element, Dictionary<string, string> given)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var setting in element.EnumerateArray())
            {
                given[setting.GetProperty("name").GetString() ?? ""] = TextOf(setting.GetProperty("value"));
            }

            return;
        }

        var outputs =
            element.TryGetProperty("properties", out var properties)
            && properties.TryGetProperty("outputs", out var found)
                ? found
                : element;
        foreach (var output in outputs.EnumerateObject())
        {
            var value =
                output.Value.ValueKind == JsonValueKind.Object && output.Value.TryGetProperty("value", out var inner)
                    ? inner
                    : output.Value;
            given[output.Name] = TextOf(value);
        }
    }

    private static string TextOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    /// <summary>Lines as a .env file has them: quoted values escape quotes and backslashes.</summary>
    private static void ReadLines(string text, Dictionary<string, string> given)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = line.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0 || line[0] == '#')
            {
                continue;
            }

            var name = line[..at].Trim();
            given[name.StartsWith("export ", StringComparison.Ordinal) ? name[7..].Trim() : name] = Unquote(
                line[(at + 1)..].Trim()
            );
        }
    }

    private static string Unquote(string value) =>
        value switch
        {
            ['"', .. var inner, '"'] => inner
                .Replace("\\\"", "\"", StringComparison.Ordinal)
                .Replace("\\\\", "\\", StringComparison.Ordinal),
            ['\'', .. var inner, '\''] => inner,
            _ => value,
        };
}

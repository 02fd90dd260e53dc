using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Decoupling.Pipeline.Settings;

/// <summary>Reads the text of a setting as what it should be; a fault names the setting.</summary>
internal static class SettingText
{
    /// <summary>What all of our own settings' names begin with, before "__".</summary>
    public const string Section = "Decoupling";

    public static string? Text(IConfiguration settings, string name) =>
        settings[name] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    public static string[] List(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static double? Number(IConfigurationSection settings, string name)
    {
        if (Text(settings, name) is not { } text)
        {
            return null;
        }

        return
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? number
            : throw new ArgumentException($"{Section}__{name} is '{text}', which is no number.");
    }

    public static bool? Flag(IConfigurationSection settings, string name) =>
        Text(settings, name) switch
        {
            null => null,
            { } text when bool.TryParse(text, out var flag) => flag,
            { } text => throw new ArgumentException($"{Section}__{name} is '{text}'; it must be true or false."),
        };

    // The text is not repeated: a connection string with its key may stand here by mistake.
    public static Uri? Address(IConfigurationSection settings, string name)
    {
        if (Text(settings, name) is not { } text)
        {
            return null;
        }

        return
            Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? address
            : throw new ArgumentException($"{Section}__{name} is no absolute https address (it is not repeated here).");
    }
}

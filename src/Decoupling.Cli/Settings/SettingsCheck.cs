using Decoupling.Pipeline.Settings;
using Microsoft.Extensions.Configuration;

namespace Decoupling.Cli.Settings;

/// <summary>Finds all that is wrong with settings at once, by the very code that reads them at a start, which stops at the first fault.</summary>
internal static class SettingsCheck
{
    private static readonly string[] Storage =
    [
        "Decoupling__BlobServiceUri",
        "Decoupling__TableServiceUri",
        "Decoupling__StorageConnectionString",
    ];

    /// <summary>The faults, each beginning with the name of its setting. Where no storage is named at all, the local one is meant.</summary>
    public static IReadOnlyList<string> FindFaults(IConfiguration configuration)
    {
        var faults = new List<string>();
        var mended = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        if (Storage.All(name => Value(configuration, name) is null))
        {
            mended[KeyOf(Storage[^1])] = "UseDevelopmentStorage=true";
        }

        while (FindFirst(configuration, mended) is { } fault)
        {
            faults.Add(fault);
            if (!Mend(mended, fault))
            {
                break;
            }
        }

        return faults;
    }

    /// <summary>Names that look like settings and are none, with the one that may be meant.</summary>
    public static IReadOnlyList<(string Name, string? Nearest)> FindUnknown(IConfiguration configuration)
    {
        var known = PipelineSettings.All.Select(setting => setting.Name).ToArray();
        return
        [
            .. configuration
                .AsEnumerable()
                .Where(pair => pair.Value is not null)
                .Select(pair => pair.Key.Replace(":", "__", StringComparison.Ordinal))
                .Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase))
                .Select(name => (Name: name, Nearest: NearestName.Of(name, known)))
                .Where(unknown => IsOurs(unknown.Name) || (IsSchedule(unknown.Name) && unknown.Nearest is not null))
                .OrderBy(unknown => unknown.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The value that is given for a setting, or <see langword="null"/> where its default holds.</summary>
    public static string? Value(IConfiguration configuration, string name) =>
        configuration[KeyOf(name)] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private static string? FindFirst(IConfiguration configuration, IEnumerable<KeyValuePair<string, string?>> mended)
    {
        try
        {
            var options = PipelineSettings.Read(
                new ConfigurationBuilder().AddConfiguration(configuration).AddInMemoryCollection(mended).Build()
            );
            _ = options.Alerts.Rules(options.Fetch.SlotLength);
            return null;
        }
        catch (ArgumentException fault)
        {
            return fault.Message;
        }
    }

    /// <summary>Puts the default in the place of what is wrong, so that the next fault shows.</summary>
    private static bool Mend(Dictionary<string, string?> mended, string fault)
    {
        if (Storage.Any(fault.Contains))
        {
            mended[KeyOf(Storage[0])] = mended[KeyOf(Storage[1])] = "";
            return mended.TryAdd(KeyOf(Storage[2]), "UseDevelopmentStorage=true");
        }

        var named = PipelineSettings
            .All.Select(setting => setting.Name)
            .Where(name => fault.Contains(name, StringComparison.Ordinal))
            .MinBy(name => fault.IndexOf(name, StringComparison.Ordinal));
        return named is not null && mended.TryAdd(KeyOf(named), "");
    }

    private static string KeyOf(string name) => name.Replace("__", ":", StringComparison.Ordinal);

    private static bool IsOurs(string name) => name.StartsWith("Decoupling__", StringComparison.OrdinalIgnoreCase);

    private static bool IsSchedule(string name) => name.Contains("Sched", StringComparison.OrdinalIgnoreCase);
}

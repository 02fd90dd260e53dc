using System.Text.Json;
using System.Text.Json.Serialization;
using Decoupling.Pipeline.Venues;

namespace Decoupling.Pipeline.Settings;

/// <summary>Reads a watchlist: as one line, "BTC:binance,bybit:linear,inverse;ETH:*", or from a JSON file of the same.</summary>
internal static class WatchlistText
{
    private const string Setting = $"{SettingText.Section}__Watchlist";
    private const string All = "*";

    /// <summary>Reads the setting.</summary>
    /// <exception cref="ArgumentException">It is wrong; the message names the setting and what is wrong with it.</exception>
    public static Watchlist Read(string text)
    {
        var entries = text.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? ReadFile(text)
            : [.. Split(text, ';').Select(FromLine)];
        if (entries.Count == 0)
        {
            throw new ArgumentException($"{Setting} watches nothing; say for example BTC:binance:spot,linear;ETH:*.");
        }

        return new Watchlist(entries);
    }

    private static WatchEntry FromLine(string line) =>
        line.Split(':', StringSplitOptions.TrimEntries) switch
        {
            [var asset] => Entry(asset, [], []),
            [var asset, var venues] => Entry(asset, Split(venues, ','), []),
            [var asset, var venues, var products] => Entry(asset, Split(venues, ','), Split(products, ',')),
            _ => throw new ArgumentException($"{Setting} holds '{line}'; an entry is asset:venues:products."),
        };

    private static IReadOnlyList<WatchEntry> ReadFile(string file)
    {
        try
        {
            var read = JsonSerializer.Deserialize(File.ReadAllBytes(file), WatchlistJson.Default.WatchlistFile);
            if (read is not { SchemaVersion: 1, Watch: { } watch } || watch.Any(entry => entry?.Asset is null))
            {
                throw new ArgumentException(
                    $"{Setting}: {file} is no watchlist of schemaVersion 1 whose entries each have an asset."
                );
            }

            return [.. watch.Select(entry => Entry(entry!.Asset!, entry.Venues ?? [], entry.Products ?? []))];
        }
        catch (JsonException fault)
        {
            var where = fault.LineNumber is { } line ? $", line {line + 1}" : "";
            throw new ArgumentException($"{Setting}: {file}{where} is not JSON of a watchlist.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"{Setting}: {file} cannot be read: {failure.Message}");
        }
    }

    private static WatchEntry Entry(string asset, IReadOnlyList<string?> venues, IReadOnlyList<string?> products)
    {
        string[] names =
        [
            .. venues.OfType<string>().Where(name => name != All).Select(name => name.ToLowerInvariant()),
        ];
        if (names.Except(VenueCatalog.Names).FirstOrDefault() is { } unknown)
        {
            throw new ArgumentException(
                $"{Setting} holds the venue '{unknown}'; the venues are {string.Join(", ", VenueCatalog.Names)}."
            );
        }

        string[] kinds = [.. products.OfType<string>().Where(name => name != All)];
        var wanted = kinds.Length == 0 ? (VenueProducts?)null : VenueSettings.ReadProducts(kinds, Setting);
        if (
            wanted is { } asked
            && names.FirstOrDefault(venue => (VenueCatalog.ProductsOf(venue) & asked) == 0) is { } bare
        )
        {
            throw new ArgumentException(
                $"{Setting} asks {bare} for {VenueCatalog.Text(asked)} of {asset}; it has {VenueCatalog.Text(VenueCatalog.ProductsOf(bare))}."
            );
        }

        return new WatchEntry(asset, names, wanted);
    }

    private static string[] Split(string text, char separator) =>
        text.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>A watchlist as a file.</summary>
internal sealed record WatchlistFile(int SchemaVersion, IReadOnlyList<WatchlistFileEntry?>? Watch);

/// <summary>One entry of the file; venues and products that are left out are all.</summary>
internal sealed record WatchlistFileEntry(
    string? Asset,
    IReadOnlyList<string?>? Venues,
    IReadOnlyList<string?>? Products
);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true
)]
[JsonSerializable(typeof(WatchlistFile))]
internal sealed partial class WatchlistJson : JsonSerializerContext;

using System.Buffers;
using System.Globalization;
using System.Text;

namespace Decoupling.Pipeline.Storage;

/// <summary>Makes the keys of rows: newest first, one partition for each asset and day, safe for every character a venue may use.</summary>
public static class TableKeys
{
    /// <summary>The asset that stands for the aggregate over all assets.</summary>
    public const string AllAssets = "~all";

    private static readonly SearchValues<char> Kept = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-"
    );

    /// <summary>A key part with every character but A-Z, a-z, 0-9, dot and hyphen written as ~ and four hex digits.</summary>
    public static string Part(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        if (text == AllAssets || !text.AsSpan().ContainsAnyExcept(Kept))
        {
            return text;
        }

        var part = new StringBuilder(text.Length + 8);
        foreach (var character in text)
        {
            if (Kept.Contains(character))
            {
                part.Append(character);
            }
            else
            {
                part.Append('~').Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
            }
        }

        return part.ToString();
    }

    /// <summary>The text that <see cref="Part"/> has made a key part of.</summary>
    public static string TextOf(string part)
    {
        ArgumentException.ThrowIfNullOrEmpty(part);
        if (part == AllAssets || !part.Contains('~'))
        {
            return part;
        }

        var text = new StringBuilder(part.Length);
        for (var i = 0; i < part.Length; i++)
        {
            if (part[i] == '~' && i + 5 <= part.Length)
            {
                text.Append(
                    (char)int.Parse(part.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                );
                i += 4;
            }
            else
            {
                text.Append(part[i]);
            }
        }

        return text.ToString();
    }

    /// <summary>The partition of an asset and a day: "BTC_20240805".</summary>
    public static string AssetDay(string asset, DateTimeOffset at) => $"{Part(asset)}_{Day(at)}";

    /// <summary>A day as a partition: "20240805".</summary>
    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>The row key of a slot and an instrument, newest first.</summary>
    public static string Newest(DateTimeOffset at, string venue, string symbol) =>
        $"{ReverseTicks(at)}_{Part(venue)}_{Part(symbol)}";

    /// <summary>19 digits that sort the newest time first.</summary>
    public static string ReverseTicks(DateTimeOffset at) =>
        (DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);
}

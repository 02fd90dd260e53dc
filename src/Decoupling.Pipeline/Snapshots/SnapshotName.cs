using System.Globalization;
using System.Text.RegularExpressions;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Snapshots;

/// <summary>Names a snapshot's blob within its container. Names of one asset sort in the order of their slots.</summary>
/// <param name="Asset">The underlying: 1 to 20 letters and digits.</param>
/// <param name="SlotAt">The slot's time, UTC, in whole seconds.</param>
public readonly partial record struct SnapshotName(string Asset, DateTimeOffset SlotAt)
{
    /// <summary>The container that holds nothing but snapshots.</summary>
    public const string Container = "snapshots";

    private const string FileFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>The name of a snapshot's blob.</summary>
    public static SnapshotName From(MarketSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new SnapshotName(snapshot.Asset, snapshot.SlotAt);
    }

    /// <summary>The path within the container: "v1/BTC/2024/08/05/20240805T130000Z.json.gz".</summary>
    public string Format()
    {
        var slot = SlotAt.UtcDateTime;
        return DayPrefix(Asset, SlotAt) + slot.ToString(FileFormat, CultureInfo.InvariantCulture) + ".json.gz";
    }

    /// <summary>Reads a path that <see cref="Format"/> wrote; anything else is not one.</summary>
    public static bool TryParse(string path, out SnapshotName name)
    {
        ArgumentNullException.ThrowIfNull(path);
        var match = Pattern().Match(path);
        name = default;
        if (
            !match.Success
            || !DateTimeOffset.TryParseExact(
                match.Groups["slot"].ValueSpan,
                FileFormat,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var slotAt
            )
        )
        {
            return false;
        }

        name = new SnapshotName(match.Groups["asset"].Value, slotAt);
        return name.Format() == path;
    }

    /// <summary>The path as <see cref="Format"/> writes it.</summary>
    public override string ToString() => Format();

    internal static string AssetPrefix(string asset) => $"v1/{asset}/";

    internal static string MonthPrefix(string asset, DateTimeOffset at) =>
        AssetPrefix(asset) + at.UtcDateTime.ToString("yyyy'/'MM'/'", CultureInfo.InvariantCulture);

    internal static string DayPrefix(string asset, DateTimeOffset at) =>
        AssetPrefix(asset) + at.UtcDateTime.ToString("yyyy'/'MM'/'dd'/'", CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"\Av1/(?<asset>[A-Za-z0-9]{1,20})/[0-9]{4}/[0-9]{2}/[0-9]{2}/(?<slot>[0-9]{8}T[0-9]{6}Z)\.json\.gz\z"
    )]
    private static partial Regex Pattern();
}

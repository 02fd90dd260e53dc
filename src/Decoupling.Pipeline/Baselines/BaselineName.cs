using System.Globalization;
using System.Text.RegularExpressions;

namespace Decoupling.Pipeline.Baselines;

/// <summary>Names a digest's or a baseline's blob. Names of one kind, asset and slot length sort in the order of their days.</summary>
/// <param name="Kind">What the blob is.</param>
/// <param name="Asset">The underlying: 1 to 20 letters and digits.</param>
/// <param name="SlotLength">The slot length of the rows that it was built of, whole seconds.</param>
/// <param name="Day">The day digested, or the first day that the baseline serves, UTC.</param>
/// <param name="Hash">16 hexadecimal digits of the SHA-256 of the unpacked content.</param>
public readonly partial record struct BaselineName(
    BaselineKind Kind,
    string Asset,
    TimeSpan SlotLength,
    DateOnly Day,
    string Hash
)
{
    /// <summary>The container of digests and baselines: one that triggers nothing.</summary>
    public const string Container = "baselines";

    private const string DayFormat = "yyyy'/'MM'/'dd";

    /// <summary>The path within the container: "v1/baselines/BTC/300s/2024/08/05-0123456789abcdef.json.gz".</summary>
    public string Format() =>
        Prefix(Kind, Asset, SlotLength)
        + string.Create(
            CultureInfo.InvariantCulture,
            $"{Day.ToString(DayFormat, CultureInfo.InvariantCulture)}-{Hash}.json.gz"
        );

    /// <summary>Reads a path that <see cref="Format"/> wrote; anything else is not one.</summary>
    public static bool TryParse(string path, out BaselineName name)
    {
        ArgumentNullException.ThrowIfNull(path);
        name = default;
        var match = Pattern().Match(path);
        if (
            !match.Success
            || !DateOnly.TryParseExact(
                match.Groups["day"].ValueSpan,
                DayFormat,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var day
            )
        )
        {
            return false;
        }

        name = new BaselineName(
            match.Groups["kind"].ValueSpan is "digests" ? BaselineKind.Digest : BaselineKind.Baseline,
            match.Groups["asset"].Value,
            TimeSpan.FromSeconds(int.Parse(match.Groups["seconds"].ValueSpan, CultureInfo.InvariantCulture)),
            day,
            match.Groups["hash"].Value
        );
        return true;
    }

    /// <summary>The path as <see cref="Format"/> writes it.</summary>
    public override string ToString() => Format();

    internal static string Prefix(BaselineKind kind, string asset, TimeSpan slotLength) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"v1/{(kind == BaselineKind.Digest ? "digests" : "baselines")}/{asset}/{slotLength.TotalSeconds:0}s/"
        );

    internal static string MonthPrefix(BaselineKind kind, string asset, TimeSpan slotLength, DateOnly day) =>
        Prefix(kind, asset, slotLength) + day.ToString("yyyy'/'MM'/'", CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"\Av1/(?<kind>digests|baselines)/(?<asset>[A-Za-z0-9]{1,20})/(?<seconds>[1-9][0-9]{0,4})s/(?<day>[0-9]{4}/[0-9]{2}/[0-9]{2})-(?<hash>[0-9a-f]{16})\.json\.gz\z"
    )]
    private static partial Regex Pattern();
}

/// <summary>The kinds of blob in the container of baselines.</summary>
public enum BaselineKind
{
    /// <summary>One day of rows.</summary>
    Digest,

    /// <summary>The past before a day.</summary>
    Baseline,
}

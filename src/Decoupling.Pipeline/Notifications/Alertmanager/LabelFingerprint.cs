using System.Globalization;
using System.Text;

namespace Decoupling.Pipeline.Notifications.Alertmanager;

/// <summary>The name that Alertmanager gives a set of labels: 64-bit FNV-1a over the sorted names and values, as 16 hex digits.</summary>
/// <remarks>Source: prometheus/common, <c>model.LabelSet.Fingerprint</c>: each name and each value is followed by the byte 255.</remarks>
internal static class LabelFingerprint
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;
    private const byte Separator = 255;

    public static string Of(IEnumerable<KeyValuePair<string, string>> labels)
    {
        var hash = Offset;
        foreach (var (name, value) in labels.OrderBy(label => label.Key, StringComparer.Ordinal))
        {
            hash = Add(Add(hash, name), value);
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    private static ulong Add(ulong hash, string text)
    {
        foreach (var value in Encoding.UTF8.GetBytes(text).Append(Separator))
        {
            hash = unchecked((hash ^ value) * Prime);
        }

        return hash;
    }
}

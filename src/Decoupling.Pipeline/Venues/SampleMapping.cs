using System.Globalization;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues;

/// <summary>A value at a time as a venue sent it, already converted; <see langword="null"/> where it could not be read.</summary>
internal readonly record struct WireSample(DateTimeOffset? At, double? Value);

/// <summary>Funding payments and open interest over time.</summary>
internal static class SampleMapping
{
    /// <summary>Takes samples in the order of time within [<paramref name="fromAt"/>, <paramref name="untilAt"/>]. Values that could not be read are left out;
    /// a time that cannot be read, or is repeated or out of order, spoils the series.</summary>
    public static Reading<SampleSeries> From(
        IEnumerable<WireSample> samples,
        DateTimeOffset fromAt,
        DateTimeOffset untilAt,
        out string? rejected
    )
    {
        var times = new List<DateTimeOffset>();
        var values = new List<double>();
        var bad = 0;
        DateTimeOffset? last = null;
        rejected = null;
        foreach (var sample in samples)
        {
            if (sample.At is not { } at)
                return new Missing("a sample has no readable time");
            if (at <= last)
                return new Missing(
                    $"the sample of {at.UtcDateTime.ToString("u", CultureInfo.InvariantCulture)} is repeated or out of order"
                );
            last = at;
            if (at < fromAt || at > untilAt)
                continue;
            if (sample.Value is not { } value)
            {
                bad++;
                continue;
            }
            times.Add(at);
            values.Add(value);
        }
        if (bad > 0)
            rejected = $"{bad} left out for impossible or missing numbers";
        return new SampleSeries { At = [.. times], Values = [.. values] };
    }
}

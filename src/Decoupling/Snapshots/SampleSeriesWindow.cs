namespace Decoupling.Snapshots;

/// <summary>Cuts and joins samples, so that a slot carries the history of the one before and fetches only what is new.</summary>
public static class SampleSeriesWindow
{
    /// <summary>The samples in [<paramref name="from"/>, <paramref name="to"/>]: both ends inclusive, because a payment at the slot's own time has been made.</summary>
    public static SampleSeries Slice(this SampleSeries samples, DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var start = IndexAtOrAfter(samples.At, from);
        var end = start;
        while (end < samples.At.Length && samples.At[end] <= to)
        {
            end++;
        }

        return new SampleSeries { At = samples.At[start..end], Values = samples.Values[start..end] };
    }

    /// <summary>All samples of both in order; of two at one time the newer series' stands.</summary>
    public static SampleSeries Merge(this SampleSeries older, SampleSeries newer)
    {
        ArgumentNullException.ThrowIfNull(older);
        ArgumentNullException.ThrowIfNull(newer);
        var times = new List<DateTimeOffset>(older.At.Length + newer.At.Length);
        var values = new List<double>(times.Capacity);
        var (i, j) = (0, 0);
        while (i < older.At.Length || j < newer.At.Length)
        {
            if (j == newer.At.Length || (i < older.At.Length && older.At[i] < newer.At[j]))
            {
                times.Add(older.At[i]);
                values.Add(older.Values[i++]);
                continue;
            }

            if (i < older.At.Length && older.At[i] == newer.At[j])
            {
                i++;
            }

            times.Add(newer.At[j]);
            values.Add(newer.Values[j++]);
        }

        return new SampleSeries { At = [.. times], Values = [.. values] };
    }

    private static int IndexAtOrAfter(DateTimeOffset[] times, DateTimeOffset at)
    {
        var found = Array.BinarySearch(times, at);
        return found < 0 ? ~found : found;
    }
}

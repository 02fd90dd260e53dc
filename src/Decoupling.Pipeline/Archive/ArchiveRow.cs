using System.Text;
using CsvHelper;

namespace Decoupling.Pipeline.Archive;

/// <summary>One row, valid while it is being read.</summary>
internal readonly record struct ArchiveRow(string File, CsvReader Csv)
{
    // Milliseconds have 13 digits until the year 2286, microseconds 16.
    private const long LeastMilliseconds = 1_230_000_000_000;
    private const long MostMilliseconds = 7_260_000_000_000;
    private const long MicrosecondsPerMillisecond = 1_000;

    public int FieldCount => Csv.FieldCount;

    /// <summary>A time since 1970 in milliseconds, or in microseconds as Binance's spot files have it from 2025, in UTC ticks.</summary>
    public long ReadTicks(int field)
    {
        if (field >= FieldCount || !Csv.TryParse(field, out long stamp))
        {
            throw Refuse(field, "is no time");
        }

        var microseconds = stamp <= MostMilliseconds ? stamp * MicrosecondsPerMillisecond : stamp;
        return
            microseconds
                is >= LeastMilliseconds * MicrosecondsPerMillisecond
                    and <= MostMilliseconds * MicrosecondsPerMillisecond
            ? DateTimeOffset.UnixEpoch.Ticks + microseconds * TimeSpan.TicksPerMicrosecond
            : throw Refuse(field, "is no time in milliseconds or microseconds since 1970");
    }

    public double ReadNumber(int field) =>
        field < FieldCount && Csv.TryParse(field, out double number) && double.IsFinite(number)
            ? number
            : throw Refuse(field, "is no number");

    public double ReadPrice(int field) =>
        ReadNumber(field) is > 0 and var price ? price : throw Refuse(field, "is no price above 0");

    public ArchiveException Refuse(int field, string reason)
    {
        var text = field < FieldCount ? Encoding.UTF8.GetString(Csv.GetSpan(field)) : "";
        return new ArchiveException(
            File,
            Csv.LineNumber,
            $"Column {field + 1} {reason}: \"{(text.Length > 40 ? text[..40] : text)}\"."
        );
    }
}

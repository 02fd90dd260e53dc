using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Archive;

/// <summary>Reads real history: bars as recorded, on their regular grid, with gaps left as gaps.</summary>
/// <remarks>Columns: opening time, open, high, low, close, volume in coins; what follows is passed over, so that the files of Binance's public
/// archive (data.binance.vision, klines) read as they are. Times are milliseconds or microseconds since 1970, which is told by their size.</remarks>
public static class ArchiveBars
{
    private const int FieldCount = 6;
    private const int MostBars = 10_000_000;
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Reads files or folders, plain, gzip or zip; of two bars for one time the later read stands. The step is the smallest distance of two bars.</summary>
    /// <exception cref="ArchiveException">A file cannot be read; names file and line.</exception>
    public static BarSeries Read(IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var rows = new List<Row>();
        ArchiveRows.Read(paths, row => rows.Add(ReadRow(row)));

        var files = string.Join(", ", paths);
        var opens = rows.Select(row => row.OpenTicks).Order().ToArray();
        var step = SmallestDistance(opens);
        if (step == 0)
        {
            throw new ArchiveException(files, null, "There are fewer than two bars, so their length is unknown.");
        }

        var count = (opens[^1] - opens[0]) / step + 1;
        if (count > MostBars)
        {
            throw new ArchiveException(files, null, $"The bars span {count} steps, more than {MostBars}.");
        }

        var builder = new BarSeriesBuilder(
            new DateTimeOffset(opens[0], TimeSpan.Zero),
            TimeSpan.FromTicks(step),
            (int)count
        );
        foreach (var row in rows)
        {
            var openAt = new DateTimeOffset(row.OpenTicks, TimeSpan.Zero);
            if (!builder.TrySet(openAt, row.High, row.Low, row.Close, row.Volume))
            {
                throw new ArchiveException(
                    files,
                    null,
                    $"The bar of {openAt:u} is not on a grid of {TimeSpan.FromTicks(step)}."
                );
            }
        }

        return builder.Build();
    }

    private static Row ReadRow(ArchiveRow row)
    {
        if (row.FieldCount < FieldCount)
        {
            throw row.Refuse(row.FieldCount - 1, $"is the last, and bars have at least {FieldCount}");
        }

        var ticks = row.ReadTicks(0);
        var minute = (ticks + Minute.Ticks / 2) / Minute.Ticks * Minute.Ticks;
        if (Math.Abs(ticks - minute) > Tolerance.Ticks)
        {
            throw row.Refuse(0, "is not on a minute");
        }

        var volume = row.ReadNumber(5);
        return volume >= 0
            ? new Row(minute, row.ReadPrice(2), row.ReadPrice(3), row.ReadPrice(4), volume)
            : throw row.Refuse(5, "is a volume below 0");
    }

    private static long SmallestDistance(long[] sorted)
    {
        var smallest = long.MaxValue;
        for (var i = 1; i < sorted.Length; i++)
        {
            var distance = sorted[i] - sorted[i - 1];
            if (distance > 0 && distance < smallest)
            {
                smallest = distance;
            }
        }

        return smallest == long.MaxValue ? 0 : smallest;
    }

    private readonly record struct Row(long OpenTicks, double High, double Low, double Close, double Volume);
}

using System.Globalization;
using System.IO.Compression;
using Decoupling.Snapshots;

namespace Decoupling.Tests;

/// <summary>Recorded market data in the folder that DECOUPLING_DATA names; a test without it is skipped.</summary>
internal static class RealData
{
    /// <summary>The closes and volumes of a gzip CSV of bars (open_time_ms, open, high, low, close, volume), on their grid, NaN where a bar is missing.</summary>
    public static BarSeries Bars(string file, TimeSpan step)
    {
        var rows = Lines(file).Skip(1).Select(line => line.Split(',')).ToArray();
        var startMs = long.Parse(rows[0][0], CultureInfo.InvariantCulture);
        var stepMs = (long)step.TotalMilliseconds;
        var count = (long.Parse(rows[^1][0], CultureInfo.InvariantCulture) - startMs) / stepMs + 1;
        var close = new double[count];
        var volume = new double[count];
        Array.Fill(close, double.NaN);
        Array.Fill(volume, double.NaN);
        foreach (var row in rows)
        {
            var index = (long.Parse(row[0], CultureInfo.InvariantCulture) - startMs) / stepMs;
            close[index] = double.Parse(row[4], CultureInfo.InvariantCulture);
            volume[index] = double.Parse(row[5], CultureInfo.InvariantCulture);
        }

        return new BarSeries
        {
            StartAt = DateTimeOffset.FromUnixTimeMilliseconds(startMs),
            Step = step,
            Close = close,
            Volume = volume,
        };
    }

    /// <summary>Funding rates by the time of payment; the rate stands in the column "open".</summary>
    public static SampleSeries Funding(string file)
    {
        var rows = Lines(file).Skip(1).Select(line => line.Split(',')).ToArray();
        return new SampleSeries
        {
            At =
            [
                .. rows.Select(row =>
                    DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(row[0], CultureInfo.InvariantCulture))
                ),
            ],
            Values = [.. rows.Select(row => double.Parse(row[1], CultureInfo.InvariantCulture))],
        };
    }

    /// <summary>The lines of a file that is not compressed.</summary>
    public static string[] PlainLines(string file) => File.ReadAllLines(PathOf(file));

    /// <summary>The bars of <see cref="Bars"/> with their highest and lowest prices.</summary>
    public static BarSeries BarsWithRanges(string file, TimeSpan step)
    {
        var bars = Bars(file, step);
        var (high, low) = (new double[bars.Count], new double[bars.Count]);
        Array.Fill(high, double.NaN);
        Array.Fill(low, double.NaN);
        foreach (var row in Lines(file).Skip(1).Select(line => line.Split(',')))
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(row[0], CultureInfo.InvariantCulture));
            var index = (int)((at - bars.StartAt) / bars.Step);
            high[index] = double.Parse(row[2], CultureInfo.InvariantCulture);
            low[index] = double.Parse(row[3], CultureInfo.InvariantCulture);
        }

        return bars with
        {
            High = high,
            Low = low,
        };
    }

    private static IEnumerable<string> Lines(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(PathOf(file)), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static string PathOf(string file)
    {
        var folder = Environment.GetEnvironmentVariable("DECOUPLING_DATA");
        Assert.SkipUnless(Directory.Exists(folder), "DECOUPLING_DATA names no folder with recorded market data.");
        return Path.Combine(folder!, file);
    }
}

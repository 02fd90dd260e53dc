namespace Decoupling.Pipeline.Snapshots.Wire;

/// <summary>Columns of numbers and of times as the wire has them.</summary>
internal static class ColumnCodec
{
    private const int TickDecimals = 7;

    /// <summary>Whole numbers: volumes, sizes.</summary>
    public static ColumnWire Write(double[] values) =>
        ScaledIntegers.FindDecimals(values) is { } decimals
        && ScaledIntegers.TryScale(values, decimals, out var integers)
            ? RiceCode.Write(integers, decimals)
            : new ColumnWire { Values = values };

    /// <summary>Differences to the number before: prices, rates.</summary>
    public static ColumnWire WriteDifferences(double[] values) =>
        ScaledIntegers.FindDecimals(values) is { } decimals
        && ScaledIntegers.TryScale(values, decimals, out var integers)
            ? RiceCode.Write(Differences(integers), decimals)
            : new ColumnWire { Values = values };

    /// <summary>What <see cref="Write(double[])"/> was given.</summary>
    /// <exception cref="FormatException">The column is not written as its description says.</exception>
    public static double[] Read(ColumnWire column) =>
        ReadPlain(column) ?? ScaledIntegers.ToValues(RiceCode.Read(column), column.Decimals);

    /// <summary>What <see cref="WriteDifferences"/> was given.</summary>
    /// <exception cref="FormatException">The column is not written as its description says.</exception>
    public static double[] ReadDifferences(ColumnWire column) =>
        ReadPlain(column) ?? ScaledIntegers.ToValues(Sums(RiceCode.Read(column)), column.Decimals);

    public static TimesWire Write(DateTimeOffset[] times)
    {
        var ticks = new long[times.Length];
        for (var i = 1; i < times.Length; i++)
        {
            ticks[i] = times[i].UtcTicks - times[i - 1].UtcTicks;
        }

        var decimals = TickDecimals;
        while (decimals > 0 && Array.TrueForAll(ticks, tick => tick % 10 == 0))
        {
            decimals--;
            ticks = Array.ConvertAll(ticks, tick => tick / 10);
        }

        return new TimesWire
        {
            StartAt = times.Length > 0 ? times[0] : null,
            SecondsSincePrevious = RiceCode.Write(ticks, decimals),
        };
    }

    /// <exception cref="FormatException">The column is not written as its description says, or a time is none.</exception>
    public static DateTimeOffset[] Read(TimesWire column)
    {
        var steps = RiceCode.Read(column.SecondsSincePrevious);
        if (column.SecondsSincePrevious.Decimals is not (>= 0 and <= TickDecimals and var decimals))
        {
            throw new FormatException($"Times have decimals that are not 0 to {TickDecimals}.");
        }

        if (steps.Length > 0 && column.StartAt is null)
        {
            throw new FormatException("Times have no start.");
        }

        var ticksPerUnit = (long)Math.Pow(10, TickDecimals - decimals);
        var ticks = column.StartAt?.UtcTicks ?? 0;
        var times = new DateTimeOffset[steps.Length];
        for (var i = 0; i < steps.Length; i++)
        {
            var step = (Int128)steps[i] * ticksPerUnit + ticks;
            if (step < 0 || step > DateTimeOffset.MaxValue.UtcTicks)
            {
                throw new FormatException("A column has a time beyond the calendar.");
            }

            ticks = (long)step;
            times[i] = new DateTimeOffset(ticks, TimeSpan.Zero);
        }

        return times;
    }

    /// <summary>Each integer less the one before; the first stays.</summary>
    public static long[] Differences(ReadOnlySpan<long> integers)
    {
        var differences = integers.ToArray();
        for (var i = differences.Length - 1; i > 0; i--)
        {
            differences[i] -= differences[i - 1];
        }

        return differences;
    }

    /// <summary>What <see cref="Differences"/> was given. A sum too large wraps and is refused by its range afterwards.</summary>
    public static long[] Sums(long[] differences)
    {
        for (var i = 1; i < differences.Length; i++)
        {
            differences[i] = unchecked(differences[i] + differences[i - 1]);
        }

        return differences;
    }

    private static double[]? ReadPlain(ColumnWire column) =>
        column.Digits is null && column.Values is { } values ? [.. values] : null;
}

namespace Decoupling.Pipeline.Snapshots.Wire;

/// <summary>Doubles that came from decimals as integers and a power of ten, if that gives back the very bits.</summary>
internal static class ScaledIntegers
{
    /// <summary>More decimals than a double has digits would say nothing.</summary>
    public const int MaxDecimals = 15;

    private const long Largest = 1L << 53;

    private static readonly double[] PowersOfTen =
    [
        1e0,
        1e1,
        1e2,
        1e3,
        1e4,
        1e5,
        1e6,
        1e7,
        1e8,
        1e9,
        1e10,
        1e11,
        1e12,
        1e13,
        1e14,
        1e15,
    ];

    /// <summary>The fewest decimals that make integers of all values, or <see langword="null"/> if none do.</summary>
    public static int? FindDecimals(ReadOnlySpan<double> values)
    {
        var decimals = 0;
        foreach (var value in values)
        {
            while (!TryScale(value, decimals, out _))
            {
                if (++decimals > MaxDecimals)
                {
                    return null;
                }
            }
        }

        return TryScale(values, decimals, out _) ? decimals : null;
    }

    /// <summary>Whether every value times 10^<paramref name="decimals"/> is an integer of at most 53 bits that divides back to the same bits.</summary>
    public static bool TryScale(ReadOnlySpan<double> values, int decimals, out long[] integers)
    {
        integers = new long[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (!TryScale(values[i], decimals, out integers[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The values of the integers given.</summary>
    /// <exception cref="FormatException">An integer or the number of decimals is out of range.</exception>
    public static double[] ToValues(ReadOnlySpan<long> integers, int? decimals)
    {
        if (decimals is not (>= 0 and <= MaxDecimals))
        {
            throw new FormatException(
                $"A column's integers have {decimals?.ToString() ?? "no"} decimals, not 0 to {MaxDecimals}."
            );
        }

        var power = PowersOfTen[decimals.Value];
        var values = new double[integers.Length];
        for (var i = 0; i < integers.Length; i++)
        {
            if (integers[i] is < -Largest or > Largest)
            {
                throw new FormatException("A column has an integer of more than 53 bits.");
            }

            values[i] = integers[i] / power;
        }

        return values;
    }

    private static bool TryScale(double value, int decimals, out long integer)
    {
        var scaled = Math.Round(value * PowersOfTen[decimals]);
        if (!(Math.Abs(scaled) < Largest))
        {
            integer = 0;
            return false;
        }

        integer = (long)scaled;
        return BitConverter.DoubleToInt64Bits(integer / PowersOfTen[decimals]) == BitConverter.DoubleToInt64Bits(value);
    }
}

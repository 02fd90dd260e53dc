using System.Globalization;

namespace Decoupling.Numerics;

/// <summary>What a metric checks before it computes: market data by index, the caller's own arguments by exception.</summary>
internal static class InputGate
{
    /// <summary>The index of the first NaN or infinity, or -1.</summary>
    public static int FirstNotFinite(ReadOnlySpan<double> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The index of the first value that is not a finite number above 0, or -1.</summary>
    public static int FirstNotAPrice(ReadOnlySpan<double> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!IsPrice(values[i]))
            {
                return i;
            }
        }

        return -1;
    }

    public static bool IsPrice(double value) => double.IsFinite(value) && value > 0;

    /// <summary>Whether no value is NaN or infinite: a result that is not did overflow.</summary>
    public static bool AllFinite(params ReadOnlySpan<double> values) => FirstNotFinite(values) < 0;

    /// <summary>Throws <see cref="ArgumentException"/> unless both spans are of one length.</summary>
    public static void RequireOneLength(
        ReadOnlySpan<double> first,
        string firstName,
        ReadOnlySpan<double> second,
        string secondName
    )
    {
        if (first.Length != second.Length)
        {
            throw new ArgumentException(
                $"{firstName} has {first.Length} values and {secondName} has {second.Length}; they must pair up.",
                secondName
            );
        }
    }

    /// <summary>Throws <see cref="ArgumentOutOfRangeException"/> unless the length of time is positive.</summary>
    public static void RequirePositive(TimeSpan value, string name) =>
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero, name);

    /// <summary>Throws <see cref="ArgumentOutOfRangeException"/> unless the value lies strictly between the bounds; NaN does not.</summary>
    public static void RequireWithin(double value, double low, double high, string name)
    {
        if (!(value > low && value < high))
        {
            throw new ArgumentOutOfRangeException(
                name,
                value,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name} must lie between {low} and {high}, both exclusive."
                )
            );
        }
    }
}

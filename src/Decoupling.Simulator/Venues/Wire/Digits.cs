using System.Globalization;

namespace Decoupling.Simulator.Venues.Wire;

/// <summary>Numbers as venues write them into strings.</summary>
internal static class Digits
{
    /// <summary>Always <paramref name="decimals"/> of them: "88000.10000000".</summary>
    public static string Fixed(decimal value, int decimals) =>
        value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Fixed(decimal, int)"/>
    public static string Fixed(double value, int decimals) => Fixed((decimal)value, decimals);

    /// <summary>At most <paramref name="decimals"/> of them, without zeros at the end: "88000.1".</summary>
    public static string Trimmed(decimal value, int decimals) =>
        decimal.Round(value, decimals).ToString("0.##########", CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Trimmed(decimal, int)"/>
    public static string Trimmed(double value, int decimals) => Trimmed((decimal)value, decimals);

    public static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);
}

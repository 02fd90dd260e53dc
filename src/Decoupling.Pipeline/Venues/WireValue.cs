namespace Decoupling.Pipeline.Venues;

/// <summary>The one place where a venue's decimals become doubles and its milliseconds become times, if they are in range.</summary>
internal static class WireValue
{
    /// <summary>Above any price in USDT; a number beyond it is a fault, not a market.</summary>
    private const decimal HighestPrice = 1e12m;

    /// <summary>Above any quantity of coins or dollars, the meme coins' quadrillions among them.</summary>
    private const decimal LargestSize = 1e18m;

    private static readonly decimal FirstMs = new DateTimeOffset(
        2010,
        1,
        1,
        0,
        0,
        0,
        TimeSpan.Zero
    ).ToUnixTimeMilliseconds();
    private static readonly decimal LastMs = new DateTimeOffset(
        2100,
        1,
        1,
        0,
        0,
        0,
        TimeSpan.Zero
    ).ToUnixTimeMilliseconds();

    /// <summary>A price above zero, or <see langword="null"/>.</summary>
    public static double? Price(decimal? value) => value is > 0 and <= HighestPrice ? (double)value.Value : null;

    /// <summary>A quantity of zero or more, or <see langword="null"/>.</summary>
    public static double? Size(decimal? value) => value is >= 0 and <= LargestSize ? (double)value.Value : null;

    /// <summary>A product, or <see langword="null"/> where a factor is, or where it is beyond any number of a market.</summary>
    public static decimal? Product(decimal? left, decimal? right)
    {
        if (left is not { } one || right is not { } other)
            return null;
        // Well within a decimal's 7.9e28, so that it cannot overflow.
        return Math.Abs((double)one * (double)other) < 1e28 ? one * other : null;
    }

    /// <summary>Dollars to the cent: beyond it an open interest says nothing, and its digits would not pack.</summary>
    public static double? Cents(double? usd) => usd is { } value ? Math.Round(value, 2) : null;

    /// <summary>A rate of at most the cap either way, or <see langword="null"/>.</summary>
    public static double? Rate(decimal? value, decimal cap) =>
        value is { } rate && Math.Abs(rate) <= cap ? (double)rate : null;

    /// <summary>A time in UTC between 2010 and 2100, or <see langword="null"/>.</summary>
    public static DateTimeOffset? Time(decimal? milliseconds) =>
        milliseconds is { } ms && ms >= FirstMs && ms < LastMs && ms == decimal.Truncate(ms)
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)ms)
            : null;
}

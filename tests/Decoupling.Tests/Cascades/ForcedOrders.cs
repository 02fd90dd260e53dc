using System.Globalization;

namespace Decoupling.Tests.Cascades;

/// <summary>One forced order as Binance published it.</summary>
/// <param name="Symbol">The coin: "BTC".</param>
/// <param name="IsLong">Whether a long was closed, by a sale.</param>
/// <param name="Price">The order's limit, at which the position's margin is gone.</param>
/// <param name="At">When.</param>
/// <param name="Usd">What it was worth.</param>
internal sealed record ForcedOrder(string Symbol, bool IsLong, double Price, DateTimeOffset At, double Usd)
{
    /// <summary>The forced orders of one recorded file; of one symbol where one is named.</summary>
    public static ForcedOrder[] Read(string file, string? symbol = null) =>
        [
            .. RealData
                .PlainLines($"liquidation_events/{file}")
                .Select(line => line.Split(','))
                .Where(row => symbol is null || row[0] == symbol)
                .Select(row => new ForcedOrder(
                    row[0],
                    row[1] == "SELL",
                    double.Parse(row[5], CultureInfo.InvariantCulture),
                    DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(row[10], CultureInfo.InvariantCulture)),
                    double.Parse(row[11], CultureInfo.InvariantCulture)
                ))
                .OrderBy(order => order.At),
        ];

    /// <summary>Times in seconds from the first to the last order, which is when the recording is known to have run.</summary>
    public static (double[] Seconds, double End) Times(IReadOnlyList<ForcedOrder> orders) =>
        (
            [.. orders.Select(order => (order.At - orders[0].At).TotalSeconds)],
            (orders[^1].At - orders[0].At).TotalSeconds
        );
}

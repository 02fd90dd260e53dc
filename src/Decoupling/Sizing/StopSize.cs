using System.Globalization;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Sizing;

/// <summary>H5: how many coins may be held so that being stopped out loses no more than the trader has set aside for it.</summary>
/// <remarks>q = risk/(|entry - stop| + slippage + fees), all per coin in the quote currency. Coins, above 0. O(1). Source: methods H5.</remarks>
public static class StopSize
{
    /// <summary>The size at one stop.</summary>
    /// <param name="riskUsd">What may be lost, quote currency, above 0.</param>
    /// <param name="entryPrice">The entry, quote currency per coin, above 0.</param>
    /// <param name="stopPrice">The stop, quote currency per coin, above 0; which side of the entry it is on tells the position's side.</param>
    /// <param name="slippagePerCoin">What the closing order loses against the stop, quote currency per coin, at least 0.</param>
    /// <param name="feesPerCoin">Both orders' fees, quote currency per coin, at least 0.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    public static StopSizeResult Compute(
        double riskUsd,
        double entryPrice,
        double stopPrice,
        double slippagePerCoin,
        double feesPerCoin,
        DateTimeOffset asOf
    )
    {
        if (FindFault(riskUsd, entryPrice, stopPrice, slippagePerCoin, feesPerCoin) is { } fault)
        {
            return Without(MetricStatus.InvalidInput, fault, asOf);
        }

        var loss = Math.Abs(entryPrice - stopPrice) + slippagePerCoin + feesPerCoin;
        if (loss == 0)
        {
            return Without(MetricStatus.Degenerate, "A stop at the entry that costs nothing limits no size.", asOf);
        }

        var size = riskUsd / loss;
        return InputGate.AllFinite(loss, size, size * entryPrice)
            ? new StopSizeResult
            {
                Status = MetricStatus.Ok,
                SampleCount = 1,
                AsOf = asOf,
                SizeCoins = size,
                NotionalUsd = size * entryPrice,
                LossPerCoin = loss,
            }
            : Without(MetricStatus.OutOfDomain, "The size exceeds the range of a double.", asOf);
    }

    private static string? FindFault(double risk, double entry, double stop, double slippage, double fees) =>
        !InputGate.IsPrice(risk) ? $"The risk {Text(risk)} is not above 0."
        : !InputGate.IsPrice(entry) ? $"The entry price {Text(entry)} is not above 0."
        : !InputGate.IsPrice(stop) ? $"The stop {Text(stop)} is not above 0."
        : slippage is not (>= 0 and < double.PositiveInfinity) ? $"The slippage {Text(slippage)} is not at least 0."
        : fees is not (>= 0 and < double.PositiveInfinity) ? $"The fees {Text(fees)} are not at least 0."
        : null;

    private static StopSizeResult Without(MetricStatus status, string reason, DateTimeOffset asOf) =>
        new()
        {
            Status = status,
            Reason = reason,
            SampleCount = 0,
            AsOf = asOf,
        };

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>The size that a stop allows. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record StopSizeResult : MetricResult
{
    /// <summary>q, coins, above 0.</summary>
    public double? SizeCoins { get; init; }

    /// <summary>q at the entry price, quote currency, above 0.</summary>
    public double? NotionalUsd { get; init; }

    /// <summary>What each coin loses at the stop, costs included, quote currency, above 0.</summary>
    public double? LossPerCoin { get; init; }
}

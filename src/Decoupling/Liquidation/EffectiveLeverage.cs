using System.Globalization;
using Decoupling.Results;

namespace Decoupling.Liquidation;

/// <summary>What an account's equity says of its positions.</summary>
public enum AccountState
{
    /// <summary>The equity exceeds what must be kept.</summary>
    Healthy,

    /// <summary>The equity is above 0, but not above what must be kept.</summary>
    Liquidatable,

    /// <summary>The equity is gone: there is no leverage to speak of.</summary>
    Insolvent,
}

/// <summary>One position of an account, at its mark price.</summary>
/// <param name="Side">Long or short.</param>
/// <param name="IsInverse">Whether the contract is settled in the coin.</param>
/// <param name="Size">Coins of a linear position, USD face of an inverse one; at least 0.</param>
/// <param name="EntryPrice">The average entry price, above 0.</param>
/// <param name="MarkPrice">The mark price now, above 0.</param>
/// <param name="Delta">δ: the change of the value per change of the coins' value; 1 for perpetuals and futures.</param>
/// <param name="Beta">β on the market that the leverage is measured in (A1); 1 for the coin itself.</param>
public readonly record struct LeveragedPosition(
    PositionSide Side,
    bool IsInverse,
    double Size,
    double EntryPrice,
    double MarkPrice,
    double Delta = 1,
    double Beta = 1
);

/// <summary>An account's leverage now. Ratios are <see langword="null"/> for an insolvent account.</summary>
public sealed record EffectiveLeverageResult : MetricResult
{
    /// <summary>Healthy, liquidatable or insolvent; <see langword="null"/> unless the status is Ok.</summary>
    public AccountState? State { get; init; }

    /// <summary>E: the wallet with all unrealised profits and losses, USD; negative where more is lost than was there.</summary>
    public double? EquityUsd { get; init; }

    /// <summary>The sum of all notionals, USD, at least 0.</summary>
    public double? NotionalUsd { get; init; }

    /// <summary>L: notional over equity, at least 0; 0 without a position.</summary>
    public double? Leverage { get; init; }

    /// <summary>The net delta over equity, at least 0: longs and shorts of one coin cancel.</summary>
    public double? DeltaLeverage { get; init; }

    /// <summary>The net delta, each position weighted by its β, over equity, at least 0.</summary>
    public double? BetaLeverage { get; init; }

    /// <summary>What must be kept over equity, at least 0; liquidation at 1.</summary>
    public double? MarginRatio { get; init; }
}

/// <summary>C1. Tells how levered an account is at this moment: leverage rises as a position loses, without a trade.</summary>
/// <remarks>E = wallet + Σ s·q·(P - P₀), for inverse contracts Σ s·N·(P/P₀ - 1): the profit in coins at today's price. L = Σ|notional|/E;
/// with δ and β |Σ s·δ·β·notional|/E; margin ratio MM/E. An account without equity is insolvent and has no leverage, not an infinite one.
/// After a return r of all it holds a long account's leverage is L·(1 + r)/(1 + L·r). Multiples; no history. O(positions), no allocation but
/// the result. Source: Adrian and Shin, "Liquidity and Leverage", 2010; methods C1.</remarks>
public static class EffectiveLeverage
{
    /// <summary>The leverage of an account.</summary>
    /// <param name="walletUsd">What lies in the wallet, USD, coins at their price.</param>
    /// <param name="positions">All positions that the wallet stands behind; none is allowed.</param>
    /// <param name="maintenanceMarginUsd">What all of them must keep, USD, at least 0.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <returns>Ok with a state; InvalidInput for a number that is none, OutOfDomain where sums exceed a double.</returns>
    public static EffectiveLeverageResult Compute(
        double walletUsd,
        ReadOnlySpan<LeveragedPosition> positions,
        double maintenanceMarginUsd,
        DateTimeOffset asOf
    )
    {
        if (FindFault(walletUsd, positions, maintenanceMarginUsd) is { } fault)
        {
            return None(MetricStatus.InvalidInput, fault, asOf);
        }

        var (equity, notional, delta, beta) = (walletUsd, 0.0, 0.0, 0.0);
        foreach (var position in positions)
        {
            var sign = position.Side == PositionSide.Long ? 1 : -1;
            var value = position.IsInverse ? position.Size : position.Size * position.MarkPrice;
            equity += sign * Gain(position);
            notional += value;
            delta += sign * position.Delta * value;
            beta += sign * position.Delta * position.Beta * value;
        }

        var isInsolvent = equity <= 0 && (equity < 0 || notional > 0);
        var largest = Math.Max(Math.Max(notional, maintenanceMarginUsd), Math.Max(Math.Abs(delta), Math.Abs(beta)));
        if (!double.IsFinite(equity) || !double.IsFinite(largest) || (equity > 0 && !double.IsFinite(largest / equity)))
        {
            return None(MetricStatus.OutOfDomain, "The account exceeds the range of a double.", asOf);
        }

        return new EffectiveLeverageResult
        {
            Status = MetricStatus.Ok,
            SampleCount = positions.Length,
            AsOf = asOf,
            State =
                isInsolvent ? AccountState.Insolvent
                : notional > 0 && equity <= maintenanceMarginUsd ? AccountState.Liquidatable
                : AccountState.Healthy,
            EquityUsd = equity,
            NotionalUsd = notional,
            Leverage = Over(equity, notional, isInsolvent),
            DeltaLeverage = Over(equity, Math.Abs(delta), isInsolvent),
            BetaLeverage = Over(equity, Math.Abs(beta), isInsolvent),
            MarginRatio = Over(equity, notional > 0 ? maintenanceMarginUsd : 0, isInsolvent),
        };
    }

    /// <summary>The leverage of a long account after a return of all it holds: L·(1 + r)/(1 + L·r).</summary>
    /// <param name="leverage">L before, at least 0.</param>
    /// <param name="returnFraction">r, above -1; a fraction.</param>
    /// <returns>L after, or <see langword="null"/> where the return takes all equity.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The leverage is negative, or the return takes more than all value.</exception>
    public static double? AfterReturn(double leverage, double returnFraction)
    {
        if (leverage is not (>= 0 and < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(nameof(leverage), leverage, "A leverage is finite and at least 0.");
        }

        if (returnFraction is not (> -1 and < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(
                nameof(returnFraction),
                returnFraction,
                "A return is finite and above -1."
            );
        }

        var left = 1 + leverage * returnFraction;
        return left > 0 ? leverage * (1 + returnFraction) / left : null;
    }

    /// <summary>What a long has gained, USD at today's price.</summary>
    private static double Gain(in LeveragedPosition position)
    {
        var move = position.MarkPrice - position.EntryPrice;
        return position.IsInverse ? position.Size * (move / position.EntryPrice) : position.Size * move;
    }

    private static double? Over(double equity, double amount, bool isInsolvent) =>
        isInsolvent ? null
        : amount == 0 ? 0
        : amount / equity;

    private static string? FindFault(
        double walletUsd,
        ReadOnlySpan<LeveragedPosition> positions,
        double maintenanceMarginUsd
    )
    {
        if (!double.IsFinite(walletUsd))
        {
            return $"The wallet {Text(walletUsd)} is not finite.";
        }

        if (maintenanceMarginUsd is not (>= 0 and < double.PositiveInfinity))
        {
            return $"The maintenance margin {Text(maintenanceMarginUsd)} is not a finite number of at least 0.";
        }

        for (var i = 0; i < positions.Length; i++)
        {
            var position = positions[i];
            if (
                position
                    is not {
                        Side: PositionSide.Long or PositionSide.Short,
                        Size: >= 0 and < double.PositiveInfinity,
                        EntryPrice: > 0 and < double.PositiveInfinity,
                        MarkPrice: > 0 and < double.PositiveInfinity
                    }
                || !double.IsFinite(position.Delta)
                || !double.IsFinite(position.Beta)
            )
            {
                return string.Create(CultureInfo.InvariantCulture, $"Position {i} has a number that is none.");
            }
        }

        return null;
    }

    private static EffectiveLeverageResult None(MetricStatus status, string reason, DateTimeOffset asOf) =>
        new()
        {
            Status = status,
            Reason = reason,
            SampleCount = 0,
            AsOf = asOf,
        };

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}

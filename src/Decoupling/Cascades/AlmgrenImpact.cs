using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Cascades;

/// <summary>What working an order over time costs, by what stays and what passes.</summary>
public sealed record AlmgrenImpactResult : MetricResult
{
    /// <summary>I: how far the price stays moved, bp, at least 0.</summary>
    public double? PermanentBps { get; init; }

    /// <summary>K: the price paid for haste while trading, bp, at least 0.</summary>
    public double? TemporaryBps { get; init; }

    /// <summary>J = I/2 + K: what the order costs on average, bp, at least 0.</summary>
    public double? CostBps { get; init; }
}

/// <summary>What an order is, against its market.</summary>
public sealed record AlmgrenOrder
{
    /// <summary>X: the order, in any unit that the others share, above 0.</summary>
    public required double Size { get; init; }

    /// <summary>V: what trades in a day, above 0.</summary>
    public required double VolumePerDay { get; init; }

    /// <summary>Θ: all that is outstanding (shares, or coins in circulation), above 0.</summary>
    public required double Outstanding { get; init; }

    /// <summary>σ: the volatility of a day, a fraction, above 0.</summary>
    public required double VolatilityPerDay { get; init; }

    /// <summary>T: how long the order is worked, days, above 0.</summary>
    public required double Days { get; init; }
}

/// <summary>E1. Tells what an order costs when it is worked over a part of the day, and how much of the move stays.</summary>
/// <remarks>I = γσ(X/V)(Θ/V)^¼, K = ησ(X/(VT))^⅗, J = I/2 + K, with γ = 0.314 and η = 0.142. Bp, at least 0. No history of its
/// own. O(1). Fitted on US shares: on perpetuals a yardstick.
/// Source: R. Almgren, C. Thum, E. Hauptmann and H. Li, "Direct estimation of equity market impact", 2005; methods E1.</remarks>
public static class AlmgrenImpact
{
    private const double PermanentFactor = 0.314;
    private const double TemporaryFactor = 0.142;

    /// <summary>The three figures of one order.</summary>
    /// <param name="order">The order and its market.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    public static AlmgrenImpactResult Compute(AlmgrenOrder order, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (FindFault(order) is { } fault)
        {
            return None(fault, asOf);
        }

        var share = order.Size / order.VolumePerDay;
        var volatilityBps = 1e4 * order.VolatilityPerDay;
        var permanent =
            PermanentFactor * volatilityBps * share * Math.Pow(order.Outstanding / order.VolumePerDay, 0.25);
        var temporary = TemporaryFactor * volatilityBps * Math.Pow(share / order.Days, 0.6);
        var cost = permanent / 2 + temporary;
        return double.IsFinite(cost)
            ? new AlmgrenImpactResult
            {
                Status = MetricStatus.Ok,
                SampleCount = 1,
                AsOf = asOf,
                PermanentBps = permanent,
                TemporaryBps = temporary,
                CostBps = cost,
            }
            : None(new Refusal(MetricStatus.OutOfDomain, "The impact exceeds the range of a double."), asOf);
    }

    private static Refusal? FindFault(AlmgrenOrder order) =>
        Check(order.Size, "order's size")
        ?? Check(order.VolumePerDay, "volume of a day")
        ?? Check(order.Outstanding, "quantity outstanding")
        ?? Check(order.VolatilityPerDay, "volatility of a day")
        ?? Check(order.Days, "time in days");

    private static Refusal? Check(double value, string name) =>
        InputGate.IsPrice(value)
            ? null
            : new Refusal(MetricStatus.InvalidInput, $"The {name} is {CascadeText.Of(value)}, not above 0.");

    private static AlmgrenImpactResult None(Refusal fault, DateTimeOffset asOf) =>
        new()
        {
            Status = fault.Status,
            Reason = fault.Reason,
            SampleCount = 0,
            AsOf = asOf,
        };
}

using Decoupling.Carry;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Scoring;

/// <summary>Whether a derivative is far from its underlying now by both floors at once: unusual for its window, and large in basis points.</summary>
/// <remarks>
/// <para>Ratio = min(|robust z| / z floor, |basis - median| / bp floor): 1 where the lesser of the two just reaches its floor.
/// The floor in basis points is essential: in a quiet market a z of 5 may be 2 bp.</para>
/// <para>It detects what happens, in either direction; it does not foretell. It compares the last closes of
/// the derivative and of its reference. Minimum history: that of B1.</para>
/// <para>Source: the two floors as tested on Binance's 5-minute bars 2023 to 2025 (0.29 alarms per asset and week, every one
/// within two hours of a move of 2.5 % or more). The same floors on 1-minute bars of BTC and ETH, 25 May to 24 June and 6 to 13 July 2025: 3 alarms
/// in 10.1 asset-weeks, 0.30 a week, so bars of both lengths share them.</para>
/// </remarks>
public static class Dislocation
{
    /// <summary>Weighs a basis against both floors.</summary>
    /// <param name="basis">B1 of the last closes; its status is taken over.</param>
    /// <param name="options">The floors.</param>
    public static DislocationResult Compute(BasisResult basis, DislocationOptions options)
    {
        ArgumentNullException.ThrowIfNull(basis);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (basis is not { Status: MetricStatus.Ok, RobustZScore: { } z, DeviationBps: { } deviation })
        {
            return new DislocationResult
            {
                Status = basis.Status,
                Reason = basis.Reason,
                SampleCount = basis.SampleCount,
                AsOf = basis.AsOf,
            };
        }

        var ratio = Math.Min(Math.Abs(z) / options.RobustZFloor, Math.Abs(deviation) / options.DeviationFloorBps);
        return new DislocationResult
        {
            Status = MetricStatus.Ok,
            SampleCount = basis.SampleCount,
            AsOf = basis.AsOf,
            Ratio = ratio,
            Direction = Math.Sign(deviation),
            Severity = SeverityOf(ratio, options),
        };
    }

    private static DislocationSeverity SeverityOf(double ratio, DislocationOptions options) =>
        ratio >= options.ExtremeRatio ? DislocationSeverity.Extreme
        : ratio >= options.SevereRatio ? DislocationSeverity.Severe
        : ratio >= 1 ? DislocationSeverity.Notable
        : DislocationSeverity.None;
}

/// <summary>How far beyond both floors a derivative is. The rates are those of BTC and SOL 2024 and BTC and ETH 2025 Q1 on Binance's 5-minute bars, 129.6
/// asset-weeks: how often the level was reached, counted anew after the ratio fell below 0.6 of it.</summary>
public enum DislocationSeverity
{
    /// <summary>Not beyond both floors.</summary>
    None,

    /// <summary>Beyond both floors: 50 times, 0.39 per asset and week.</summary>
    Notable,

    /// <summary>Beyond both floors twice over: 15 times, 0.12 per asset and week.</summary>
    Severe,

    /// <summary>Beyond both floors three times over: 4 times, all of them SOL, 0.03 per asset and week.</summary>
    Extreme,
}

/// <summary>The floors of <see cref="Dislocation"/> and the levels above them.</summary>
public sealed record DislocationOptions
{
    /// <summary>The robust z, without unit, in (0, 50): beyond 50 no z is stored. Default 5: tested on 5-minute bars.</summary>
    public double RobustZFloor { get; init; } = 5;

    /// <summary>The distance from the median in basis points, greater than 0. Default 15: tested on 5-minute bars.</summary>
    public double DeviationFloorBps { get; init; } = 15;

    /// <summary>× both floors from which a dislocation is severe, above 1. Default 2: reached in three of ten dislocations.</summary>
    public double SevereRatio { get; init; } = 2;

    /// <summary>× both floors from which a dislocation is extreme, above <see cref="SevereRatio"/>. Default 3: reached in one of twelve.</summary>
    public double ExtremeRatio { get; init; } = 3;

    /// <summary>Refuses floors and levels out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate()
    {
        InputGate.RequireWithin(RobustZFloor, 0, Basis.LargestZ, nameof(RobustZFloor));
        InputGate.RequireWithin(DeviationFloorBps, 0, double.PositiveInfinity, nameof(DeviationFloorBps));
        InputGate.RequireWithin(SevereRatio, 1, double.PositiveInfinity, nameof(SevereRatio));
        InputGate.RequireWithin(ExtremeRatio, SevereRatio, double.PositiveInfinity, nameof(ExtremeRatio));
    }
}

/// <summary>How far a derivative is beyond both floors. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record DislocationResult : MetricResult
{
    /// <summary>× both floors, at least 0: 1 where the lesser of z and basis points just reaches its floor.</summary>
    public double? Ratio { get; init; }

    /// <summary>-1 when the derivative is cheaper than its median basis says, 1 when dearer, 0 when on it.</summary>
    public int? Direction { get; init; }

    /// <summary>The step of the ladder that the ratio has reached.</summary>
    public DislocationSeverity? Severity { get; init; }

    /// <summary>Whether both floors are reached.</summary>
    public bool IsDislocated => Ratio >= 1;
}

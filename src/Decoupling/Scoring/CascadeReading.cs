using Decoupling.Cascades;
using Decoupling.Liquidation;
using Decoupling.Results;

namespace Decoupling.Scoring;

/// <summary>One shock and what it would end in, as a row tells it.</summary>
/// <param name="Side">Longs closed by a fall, or shorts by a rise.</param>
/// <param name="Shock">The first move, a fraction.</param>
/// <param name="Outcome">How it would end.</param>
/// <param name="ForcedUsd">What would be closed, USD.</param>
/// <param name="TotalMove">The whole move, a fraction; of several assets the largest.</param>
/// <param name="BadDebtUsd">What would be lost beyond margins, USD; <see langword="null"/> where no maintenance margin is known.</param>
/// <param name="StressedMove">The whole move where the books are stressed; <see langword="null"/> where it has no value.</param>
/// <param name="InsuranceCover">The insurance fund over the bad debt; <see langword="null"/> where there is no bad debt or no fund is given.</param>
public readonly record struct ShockReading(
    PositionSide Side,
    double Shock,
    CascadeOutcome Outcome,
    double ForcedUsd,
    double TotalMove,
    double? BadDebtUsd,
    double? StressedMove,
    double? InsuranceCover
)
{
    /// <summary>What a cell says; <see langword="null"/> where it has no value.</summary>
    public static ShockReading? From(CascadeCell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return
            cell.Actual is { Status: MetricStatus.Ok, Outcome: { } outcome, ForcedUsd: { } forced, TotalMove: { } move }
            ? new ShockReading(
                cell.Side,
                cell.Shock,
                outcome,
                forced,
                move,
                cell.Actual.BadDebtUsd,
                cell.Stressed.TotalMove,
                cell.Actual.InsuranceCover
            )
            : null;
    }
}

/// <summary>Whether forced orders feed on themselves, as a row tells it.</summary>
/// <param name="Gain">n at the price; <see langword="null"/> where it could not be told.</param>
/// <param name="Amplification">1/(1 - n); <see langword="null"/> from 1 on.</param>
/// <param name="MaximumGain">The largest n within the range.</param>
/// <param name="TriggerShock">The smallest shock after which n reaches 1, a fraction.</param>
public readonly record struct LoopReading(
    double? Gain,
    double? Amplification,
    double? MaximumGain,
    double? TriggerShock
)
{
    /// <summary>What a result says; <see langword="null"/> where there is none.</summary>
    public static LoopReading? From(LoopGainResult? gain) =>
        gain is null ? null : new LoopReading(gain.Gain, gain.Amplification, gain.MaximumGain, gain.TriggerShock);
}

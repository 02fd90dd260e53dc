using Decoupling.Composite;
using Decoupling.Results;
using Decoupling.Snapshots;

namespace Decoupling.Baselines;

/// <summary>One derivative's past as its slot may read it: with the baseline that the snapshot names, or with the reason why there is none.</summary>
internal sealed class DerivativePast(
    MarketSnapshot snapshot,
    InstrumentSnapshot derivative,
    Baseline? baseline,
    BaselineOptions options
)
{
    /// <summary>J5: where a value of the slot stands among those of the past.</summary>
    /// <param name="component">What the value is.</param>
    /// <param name="value">The slot's value as its column has it; <see langword="null"/> where there is none.</param>
    public PercentileRankResult Rank(BaselineComponent component, double? value)
    {
        if (Refusal is { } refusal)
        {
            return PercentileRank.Without(refusal, 0, snapshot.SlotAt);
        }

        return value is { } known
            ? baseline!.Rank(derivative.Venue, derivative.Symbol, component, known, snapshot.SlotAt, options)
            : PercentileRank.Without(
                new Refusal(MetricStatus.InsufficientData, $"The slot has no {component.Name}."),
                0,
                snapshot.SlotAt
            );
    }

    /// <summary>The derivative's past, or <see langword="null"/> where it has none.</summary>
    public DerivativeBaseline? Find() => Refusal is null ? baseline!.Find(derivative.Venue, derivative.Symbol) : null;

    /// <summary>Why nothing can be read. A baseline that is named and not there is a fault, and no young history.</summary>
    public Refusal? Refusal =>
        (baseline, snapshot.Baseline) switch
        {
            (null, null) => new Refusal(
                MetricStatus.InsufficientData,
                $"There is no baseline yet; {options.MinimumDays} days of rows are needed."
            ),
            (null, { } name) => new Refusal(
                MetricStatus.InvalidInput,
                $"The baseline {name} that the snapshot names could not be read."
            ),
            ({ } given, _) when given.Asset != snapshot.Asset || given.SlotLength != snapshot.SlotLength => new Refusal(
                MetricStatus.InvalidInput,
                $"The baseline is of {given.Asset} in slots of {given.SlotLength}, and the snapshot is not."
            ),
            _ => null,
        };
}

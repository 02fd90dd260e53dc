using System.Globalization;
using Decoupling.Composite;
using Decoupling.Results;

namespace Decoupling.Baselines;

/// <summary>The past of an asset's derivatives up to the day before <see cref="Day"/>: what percentiles are read against. Immutable once stored.</summary>
public sealed record Baseline
{
    /// <summary>The version that this code writes and reads.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>The underlying: "BTC".</summary>
    public required string Asset { get; init; }

    /// <summary>The first day that it serves, UTC: every value in it is of a day before.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The time from slot to slot of the rows that it was built of.</summary>
    public required TimeSpan SlotLength { get; init; }

    /// <summary>How many days it covers, at least 1.</summary>
    public required int Days { get; init; }

    /// <summary>Each derivative that had a value, in the order of venue and symbol.</summary>
    public required IReadOnlyList<DerivativeBaseline> Derivatives { get; init; }

    /// <summary>A derivative's past, or <see langword="null"/> where it has none.</summary>
    public DerivativeBaseline? Find(string venue, string symbol) =>
        Derivatives.FirstOrDefault(derivative => derivative.Venue == venue && derivative.Symbol == symbol);

    /// <summary>J5: where a value stands among those of the derivative's past, strictly before the day of the slot.</summary>
    /// <param name="venue">The derivative's venue.</param>
    /// <param name="symbol">The venue's symbol.</param>
    /// <param name="component">What the value is; its size alone is ranked where the component says so.</param>
    /// <param name="value">The slot's value as its column has it.</param>
    /// <param name="slotAt">The slot's time.</param>
    /// <param name="options">The days needed.</param>
    /// <returns>InsufficientData under the days needed, InvalidInput for a value that is no number or a baseline of a later day.</returns>
    public PercentileRankResult Rank(
        string venue,
        string symbol,
        BaselineComponent component,
        double value,
        DateTimeOffset slotAt,
        BaselineOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(component);
        ArgumentNullException.ThrowIfNull(options);
        var past = Find(venue, symbol)?.Find(component);
        if (Check(past, component, value, slotAt, options) is { } refusal)
        {
            return PercentileRank.Without(refusal, past?.Table.Count ?? 0, slotAt);
        }

        var (below, equal) = past!.Table.CountAround(component.Of(value));
        double count = past.Table.Count;
        return new PercentileRankResult
        {
            Status = MetricStatus.Ok,
            SampleCount = past.Table.Count,
            AsOf = slotAt,
            Strict = below / count,
            Weak = (below + equal) / count,
            MidRank = (below + 0.5 * equal) / count,
            MeanRank = (below + (equal > 0 ? 0.5 * (equal + 1) : 0)) / count,
        };
    }

    private Refusal? Check(
        ComponentBaseline? past,
        BaselineComponent component,
        double value,
        DateTimeOffset slotAt,
        BaselineOptions options
    )
    {
        if (!double.IsFinite(value))
        {
            return new Refusal(MetricStatus.InvalidInput, "The value to rank is not a number.");
        }

        if (DateOnly.FromDateTime(slotAt.UtcDateTime) < Day)
        {
            return new Refusal(
                MetricStatus.InvalidInput,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The baseline serves {Day:yyyy-MM-dd} and later, and the slot is before that day."
                )
            );
        }

        return past is null || past.Days < options.MinimumDays
            ? new Refusal(
                MetricStatus.InsufficientData,
                $"The baseline has {past?.Days ?? 0} days of {component.Name} and {options.MinimumDays} are needed."
            )
            : null;
    }
}

/// <summary>One derivative's past.</summary>
public sealed record DerivativeBaseline
{
    /// <summary>The venue.</summary>
    public required string Venue { get; init; }

    /// <summary>The venue's symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>Each component that had a value, in the order of <see cref="BaselineComponents.All"/>.</summary>
    public required IReadOnlyList<ComponentBaseline> Components { get; init; }

    /// <summary>The names of the components that <see cref="Correlations"/> is of, in its order; those with too few days, or that did not vary, are not in it.</summary>
    public required IReadOnlyList<string> Correlated { get; init; }

    /// <summary>J5: how the components moved together from day to day.</summary>
    public required EwmaCorrelationMatrixResult Correlations { get; init; }

    /// <summary>A component's past, or <see langword="null"/> where it has none.</summary>
    public ComponentBaseline? Find(BaselineComponent component)
    {
        ArgumentNullException.ThrowIfNull(component);
        return Components.FirstOrDefault(past => past.Name == component.Name);
    }
}

/// <summary>One component's past.</summary>
/// <param name="Name">The component's name.</param>
/// <param name="Days">The days that had a value, at least 1.</param>
/// <param name="Table">Its values.</param>
public sealed record ComponentBaseline(string Name, int Days, QuantileTable Table);

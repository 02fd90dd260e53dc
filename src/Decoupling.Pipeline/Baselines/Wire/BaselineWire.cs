using System.ComponentModel;
using Decoupling.Results;

namespace Decoupling.Pipeline.Baselines.Wire;

[Description("The past of an asset's derivatives up to the day before. Versions change by addition only.")]
internal sealed record BaselineWire
{
    [Description("The contract's version: 1.")]
    public required int SchemaVersion { get; init; }

    [Description("The underlying: 1 to 20 letters and digits.")]
    public required string Asset { get; init; }

    [Description("The first day that the baseline serves, UTC; every value in it is of a day before.")]
    public required DateOnly Day { get; init; }

    [Description("The time from slot to slot of the rows that it was built of.")]
    public required int SlotLengthSeconds { get; init; }

    [Description("How many days it covers.")]
    public required int Days { get; init; }

    [Description("Each derivative that had a value, in the order of venue and symbol.")]
    public required IReadOnlyList<DerivativeBaselineWire> Derivatives { get; init; }
}

[Description("One derivative's past.")]
internal sealed record DerivativeBaselineWire
{
    [Description("The venue's name in lower case.")]
    public required string Venue { get; init; }

    [Description("The venue's symbol.")]
    public required string Symbol { get; init; }

    [Description("Each component that had a value.")]
    public required IReadOnlyList<ComponentBaselineWire> Components { get; init; }

    [Description("How the components of the dislocation's composite moved together from day to day.")]
    public required CorrelationsWire Correlations { get; init; }
}

[Description("One component's past.")]
internal sealed record ComponentBaselineWire
{
    [Description("The component's name; its column and whether its size alone counts stand in the documentation.")]
    public required string Name { get; init; }

    [Description("The days that had a value.")]
    public required int Days { get; init; }

    [Description("Values, strictly ascending; each is the middle one of a run of neighbours.")]
    public required IReadOnlyList<double> Values { get; init; }

    [Description("How many values each of them stands for.")]
    public required IReadOnlyList<int> Counts { get; init; }
}

[Description("Exponentially weighted correlations of ranks.")]
internal sealed record CorrelationsWire
{
    [Description("Whether the matrix stands.")]
    public required MetricStatus Status { get; init; }

    [Description("Why it does not; absent when it does.")]
    public string? Reason { get; init; }

    [Description("The whole days that entered.")]
    public required int Days { get; init; }

    [Description("The components, in the order of the matrix.")]
    public required IReadOnlyList<string> Components { get; init; }

    [Description("The matrix row by row, in [-1, 1]; absent when it does not stand.")]
    public IReadOnlyList<double>? Matrix { get; init; }
}

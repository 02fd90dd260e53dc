using System.ComponentModel;

namespace Decoupling.Pipeline.Baselines.Wire;

[Description("One day of an asset's rows: what baselines are merged from. Versions change by addition only.")]
internal sealed record DigestWire
{
    [Description("The contract's version: 1.")]
    public required int SchemaVersion { get; init; }

    [Description("The underlying: 1 to 20 letters and digits.")]
    public required string Asset { get; init; }

    [Description("The day, UTC.")]
    public required DateOnly Day { get; init; }

    [Description("The time from slot to slot of the rows; others of the day do not count.")]
    public required int SlotLengthSeconds { get; init; }

    [Description("Each derivative that had a value, in the order of venue and symbol.")]
    public required IReadOnlyList<DerivativeDigestWire> Derivatives { get; init; }
}

[Description("One derivative's day.")]
internal sealed record DerivativeDigestWire
{
    [Description("The venue's name in lower case.")]
    public required string Venue { get; init; }

    [Description("The venue's symbol.")]
    public required string Symbol { get; init; }

    [Description("Each component that had a value.")]
    public required IReadOnlyList<ComponentDigestWire> Components { get; init; }
}

[Description("One component's day.")]
internal sealed record ComponentDigestWire
{
    [Description("The component's name.")]
    public required string Name { get; init; }

    [Description("Values, strictly ascending; each is the middle one of a run of neighbours.")]
    public required IReadOnlyList<double> Values { get; init; }

    [Description("How many values each of them stands for.")]
    public required IReadOnlyList<int> Counts { get; init; }
}

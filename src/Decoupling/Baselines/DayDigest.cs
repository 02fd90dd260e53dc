namespace Decoupling.Baselines;

/// <summary>One day of an asset's rows in a few hundred numbers: what baselines are merged from. Immutable once stored.</summary>
public sealed record DayDigest
{
    /// <summary>The version that this code writes and reads.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>The underlying: "BTC".</summary>
    public required string Asset { get; init; }

    /// <summary>The day, UTC: the slots in [00:00, 24:00).</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The time from slot to slot of the rows; others of the day do not count.</summary>
    public required TimeSpan SlotLength { get; init; }

    /// <summary>Each derivative that had a value, in the order of venue and symbol.</summary>
    public required IReadOnlyList<DerivativeDigest> Derivatives { get; init; }
}

/// <summary>One derivative's day.</summary>
/// <param name="Venue">The venue.</param>
/// <param name="Symbol">The venue's symbol.</param>
/// <param name="Components">Each component that had a value, in the order of <see cref="BaselineComponents.All"/>.</param>
public sealed record DerivativeDigest(string Venue, string Symbol, IReadOnlyList<ComponentDigest> Components);

/// <summary>One component's day.</summary>
/// <param name="Name">The component's name.</param>
/// <param name="Table">Its values.</param>
public sealed record ComponentDigest(string Name, QuantileTable Table);

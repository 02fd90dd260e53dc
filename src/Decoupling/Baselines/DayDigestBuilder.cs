using System.Runtime.InteropServices;

namespace Decoupling.Baselines;

/// <summary>Digests a day: takes its rows in any order and gives the same digest for the same rows.</summary>
public sealed class DayDigestBuilder
{
    private readonly SortedDictionary<(string Venue, string Symbol), List<double>[]> derivatives = new(
        DerivativeOrder.Ordinal
    );

    /// <summary>Adds a row that is Ok.</summary>
    /// <param name="venue">The row's venue.</param>
    /// <param name="symbol">The venue's symbol.</param>
    /// <param name="column">Reads a number column of the row; <see langword="null"/> where it is absent.</param>
    public void Add(string venue, string symbol, Func<string, double?> column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (!derivatives.TryGetValue((venue, symbol), out var values))
        {
            values = [.. BaselineComponents.All.Select(_ => new List<double>())];
            derivatives.Add((venue, symbol), values);
        }

        for (var i = 0; i < values.Length; i++)
        {
            var component = BaselineComponents.All[i];
            if (column(component.Column) is { } value)
            {
                values[i].Add(component.Of(value));
            }
        }
    }

    /// <summary>The digest of what was added.</summary>
    public DayDigest Build(string asset, DateOnly day, TimeSpan slotLength) =>
        new()
        {
            Asset = asset,
            Day = day,
            SlotLength = slotLength,
            Derivatives =
            [
                .. derivatives.Select(derivative => new DerivativeDigest(
                    derivative.Key.Venue,
                    derivative.Key.Symbol,
                    [.. Components(derivative.Value)]
                )),
            ],
        };

    private static IEnumerable<ComponentDigest> Components(List<double>[] values) =>
        from pair in BaselineComponents.All.Zip(values)
        where pair.Second.Count > 0
        select new ComponentDigest(
            pair.First.Name,
            QuantileTable.Of(CollectionsMarshal.AsSpan(pair.Second)).Thin(QuantileRuns.OfDay)
        );
}

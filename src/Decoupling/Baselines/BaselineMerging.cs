using Decoupling.Composite;
using Decoupling.Results;

namespace Decoupling.Baselines;

/// <summary>Merges the digests of days into the baseline of the day after them.</summary>
/// <remarks>
/// <para>Values: those of all days together, thinned to runs of half a point of rank and, above the 80th percentile, of a tenth and less.</para>
/// <para>Correlations, J5: each day's level is the 95th percentile of its values (an option); its rank among the levels of the days at hand, as the
/// CISS ranks its inputs, goes into <see cref="EwmaCorrelationMatrix"/> day by day, oldest first. A component with fewer days than a percentile needs,
/// or whose days all have one level, is left out.</para>
/// <para>Pure: the same digests and options give the same bits on one platform.</para>
/// </remarks>
public static class BaselineMerging
{
    /// <summary>Merges digests of one asset and slot length.</summary>
    /// <param name="asset">The underlying.</param>
    /// <param name="day">The first day that the baseline serves.</param>
    /// <param name="slotLength">The slot length of the digests.</param>
    /// <param name="digests">The days before it, in order; at least one. Those before the window are passed over.</param>
    /// <param name="options">The window.</param>
    /// <exception cref="ArgumentException">The digests are out of order, not before the day, of another asset or slot length, or an option is out of range.</exception>
    public static Baseline Compute(
        string asset,
        DateOnly day,
        TimeSpan slotLength,
        IReadOnlyList<DayDigest> digests,
        BaselineOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(digests);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        DayDigest[] window = [.. digests.Where(digest => digest.Day >= day.AddDays(-options.WindowDays))];
        Require(asset, day, slotLength, window);
        var days = new SortedDictionary<(string, string), DerivativeDigest?[]>(DerivativeOrder.Ordinal);
        for (var i = 0; i < window.Length; i++)
        {
            foreach (var derivative in window[i].Derivatives)
            {
                var key = (derivative.Venue, derivative.Symbol);
                if (!days.TryGetValue(key, out var own))
                {
                    days.Add(key, own = new DerivativeDigest?[window.Length]);
                }

                own[i] = derivative;
            }
        }

        var asOf = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        return new Baseline
        {
            Asset = asset,
            Day = day,
            SlotLength = slotLength,
            Days = window.Length,
            Derivatives = [.. days.Select(own => Merge(own.Key, own.Value, asOf, options))],
        };
    }

    private static DerivativeBaseline Merge(
        (string Venue, string Symbol) key,
        DerivativeDigest?[] days,
        DateTimeOffset asOf,
        BaselineOptions options
    )
    {
        var tables = BaselineComponents.All.ToDictionary(
            component => component,
            component => TablesOf(days, component)
        );
        BaselineComponent[] correlated =
        [
            .. BaselineComponents.OfDislocation.Where(component => Varies(tables[component], options)),
        ];
        return new DerivativeBaseline
        {
            Venue = key.Venue,
            Symbol = key.Symbol,
            Components =
            [
                .. from component in BaselineComponents.All
                let known = tables[component].OfType<QuantileTable>().ToArray()
                where known.Length > 0
                select new ComponentBaseline(
                    component.Name,
                    known.Length,
                    QuantileTable.Merge(known).Thin(QuantileRuns.OfBaseline)
                ),
            ],
            Correlated = [.. correlated.Select(component => component.Name)],
            Correlations = Correlate([.. correlated.Select(component => tables[component])], asOf, options),
        };
    }

    private static QuantileTable?[] TablesOf(DerivativeDigest?[] days, BaselineComponent component) =>
        [.. days.Select(day => day?.Components.FirstOrDefault(digest => digest.Name == component.Name)?.Table)];

    private static bool Varies(QuantileTable?[] days, BaselineOptions options)
    {
        double[] levels = [.. days.OfType<QuantileTable>().Select(table => table.ValueAt(options.DayQuantile))];
        return levels.Length >= options.MinimumDays && levels.Any(level => level != levels[0]);
    }

    private static EwmaCorrelationMatrixResult Correlate(
        QuantileTable?[][] components,
        DateTimeOffset asOf,
        BaselineOptions options
    )
    {
        if (components.Length == 0)
        {
            return new EwmaCorrelationMatrixResult
            {
                Status = MetricStatus.InsufficientData,
                Reason = $"No component has {options.MinimumDays} days that differ.",
                SampleCount = 0,
                AsOf = asOf,
            };
        }

        var parts = components.Length;
        var days = components[0].Length;
        var ranks = new double[days * parts];
        Array.Fill(ranks, double.NaN);
        for (var part = 0; part < parts; part++)
        {
            double?[] levels = [.. components[part].Select(table => table?.ValueAt(options.DayQuantile))];
            var all = QuantileTable.Of([.. levels.OfType<double>()]);
            for (var i = 0; i < days; i++)
            {
                if (levels[i] is { } level)
                {
                    var (below, equal) = all.CountAround(level);
                    ranks[i * parts + part] = (below + 0.5 * equal) / all.Count;
                }
            }
        }

        return EwmaCorrelationMatrix.Compute(ranks, parts, asOf, options.Correlation);
    }

    private static void Require(string asset, DateOnly day, TimeSpan slotLength, DayDigest[] digests)
    {
        if (digests.Length == 0)
        {
            throw new ArgumentException("There is no digest in the window to merge.", nameof(digests));
        }

        for (var i = 0; i < digests.Length; i++)
        {
            var digest = digests[i];
            if (
                digest.Asset != asset
                || digest.SlotLength != slotLength
                || digest.Day >= day
                || (i > 0 && digest.Day <= digests[i - 1].Day)
            )
            {
                throw new ArgumentException(
                    $"The digest of {digest.Asset} on {digest.Day:O} is not of {asset}, not before {day:O}, or out of order.",
                    nameof(digests)
                );
            }
        }
    }
}

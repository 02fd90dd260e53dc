using System.Globalization;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Digests;

/// <summary>What a day's rows of DecouplingScores say together: how sound they were, which venues gave none, and the biggest readings. Takes them one by one.</summary>
internal sealed class DayOfScores
{
    private const int Shown = 3;

    private readonly Dictionary<(string Asset, string Venue, string Symbol), DayReading> dislocations = [];
    private readonly HashSet<(string Asset, string Venue, DateTimeOffset SlotAt)> answers = [];
    private readonly HashSet<(string Asset, DateTimeOffset SlotAt)> slots = [];
    private readonly HashSet<(string Asset, string Venue, string Symbol)> elevated = [];

    /// <summary>All rows.</summary>
    public int Rows { get; private set; }

    /// <summary>Those with a score.</summary>
    public int Scored { get; private set; }

    /// <summary>Those of which an input was refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Those of which an input was in doubt.</summary>
    public int Doubtful { get; private set; }

    /// <summary>The funding furthest from nought; <see langword="null"/> where no row has one.</summary>
    public DayReading? LargestFunding { get; private set; }

    /// <summary>How many derivatives stood in the state of elevated risk at some time.</summary>
    public int Elevated => elevated.Count;

    /// <summary>The largest dislocation of each of the three derivatives that were furthest apart.</summary>
    public IReadOnlyList<DayReading> LargestDislocations =>
        [.. dislocations.Values.OrderByDescending(reading => reading.Value).Take(Shown)];

    /// <summary>The venues that gave no derivative in some slots that others had rows of, with how many slots.</summary>
    public IReadOnlyList<(string Venue, int Silent, int Slots)> SilentVenues =>
        [
            .. answers
                .GroupBy(answer => answer.Venue)
                .Select(venue =>
                {
                    var assets = venue.Select(answer => answer.Asset).ToHashSet(StringComparer.Ordinal);
                    var asked = slots.Count(slot => assets.Contains(slot.Asset));
                    return (Venue: venue.Key, Silent: asked - venue.Count(), Slots: asked);
                })
                .Where(venue => venue.Silent > 0)
                .OrderByDescending(venue => venue.Silent)
                .ThenBy(venue => venue.Venue, StringComparer.Ordinal),
        ];

    /// <summary>Takes a row.</summary>
    public void Add(string asset, TableRow row)
    {
        var (venue, symbol) = ((string)row["Venue"]!, (string)row["Symbol"]!);
        var slotAt = (DateTimeOffset)row["AsOf"]!;
        var key = (asset, venue, symbol);
        Rows++;
        Scored += row["Status"] is "Ok" ? 1 : 0;
        Refused += row["DataStatus"] is "BadData" ? 1 : 0;
        Doubtful += row["DataStatus"] is "Doubtful" ? 1 : 0;
        slots.Add((asset, slotAt));
        answers.Add((asset, venue, slotAt));
        if (row["HazardElevated"] is 1)
        {
            elevated.Add(key);
        }

        var market = string.Create(CultureInfo.InvariantCulture, $"{asset} on {venue} {symbol}");
        if (row["DislocationRatio"] is double ratio && !(dislocations.GetValueOrDefault(key)?.Value >= ratio))
        {
            dislocations[key] = new DayReading(market, ratio, slotAt);
        }

        if (row["FundingPerYear"] is double funding && !(Math.Abs(LargestFunding?.Value ?? 0) >= Math.Abs(funding)))
        {
            LargestFunding = new DayReading(market, funding, slotAt);
        }
    }
}

/// <summary>A reading that stands out of a day.</summary>
/// <param name="Market">Asset, venue and symbol.</param>
/// <param name="Value">The value, in its column's unit.</param>
/// <param name="SlotAt">The slot, UTC.</param>
internal sealed record DayReading(string Market, double Value, DateTimeOffset SlotAt);

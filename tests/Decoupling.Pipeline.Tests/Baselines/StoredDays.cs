using Decoupling.Baselines;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Tests.Baselines;

/// <summary>Rows of seeded days, as scoring would have stored them, and what is to be built of them.</summary>
internal static class StoredDays
{
    public static readonly DateOnly FirstDay = new(2024, 1, 1);
    public static readonly TimeSpan SlotLength = TimeSpan.FromMinutes(5);

    public static DateTimeOffset StartOf(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>A day's rows of two derivatives, every component filled.</summary>
    public static TableRow[] Rows(string asset, DateOnly day, int slots = 12) =>
        [
            .. from slot in Enumerable.Range(0, slots)
            from venue in (string[])["binance", "bybit"]
            select Row(asset, StartOf(day) + slot * SlotLength, venue),
        ];

    public static TableRow Row(
        string asset,
        DateTimeOffset slotAt,
        string venue,
        string status = "Ok",
        int seconds = 300
    )
    {
        var random = new Random(HashCode.Combine(slotAt.UtcTicks, venue.Length));
        return new RowBuilder(TableKeys.AssetDay(asset, slotAt), TableKeys.Newest(slotAt, venue, "BTCUSDT"))
            .Add("Asset", asset)
            .Add("Venue", venue)
            .Add("Symbol", "BTCUSDT")
            .Add("SlotSeconds", seconds)
            .Add("Status", status)
            .Add("BasisRobustZ", 6 * random.NextDouble() - 3)
            .Add("BasisDeviationBps", 8 * random.NextDouble() - 4)
            .Add("FundingGapBps", random.NextDouble() < 0.6 ? 0.0 : random.NextDouble())
            .Add("MarkLastBps", random.NextDouble() - 0.5)
            .Add("TrackingErrorPerYear", 0.1 + 0.1 * random.NextDouble())
            .Build();
    }

    /// <summary>The digest that those rows must give, straight from the numbers.</summary>
    public static DayDigest Digest(int dayIndex, string asset = "BTC", int slots = 12)
    {
        var day = FirstDay.AddDays(dayIndex);
        var builder = new DayDigestBuilder();
        foreach (var row in Rows(asset, day, slots))
        {
            builder.Add((string)row["Venue"]!, (string)row["Symbol"]!, column => (double?)row[column]);
        }

        return builder.Build(asset, day, SlotLength);
    }

    public static Baseline Baseline(int days, string asset = "BTC", int slots = 12) =>
        BaselineMerging.Compute(
            asset,
            FirstDay.AddDays(days),
            SlotLength,
            [.. Enumerable.Range(0, days).Select(day => Digest(day, asset, slots))],
            new BaselineOptions()
        );
}

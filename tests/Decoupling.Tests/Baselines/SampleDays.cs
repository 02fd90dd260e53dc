using Decoupling.Baselines;

namespace Decoupling.Tests.Baselines;

/// <summary>Digests of seeded days: a few rows a day of one derivative, all components filled.</summary>
internal static class SampleDays
{
    public const string Venue = "binance";
    public const string Symbol = "BTCUSDT";

    public static readonly DateOnly FirstDay = new(2024, 1, 1);
    public static readonly TimeSpan SlotLength = TimeSpan.FromMinutes(5);

    public static IEnumerable<DayDigest> Digests(int days, int rowsADay = 24, params string[] withoutColumns) =>
        Enumerable.Range(0, days).Select(day => Digest(FirstDay.AddDays(day), rowsADay, withoutColumns));

    public static DayDigest Digest(DateOnly day, int rowsADay = 24, params string[] withoutColumns)
    {
        var builder = new DayDigestBuilder();
        var random = new Random(day.DayNumber);
        var level = 1 + random.NextDouble();
        for (var row = 0; row < rowsADay; row++)
        {
            var common = level * random.NextDouble();
            builder.Add(Venue, Symbol, column => withoutColumns.Contains(column) ? null : common + random.NextDouble());
        }

        return builder.Build("BTC", day, SlotLength);
    }

    public static Baseline Baseline(int days, int rowsADay = 24, params string[] withoutColumns) =>
        BaselineMerging.Compute(
            "BTC",
            FirstDay.AddDays(days),
            SlotLength,
            [.. Digests(days, rowsADay, withoutColumns)],
            new BaselineOptions()
        );

    public static DateTimeOffset SlotOn(DateOnly day) => new(day, new TimeOnly(13, 0), TimeSpan.Zero);
}

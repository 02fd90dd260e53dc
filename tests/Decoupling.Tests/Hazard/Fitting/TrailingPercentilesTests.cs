using Decoupling.Composite;
using Decoupling.Hazard.Fitting;

namespace Decoupling.Tests.Hazard.Fitting;

public class TrailingPercentilesTests
{
    private static readonly DateTimeOffset s_firstEndAt = new(2024, 1, 1, 5, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Compute_TwoYearsOfHours_RanksAmongTheYearBeforeEachDay()
    {
        var random = new Random(3);
        double[] values =
        [
            .. Enumerable
                .Range(0, 800 * 24)
                .Select(i => i % 97 == 0 ? double.NaN : Math.Round(random.NextDouble() + i * 1e-5, 3)),
        ];

        var ranks = TrailingPercentiles.Compute(s_firstEndAt, values);

        foreach (var i in (int[])[800, 5_000, 9_000, 15_000, 19_199])
        {
            var day = s_firstEndAt.AddHours(i).UtcDateTime.Date;
            double[] past =
            [
                .. values.Where(
                    (value, j) =>
                        !double.IsNaN(value)
                        && s_firstEndAt.AddHours(j).UtcDateTime.Date < day
                        && s_firstEndAt.AddHours(j).UtcDateTime.Date >= day.AddDays(-365)
                ),
            ];
            ranks[i].ShouldBe(PercentileRank.Compute(past, values[i], s_firstEndAt, new()).MidRank!.Value);
        }

        double.IsNaN(ranks[97 * 100]).ShouldBeTrue();
    }

    [Fact]
    public void Compute_UnderThirtyDaysOfPast_HasNoRank()
    {
        var ranks = TrailingPercentiles.Compute(s_firstEndAt, new double[32 * 24]);

        // The first day has 19 hours; the thirty-first is the first with thirty before it.
        Array.FindIndex(ranks, rank => !double.IsNaN(rank)).ShouldBe(19 + 29 * 24);
        ranks[^1].ShouldBe(0.5);
    }
}

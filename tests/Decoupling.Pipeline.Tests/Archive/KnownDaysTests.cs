using System.Globalization;
using Decoupling.Pipeline.Archive;
using Decoupling.Pipeline.Reference;
using Decoupling.Scoring;

namespace Decoupling.Pipeline.Tests.Archive;

/// <summary>What the rows say on days that people remember. The numbers were computed with pandas from the same files: last close against last close,
/// median and MAD of the day before, only bars in which both traded.</summary>
public class KnownDaysTests
{
    private const double BpsTolerance = 1e-5;

    private static readonly ScoringOptions Options = ReferenceTables.Scoring();

    /// <summary>The pair by its place in <see cref="RecordedMarkets.All"/>, its slot nearest to or beyond both floors, and how many slots of the day are beyond.</summary>
    public static TheoryData<int, string, double, double, double, int> Days { get; } =
        new()
        {
            { 0, "2024-04-13T19:55", -23.474832, -27.316206, -21.286884, 1 },
            { 0, "2024-08-05T06:25", 3.021981, 7.008483, 7.881774, 0 },
            { 1, "2024-04-13T20:10", -30.775612, -34.047950, -14.634771, 5 },
            { 1, "2024-08-05T14:40", -14.392407, -9.644535, -3.533278, 0 },
            { 2, "2025-02-03T00:45", -10.736245, -6.471660, -6.739181, 0 },
            { 3, "2025-02-03T01:50", 20.302730, 24.597513, 25.284025, 2 },
            { 4, "2025-06-21T21:32", -9.217771, -4.651311, -6.151179, 0 },
            { 4, "2025-06-22T22:09", -7.272144, -2.916169, -2.711759, 0 },
            { 4, "2025-06-23T01:07", -7.539303, -3.061804, -2.766879, 0 },
            { 5, "2025-06-21T21:25", -22.223859, -17.647690, -19.694848, 1 },
            { 5, "2025-06-22T00:22", -9.724742, -5.099471, -5.246125, 0 },
            { 5, "2025-06-23T19:37", 5.390952, 10.497495, 10.926854, 0 },
            { 6, "2025-07-10T21:20", 21.898486, 25.983836, 32.654659, 2 },
            { 6, "2025-07-11T16:21", 3.491081, 6.536408, 4.582921, 0 },
            { 7, "2025-07-10T21:24", 10.269948, 14.897004, 12.845189, 0 },
            { 7, "2025-07-11T10:06", 1.097370, 5.025057, 3.106895, 0 },
        };

    [Theory]
    [MemberData(nameof(Days))]
    public void B1_KnownDay_SaysWhatPandasSays(
        int pair,
        string slot,
        double basisBps,
        double deviationBps,
        double robustZ,
        int dislocatedSlots
    )
    {
        var slotAt = DateTimeOffset.Parse(slot, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var (asset, spot, perpetual, funding, minutes) = RecordedMarkets.All.ElementAt(pair).Data;
        var archive = RecordedMarkets.Read(asset, spot, perpetual, funding, minutes);

        var (slotLength, score) = ScoreOf(archive, slotAt);

        Report(ScoreSummary.Of(asset, slotLength, score));
        score.Basis.BasisBps!.Value.ShouldBe(basisBps, BpsTolerance);
        score.Basis.DeviationBps!.Value.ShouldBe(deviationBps, BpsTolerance);
        score.Basis.RobustZScore!.Value.ShouldBe(robustZ, 1e-5);
        score.Dislocation.IsDislocated.ShouldBe(dislocatedSlots > 0);
        if (Campaign.Count(100) == 100)
        {
            WholeDay(archive, slotAt, dislocatedSlots);
        }
    }

    private static void WholeDay(ArchiveSnapshots archive, DateTimeOffset slotAt, int dislocatedSlots)
    {
        var day = new DateTimeOffset(slotAt.Date, TimeSpan.Zero);
        DerivativeScore[] scores =
        [
            .. archive
                .Read(day, day.AddDays(1))
                .Select(snapshot => SnapshotScoring.Compute(snapshot, Options).Derivatives[0]),
        ];

        Report(
            $"{day:d MMMM yyyy}: {scores.Length} slots, {scores.Count(score => score.Dislocation.IsDislocated)} beyond both floors"
        );
        Report("|robust z|", scores, score => Math.Abs(score.Basis.RobustZScore ?? 0));
        Report("|deviation| bp", scores, score => Math.Abs(score.Basis.DeviationBps ?? 0));
        Report("ρ", scores, score => score.CoMovement.Correlation);
        Report("β", scores, score => score.CoMovement.Beta);
        Report("half-life min", scores, score => 60 * score.Reversion.Process.HalfLifeHours);
        scores.Count(score => score.Dislocation.IsDislocated).ShouldBe(dislocatedSlots);
    }

    private static (TimeSpan SlotLength, DerivativeScore Score) ScoreOf(ArchiveSnapshots archive, DateTimeOffset slotAt)
    {
        var snapshot = archive.Read(slotAt, slotAt.AddTicks(1)).Single();
        return (snapshot.SlotLength, SnapshotScoring.Compute(snapshot, Options).Derivatives[0]);
    }

    private static void Report(string what, DerivativeScore[] scores, Func<DerivativeScore, double?> value)
    {
        double[] values = [.. scores.Select(value).OfType<double>().Order()];
        Report(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  {what}: {values[0]:0.####} to {values[^1]:0.####}, median {values[values.Length / 2]:0.####}"
            )
        );
    }

    private static void Report(string line) => TestContext.Current.TestOutputHelper!.WriteLine(line);
}

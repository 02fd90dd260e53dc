using Decoupling.Pipeline.Archive;
using Decoupling.Pipeline.Reference;
using Decoupling.Results;
using Decoupling.Scoring;

namespace Decoupling.Pipeline.Tests.Archive;

/// <summary>The hazard as a replay's snapshots read it, on days that one would look at.</summary>
public sealed class HazardOfRecordedHoursTests
{
    // Features by pandas over the whole files, log odds by numpy with the shipped coefficients.
    [Theory]
    [InlineData("BTC", "2022-08-19T06:00Z", -2.959899509)]
    [InlineData("BTC", "2024-04-13T20:00Z", -2.355413212)]
    [InlineData("BTC", "2024-08-04T12:00Z", -2.378865596)]
    [InlineData("BTC", "2024-08-05T13:00Z", -0.63188814)]
    [InlineData("BTC", "2025-02-03T02:00Z", -2.397063843)]
    [InlineData("BTC", "2025-07-11T12:00Z", -3.184305969)]
    [InlineData("ETH", "2024-08-05T13:00Z", 0.008481648)]
    [InlineData("ETH", "2025-02-03T02:00Z", -0.846945778)]
    [InlineData("ETH", "2025-06-22T12:00Z", -2.020341111)]
    public void Compute_SnapshotOfTheSlot_ReadsWhatTheWholeHistoryGives(string asset, string slotAt, double logit)
    {
        var at = DateTimeOffset.Parse(slotAt, System.Globalization.CultureInfo.InvariantCulture);
        var archive = HistoryOf(asset);

        var snapshot = archive.Read(at, at.AddHours(1)).Single();
        var hazard = SnapshotScoring.Compute(snapshot, ReferenceTables.Scoring()).Derivatives[0].Hazard;

        hazard.Reading.Status.ShouldBe(MetricStatus.Ok, hazard.Reading.Reason);
        hazard.Reading.HourAt.ShouldBe(at);
        hazard.Reading.Logit!.Value.ShouldBe(logit, 1e-7);
        hazard.State.Status.ShouldBe(MetricStatus.InsufficientData);
    }

    private static ArchiveSnapshots HistoryOf(string asset) =>
        new(
            new ArchiveMarket
            {
                Asset = asset,
                SpotSymbol = asset + "USDT",
                PerpetualSymbol = asset + "USDT",
                Spot = ArchiveBars.Read([SharedData.PathOrSkip("binance_1h", $"{asset}USDT_spot_1h.csv.gz")]),
                Perpetual = ArchiveBars.Read([SharedData.PathOrSkip("binance_1h", $"{asset}USDT_perp_last_1h.csv.gz")]),
                Funding = ArchiveFunding.Read([SharedData.PathOrSkip("binance_1h", $"{asset}USDT_funding.csv.gz")]),
            },
            TimeSpan.FromHours(1),
            TimeSpan.FromHours(1)
        );
}

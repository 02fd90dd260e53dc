using Decoupling.Pipeline.Reference;
using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Scoring.Columns;

namespace Decoupling.Pipeline.Tests.Archive;

/// <summary>The whole card over the recorded pairs: every status is one that the data explain.</summary>
public class ScoreCardOfRealMarketTests
{
    /// <summary>One slot in so many; no divisor of a day, so that all hours come.</summary>
    private static readonly int Stride = 401 / Campaign.Count(401);

    private static readonly ResultColumn<ScoredRow>[] Statuses =
    [
        .. DecouplingScoreColumns
            .All.Concat(LiquidationRiskColumns.All)
            .Where(column =>
                column.Name.EndsWith("Status", StringComparison.Ordinal)
                && column.Name is not ("Status" or "DataStatus")
            ),
    ];

    [Theory]
    [MemberData(nameof(RecordedMarkets.All), MemberType = typeof(RecordedMarkets))]
    public void Compute_RecordedPair_HasNoUnexpectedStatus(
        string asset,
        string spot,
        string perpetual,
        string funding,
        int minutes
    )
    {
        var options = ReferenceTables.Scoring();
        var unexpected = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var (slots, scored) = (0, 0);
        var archive = RecordedMarkets.Read(asset, spot, perpetual, funding, minutes);
        foreach (var snapshot in archive.Read().Where((_, i) => i % Stride == 0))
        {
            var card = SnapshotScoring.Compute(snapshot, options);
            var row = new ScoredRow(card, card.Derivatives.ShouldHaveSingleItem());
            var expected = new ExpectedStatuses(snapshot);
            slots++;
            scored += row.Score.Status == MetricStatus.Ok ? 1 : 0;
            foreach (var column in Statuses)
            {
                var status = Enum.Parse<MetricStatus>((string)column.Value(row)!);
                if (!expected.Allows(column.Name, status))
                {
                    var what = $"{column.Name} {status}";
                    unexpected[what] = unexpected.GetValueOrDefault(what) + 1;
                }
            }
        }

        Report($"{perpetual}: {slots:N0} slots, {scored:N0} scored");
        unexpected.ShouldBeEmpty();
        scored.ShouldBeGreaterThan(slots / 2);
    }

    private static void Report(string line) => TestContext.Current.TestOutputHelper!.WriteLine(line);
}

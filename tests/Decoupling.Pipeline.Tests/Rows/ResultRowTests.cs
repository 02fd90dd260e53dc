using Decoupling.Pipeline.Rows;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Tests.Snapshots;
using Decoupling.Scoring;
using Decoupling.Scoring.Columns;

namespace Decoupling.Pipeline.Tests.Rows;

public class ResultRowTests
{
    [Fact]
    public void From_NegativeZero_IsWrittenAsZeroWhichStorageKeeps()
    {
        var card = SnapshotScoring.Compute(new RandomMarket(1).Few(), new PipelineOptions().Scoring);
        ResultColumn<ScoredRow>[] columns =
        [
            new("Zero", typeof(double), "", "a number", _ => -0.0),
            new("Less", typeof(double), "", "a number", _ => -double.Epsilon),
            new("Count", typeof(int), "", "a count", _ => 0),
            new("None", typeof(double), "", "a number", _ => null),
        ];

        var row = ResultRow.From(card, columns)[0];

        double.IsNegative((double)row["Zero"]!).ShouldBeFalse();
        row["Less"].ShouldBe(-double.Epsilon);
        row["Count"].ShouldBe(0);
        row.Columns.Count.ShouldBe(3);
    }
}

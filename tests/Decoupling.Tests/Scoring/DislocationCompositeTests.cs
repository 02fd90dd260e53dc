using Decoupling.Baselines;
using Decoupling.Composite;
using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Snapshots;
using Decoupling.Tests.Baselines;

namespace Decoupling.Tests.Scoring;

public class DislocationCompositeTests
{
    private static readonly DislocationCompositeOptions s_options = new();
    private static readonly MarketSnapshot s_snapshot = SampleMarket.TwoVenues();

    /// <summary>A value that lies above 90, 50 or 70 of 100.</summary>
    private static readonly double?[] s_values = [90.5, -50.5, null, null, 70.5];

    // methods.md J5: z = (.9, .5, .7), equal weights, C = [[1, .6, .3], [.6, 1, .5], [.3, .5, 1]] is .313111111; C = 1 is .49; C = I is .172222222.
    [Theory]
    [InlineData(0.6, 0.3, 0.5, 0.313111111)]
    [InlineData(1, 1, 1, 0.49)]
    [InlineData(0, 0, 0, 0.172222222)]
    public void J5_RanksOfTheReference_GiveItsComposite(double first, double second, double third, double expected)
    {
        var result = Compute(s_values, Past([1, first, second, first, 1, third, second, third, 1]));

        result.Ranks.Select(rank => rank.MidRank).ShouldBe([0.9, 0.5, null, null, 0.7]);
        result.Score.Status.ShouldBe(MetricStatus.Ok, result.Score.Reason);
        result.Score.Score!.Value.ShouldBe(expected, 1e-9);
        result.Score.WeightedMean!.Value.ShouldBe(0.7, 1e-12);
        result.Score.Coverage!.Value.ShouldBe(0.6, 1e-12);
        result.Score.Shares!.Sum(share => share ?? 0).ShouldBe(1, 1e-12);
        result.ShareOf(BaselineComponents.FundingGapBps).ShouldBeNull();
        result.ShareOf(BaselineComponents.RobustZ)!.Value.ShouldBeGreaterThan(1.0 / 3);
    }

    [Fact]
    public void Compute_WeightTakenAway_LeavesItToTheOthers()
    {
        var past = Past([1, 0, 0, 0, 1, 0, 0, 0, 1]);

        var result = Compute(
            s_values,
            past,
            s_options with
            {
                FundingGapWeight = 0,
                MarkLastWeight = 0,
                TrackingErrorWeight = 0,
            }
        );

        // Two parts of half the weight each, without correlation: (.9² + .5²)/4.
        result.Score.Coverage.ShouldBe(1);
        result.Score.Score!.Value.ShouldBe(0.265, 1e-12);
    }

    [Fact]
    public void Compute_TooFewParts_IsInsufficientDataAndNamesTheWeight()
    {
        var result = Compute([90, 50, null, null, null], Past([1, 0, 0, 0, 1, 0, 0, 0, 1]));

        result.Score.Status.ShouldBe(MetricStatus.InsufficientData);
        result.Score.Reason.ShouldNotBeNull().ShouldContain("0.4 of the weight and 0.6 is needed");
        result.Ranks[0].Status.ShouldBe(MetricStatus.Ok);
        ResultContract.ShouldHold(result.Score);
    }

    [Fact]
    public void Compute_CorrelationsThatDoNotStand_GiveTheirStatus()
    {
        var result = Compute(s_values, Past(null));

        result.Score.Status.ShouldBe(MetricStatus.Degenerate);
        result.Score.Reason.ShouldBe("A reason.");
        result.Ranks[0].MidRank.ShouldBe(0.9);
    }

    [Fact]
    public void Compute_YoungBaseline_IsInsufficientDataAndNamesTheDays()
    {
        var score = Score(SampleDays.Baseline(29), "young");

        score.DislocationComposite.Score.Status.ShouldBe(MetricStatus.InsufficientData);
        score.DislocationComposite.Score.Reason.ShouldBe("The baseline has 29 days of RobustZ and 30 are needed.");
        score.Status.ShouldBe(MetricStatus.Ok);
    }

    [Fact]
    public void Compute_NoBaselineNamed_IsInsufficientData()
    {
        var score = Score(null, null);

        score.DislocationComposite.Score.Status.ShouldBe(MetricStatus.InsufficientData);
        score.DislocationComposite.Score.Reason.ShouldBe("There is no baseline yet; 30 days of rows are needed.");
        score.DislocationComposite.Ranks.ShouldAllBe(rank => rank.Status == MetricStatus.InsufficientData);
        score.Corroboration.Asked.ShouldBe(2);
        score.DislocationComposite.Ranks.ShouldAllBe(rank => Holds(rank));
    }

    [Fact]
    public void Compute_BaselineNamedAndNotRead_IsInvalidInputAndNamesIt()
    {
        var score = Score(null, "v1/baselines/BTC/300s/2024/08/05-0123456789abcdef.json.gz");

        score.DislocationComposite.Score.Status.ShouldBe(MetricStatus.InvalidInput);
        score.DislocationComposite.Score.Reason.ShouldNotBeNull().ShouldContain("05-0123456789abcdef");
        score.Status.ShouldBe(MetricStatus.Ok);
    }

    [Fact]
    public void Compute_BaselineOfAnotherAssetOrSlotLengthOrALaterDay_IsInvalidInput()
    {
        var baseline = SampleDays.Baseline(40);
        Baseline[] wrong =
        [
            baseline with
            {
                Asset = "ETH",
            },
            baseline with
            {
                SlotLength = TimeSpan.FromMinutes(1),
            },
            baseline with
            {
                Day = DateOnly.FromDateTime(SampleMarket.SlotAt.UtcDateTime).AddDays(1),
            },
        ];

        foreach (var other in wrong)
        {
            var score = Score(other, "other").DislocationComposite;
            score.Score.Status.ShouldBe(MetricStatus.InvalidInput);
            ResultContract.ShouldHold(score.Score);
        }
    }

    [Fact]
    public void Compute_SnapshotWithItsBaseline_HasAllParts()
    {
        var score = Score(SampleDays.Baseline(40), "it").DislocationComposite;

        score.Score.Status.ShouldBe(MetricStatus.Ok, score.Score.Reason);
        score.Score.Coverage.ShouldBe(1);
        score.Score.Shares!.ShouldAllBe(share => share != null);
    }

    [Fact]
    public void Validate_WeightsOutOfRange_Throw()
    {
        foreach (var weight in (double[])[-1, double.NaN])
        {
            Should
                .Throw<ArgumentOutOfRangeException>((s_options with { MarkLastWeight = weight }).Validate)
                .ParamName.ShouldBe(nameof(s_options.MarkLastWeight));
        }

        var none = new DislocationCompositeOptions
        {
            RobustZWeight = 0,
            DeviationWeight = 0,
            FundingGapWeight = 0,
            MarkLastWeight = 0,
            TrackingErrorWeight = 0,
        };
        Should.Throw<ArgumentOutOfRangeException>(none.Validate);
        Should.Throw<ArgumentException>(() => Compute([1, 2], Past(null)));
    }

    private static bool Holds(MetricResult result)
    {
        ResultContract.ShouldHold(result);
        return true;
    }

    private static DislocationCompositeResult Compute(
        double?[] values,
        Baseline baseline,
        DislocationCompositeOptions? options = null
    ) =>
        DislocationComposite.Compute(
            values,
            new DerivativePast(s_snapshot, s_snapshot.Instruments[1], baseline, new BaselineOptions()),
            s_snapshot.SlotAt,
            options ?? s_options
        );

    private static DerivativeScore Score(Baseline? baseline, string? name) =>
        SnapshotScoring.Compute(s_snapshot with { Baseline = name }, SampleMarket.Options, baseline).Derivatives[0];

    /// <summary>100 whole numbers as the past of three parts, with the correlations given.</summary>
    private static Baseline Past(double[]? correlations)
    {
        string[] parts = ["RobustZ", "DeviationBps", "TrackingErrorPerYear"];
        var table = QuantileTable.Of([.. Enumerable.Range(1, 100).Select(i => (double)i)]);
        return new Baseline
        {
            Asset = "BTC",
            Day = DateOnly.FromDateTime(SampleMarket.SlotAt.UtcDateTime),
            SlotLength = SampleMarket.SlotLength,
            Days = 50,
            Derivatives =
            [
                new DerivativeBaseline
                {
                    Venue = "binance",
                    Symbol = "BTCUSDT",
                    Components = [.. parts.Select(part => new ComponentBaseline(part, 50, table))],
                    Correlated = parts,
                    Correlations = new EwmaCorrelationMatrixResult
                    {
                        Status = correlations is null ? MetricStatus.Degenerate : MetricStatus.Ok,
                        Reason = correlations is null ? "A reason." : null,
                        SampleCount = 50,
                        AsOf = SampleMarket.SlotAt,
                        Correlations = correlations,
                    },
                },
            ],
        };
    }
}

using Decoupling.Liquidation;
using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Scoring;

public class InsuranceScoringTests
{
    private static readonly DateTimeOffset s_countedAt = SampleMarket.SlotAt.AddDays(-3);

    /// <summary>D9: an hour that stands apart makes two moves over a day, there and back; 18 of the 696 are in the tail of 2.5 %.</summary>
    [Fact]
    public void Compute_D9_IsTheFundOverTheMeanBadDebtOfTheWorstDays()
    {
        var (fall, back) = (InsuredMarket.Fall, InsuredMarket.Fall / (1 - InsuredMarket.Fall));
        var (rise, down) = (InsuredMarket.Rise, InsuredMarket.Rise / (1 + InsuredMarket.Rise));
        var days = InsuredMarket.Hours - 24;
        var sum =
            BadDebtUsd(PositionSide.Long, fall)
            + BadDebtUsd(PositionSide.Long, down)
            + BadDebtUsd(PositionSide.Short, rise)
            + BadDebtUsd(PositionSide.Short, back);

        var insurance = Score(InsuredMarket.Make()).Insurance;

        sum.ShouldBeGreaterThan(0);
        insurance.Coverage.Status.ShouldBe(MetricStatus.Ok);
        insurance.Coverage.ExpectedShortfallUsd.ShouldBeWithin(1e-6, sum / (0.025 * days));
        insurance.Coverage.Coverage.ShouldBeWithin(1e-6, InsuredMarket.FundUsd * 0.025 * days / sum);
        insurance.IsShared.ShouldBe(true);
        ResultContract.ShouldHold(insurance.Coverage);
    }

    [Fact]
    public void Compute_TwiceTheFund_CoversTwice()
    {
        var twice = new InsuranceFundQuote(2 * InsuredMarket.FundUsd, QuantityUnit.Usd, false, s_countedAt, "a test");

        var insurance = Score(InsuredMarket.With(twice)).Insurance;

        insurance.Coverage.Coverage.ShouldBeWithin(
            1e-12,
            2 * Score(InsuredMarket.Make()).Insurance.Coverage.Coverage!.Value
        );
    }

    [Fact]
    public void Compute_FundInCoins_IsWorthTheMarkPrice()
    {
        var coins = new InsuranceFundQuote(100, QuantityUnit.Coins, false, s_countedAt, "a test");

        var score = Score(InsuredMarket.With(coins));

        score.Insurance.FundUsd.ShouldBe(100 * score.Liquidation.MarkPrice!.Value);
    }

    [Fact]
    public void Cascade_EveryShockWithBadDebt_SaysWhatTheFundBearsOfIt()
    {
        var cells = Score(InsuredMarket.Make()).Cascade.Cells;

        cells.ShouldContain(cell => cell.Actual.BadDebtUsd > 0);
        foreach (var cell in cells)
        {
            cell.Actual.InsuranceCover.ShouldBe(
                cell.Actual.BadDebtUsd > 0 ? InsuredMarket.FundUsd / cell.Actual.BadDebtUsd : null
            );
        }
    }

    [Fact]
    public void Compute_NoFund_IsOutOfDomainAndCoversNothing()
    {
        var score = Score(InsuredMarket.With(null));

        score.Insurance.Coverage.Status.ShouldBe(MetricStatus.OutOfDomain);
        score.Insurance.FundUsd.ShouldBeNull();
        score.Cascade.Cells.ShouldAllBe(cell => cell.Actual.InsuranceCover == null);
    }

    [Fact]
    public void Compute_FundCountedTooLongAgo_IsStaleAndCoversNothing()
    {
        var old = new InsuranceFundQuote(1e9, QuantityUnit.Usd, true, SampleMarket.SlotAt.AddDays(-36), "a test");

        var score = Score(InsuredMarket.With(old));

        score.Insurance.Coverage.Status.ShouldBe(MetricStatus.Stale);
        score.Insurance.Coverage.Reason.ShouldBe("The fund was counted 36 days before the slot; 35 may pass.");
        score.Insurance.FundUsd.ShouldBe(1e9);
        score.Cascade.Cells.ShouldAllBe(cell => cell.Actual.InsuranceCover == null);
    }

    private static double BadDebtUsd(PositionSide side, double shock)
    {
        var options = SampleMarket.Options with { Cascade = new CascadeScoringOptions { Shocks = [shock] } };
        return SnapshotScoring
            .Compute(InsuredMarket.Make(), options)
            .Derivatives[0]
            .Cascade.Find(side, shock)!
            .Actual.BadDebtUsd!.Value;
    }

    private static DerivativeScore Score(MarketSnapshot market) =>
        SnapshotScoring.Compute(market, SampleMarket.Options).Derivatives[0];
}

using Decoupling.Accounts;
using Decoupling.Results;
using Decoupling.Snapshots;
using Decoupling.Tests.Scoring;
using static Decoupling.Tests.Accounts.SampleAccount;

namespace Decoupling.Tests.Accounts;

/// <summary>What an account is told where the snapshot lacks something.</summary>
public sealed class AccountScoringGapTests
{
    [Fact]
    public void Compute_ContractNotInTheSnapshot_HasNoAnswer()
    {
        var answer = Answer(Of(Long(1, 10) with { Symbol = "BTCUSDC" }));

        answer.Positions[0].Status.ShouldBe(MetricStatus.InsufficientData);
        answer.Status.ShouldBe(MetricStatus.InsufficientData);
        answer.Reason!.ShouldContain("1 of 1 positions");
        ResultContract.ShouldHold(answer.Positions[0]);
        ResultContract.ShouldHold(answer);
    }

    [Fact]
    public void Compute_OnePositionOfAWalletWithoutAPrice_LeavesTheIsolatedOnesAnswered()
    {
        var account = WithWallet(
            10,
            Cross(Long(1, 0, "a")),
            Cross(Long(1, 0, "b") with { Symbol = "BTCUSDC" }),
            Long(1, 10, "c") with
            {
                Symbol = "ETHUSDT",
            }
        );
        var answer = Answer(account, SampleMarket.Of(Perpetual(), Perpetual() with { Symbol = "ETHUSDT" }));

        answer.Positions[0].Reason!.ShouldContain("same wallet");
        answer.Positions[1].Reason!.ShouldContain("no linear contract");
        answer.Positions[2].Status.ShouldBe(MetricStatus.Ok);
    }

    [Fact]
    public void Compute_NoSnapshotOfTheAsset_HasNoAnswer() =>
        Answer(Long(1, 10) with { Asset = "ETH" }).Reason!.ShouldContain("No snapshot");

    [Fact]
    public void Compute_OldSnapshot_IsStale()
    {
        var markets = new SnapshotMarkets(Snapshot(), "snapshots/x", SampleMarket.Options);

        var answer = AccountScoring.Compute(
            Of(Long(1, 10)),
            new Dictionary<string, SnapshotMarkets> { ["BTC"] = markets },
            SampleMarket.SlotAt + 3 * SampleMarket.SlotLength
        );

        answer.Positions[0].Status.ShouldBe(MetricStatus.Stale);
    }

    [Fact]
    public void Compute_OtherSettlementCoin_IsInvalidInput() =>
        Answer(Long(1, 10) with { SettlementCoin = "USDC" }).Status.ShouldBe(MetricStatus.InvalidInput);

    [Fact]
    public void Compute_NoMarkAndNoBars_IsStale()
    {
        var old = SampleMarket.SlotAt.AddHours(-1);
        var snapshot = SampleMarket.Of(Perpetual() with { Mark = new PriceQuote(Mark, old, old), Bars = null });

        Answer(Long(1, 10), snapshot).Status.ShouldBe(MetricStatus.Stale);
    }

    [Fact]
    public void Compute_NoBars_HasThePriceWithoutOdds()
    {
        var snapshot = SampleMarket.Of(Perpetual() with { Bars = null });

        var answer = Answer(Long(1, 10) with { VolatilityPerYear = null }, snapshot);

        answer.Status.ShouldBe(MetricStatus.Ok);
        answer.Liquidation!.Value.Price.ShouldNotBeNull();
        answer.LiquidationProbabilities.ShouldBeEmpty();
        answer.IsAboveTarget.ShouldBeNull();
        answer.Stop!.Placement.Reason!.ShouldContain("returns");
        PositionSummary.Of(answer, Of()).ShouldContain("neither are the odds");
    }

    [Fact]
    public void Compute_MarketVolatility_IsTheScoreCards()
    {
        var snapshot = SampleMarket.TwoVenues();
        var card = Decoupling.Scoring.SnapshotScoring.Compute(snapshot, SampleMarket.Options);

        var answer = Answer(
            Long(1, 10_000) with
            {
                Venue = "bybit",
                VolatilityPerYear = null,
                EntryPrice = 60_000,
            },
            snapshot
        );

        answer
            .VolatilityPerYear.ShouldNotBeNull()
            .ShouldBe(
                card.Derivatives.Single(score => score.Venue == "bybit").Liquidation.Volatility.VolatilityPerYear!.Value
            );
    }
}

using Decoupling.Accounts;
using Decoupling.Liquidation;
using Decoupling.Snapshots;
using Decoupling.Tests.Scoring;
using FsCheck;
using FsCheck.Fluent;
using static Decoupling.Tests.Accounts.SampleAccount;

namespace Decoupling.Tests.Accounts;

/// <summary>What must hold of every position: more margin or less size is never riskier, and the advice does what it says.</summary>
public sealed class AccountLawTests
{
    private static readonly string[] s_venues = ["other", "binance", "bybit", "okx", "deribit", "hyperliquid"];

    private static Gen<AccountPosition> Positions =>
        from venue in Gen.Elements(s_venues)
        from isLong in Gen.Elements(true, false)
        from isInverse in Gen.Elements(true, false)
        from size in Gen.Choose(1, 3_000)
        from leverage in Gen.Choose(2, 120)
        from entry in Gen.Choose(95, 105)
        from volatility in Gen.Choose(10, 200)
        from isCross in Gen.Elements(true, false)
        let margin = size * 0.01 * Mark / leverage
        let side = isLong ? Long(size * 0.01, margin) : Short(size * 0.01, margin)
        let position = (isInverse ? Inverse(side) : side) with
        {
            Venue = venue,
            EntryPrice = entry,
            VolatilityPerYear = volatility * 0.01,
        }
        // A wallet's balance stands in the label, where there is no other place for it.
        select isCross ? Cross(position) with { Label = $"{position.IsolatedMargin:R}" } : position;

    [Fact]
    public void Compute_MoreCollateral_IsNeverRiskier() =>
        Law.HoldsFor(
            Positions,
            position =>
            {
                var before = Ask(position, 1, 0);
                var after = Ask(position, 1, 0.3 * before.NotionalUsd!.Value / QuoteOf(position));

                ChanceOf(after).ShouldBeLessThanOrEqualTo(ChanceOf(before));
            }
        );

    [Fact]
    public void Compute_SmallerPosition_IsNeverRiskier() =>
        Law.HoldsFor(
            Positions.Where(position => position.EntryPrice == Mark),
            position => ChanceOf(Ask(position, 0.6, 0)).ShouldBeLessThanOrEqualTo(ChanceOf(Ask(position, 1, 0)))
        );

    [Fact]
    public void Advice_Applied_ReachesTheChosenChance() =>
        Law.HoldsFor(
            Positions,
            position =>
            {
                var before = Ask(position, 1, 0);
                if (before.IsAboveTarget != true)
                {
                    before.Advice.ShouldBeNull();
                    return;
                }

                var advice = before.Advice.ShouldNotBeNull();
                var added = ChanceOf(Ask(position, 1, advice.AddCollateral));
                added.ShouldBeLessThanOrEqualTo(0.01 * (1 + 1e-9));
                added.ShouldBeGreaterThan(0.01 * (1 - 1e-6));
                if (advice.ReduceShare < 1)
                {
                    // What the closed part had gained or lost goes to the margin.
                    var sign = position.Side == PositionSide.Long ? 1 : -1;
                    var move =
                        position.Product == PositionProduct.Linear
                            ? Mark - position.EntryPrice
                            : 1 / position.EntryPrice - 1 / Mark;
                    var realized = sign * advice.ReduceShare * position.Size * move;
                    var reduced = ChanceOf(Ask(position, 1 - advice.ReduceShare, realized));
                    reduced.ShouldBeLessThanOrEqualTo(0.01 * (1 + 1e-6));
                    reduced.ShouldBeGreaterThan(0.01 * (1 - 1e-3));
                }
            }
        );

    [Fact]
    public void Compute_EquityAtTheLiquidationPrice_IsTheMaintenanceMargin() =>
        Law.HoldsFor(
            Positions.Where(position => position is { Venue: "other", Product: PositionProduct.Linear }),
            position =>
            {
                var answer = Ask(position, 1, 0);
                if (answer.Liquidation is { Outcome: LiquidationOutcome.Price, Price: { } price })
                {
                    var sign = position.Side == PositionSide.Long ? 1 : -1;
                    var notional = position.Size * price;
                    var equity = answer.EquityUsd!.Value + sign * position.Size * (price - Mark);
                    equity.ShouldBe(Math.Max(0.005 * notional, 0.01 * notional - 7.5), 1e-9 * notional);
                }
            }
        );

    private static double QuoteOf(AccountPosition position) => position.Product == PositionProduct.Linear ? 1 : Mark;

    private static double ChanceOf(PositionAssessment answer) => answer.TargetLiquidationProbability!.Value;

    /// <summary>The position with a share of its size and so much margin more, behind it alone or in a wallet.</summary>
    private static PositionAssessment Ask(AccountPosition position, double share, double added)
    {
        var sized = position with { Size = position.Size * share };
        var account =
            position.Margin == MarginMode.Isolated
                ? Of(sized with { IsolatedMargin = position.IsolatedMargin + added })
                : WithWallet(position.Venue, double.Parse(position.Label, null) + added, sized);
        return Answer(account, MarketOf(position)).Positions[0];
    }

    private static MarketSnapshot MarketOf(AccountPosition position) =>
        SampleMarket.Of(
            (position.Product == PositionProduct.Linear ? Perpetual() : InversePerpetual()) with
            {
                Venue = position.Venue,
            }
        );
}

using Decoupling.Accounts;
using Decoupling.Liquidation;
using FsCheck;
using FsCheck.Fluent;
using static Decoupling.Tests.Accounts.SampleAccount;

namespace Decoupling.Tests.Accounts;

/// <summary>What must hold of every position: more margin or less size is never riskier, and the advice does what it says.</summary>
public sealed class AccountLawTests
{
    private static Gen<AccountPosition> Positions =>
        from isLong in Gen.Elements(true, false)
        from size in Gen.Choose(1, 2_000)
        from leverage in Gen.Choose(2, 120)
        from entry in Gen.Choose(95, 105)
        from volatility in Gen.Choose(10, 200)
        from isCross in Gen.Elements(true, false)
        let margin = size * 0.01 * Mark / leverage
        let position = (isLong ? Long(size * 0.01, margin) : Short(size * 0.01, margin)) with
        {
            EntryPrice = entry,
            VolatilityPerYear = volatility * 0.01,
        }
        select isCross ? Cross(position) with { IsolatedMargin = null, Label = $"{margin:R}" } : position;

    [Fact]
    public void Compute_MoreCollateral_IsNeverRiskier() =>
        Law.HoldsFor(
            Positions,
            position =>
            {
                var before = Ask(position, 1, 0);
                var after = Ask(position, 1, 0.3 * before.NotionalUsd!.Value);

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
                    var realized = sign * advice.ReduceShare * position.Size * (Mark - position.EntryPrice);
                    var reduced = ChanceOf(Ask(position, 1 - advice.ReduceShare, realized));
                    reduced.ShouldBeLessThanOrEqualTo(0.01 * (1 + 1e-6));
                    reduced.ShouldBeGreaterThan(0.01 * (1 - 1e-3));
                }
            }
        );

    [Fact]
    public void Compute_EquityAtTheLiquidationPrice_IsTheMaintenanceMargin() =>
        Law.HoldsFor(
            Positions,
            position =>
            {
                var answer = Ask(position, 1, 0);
                if (answer.Liquidation is { Outcome: LiquidationOutcome.Price, Price: { } price })
                {
                    var sign = position.Side == PositionSide.Long ? 1 : -1;
                    var equity = answer.EquityUsd!.Value + sign * position.Size * (price - Mark);
                    equity.ShouldBe(0.005 * position.Size * price, 1e-9 * position.Size * price);
                }
            }
        );

    private static double ChanceOf(PositionAssessment answer) => answer.TargetLiquidationProbability!.Value;

    /// <summary>The position with a share of its size and so much margin more, behind it alone or in a wallet.</summary>
    private static PositionAssessment Ask(AccountPosition position, double share, double added)
    {
        var sized = position with { Size = position.Size * share };
        var account =
            position.Margin == MarginMode.Isolated
                ? Of(sized with { IsolatedMargin = position.IsolatedMargin + added })
                : WithWallet(double.Parse(position.Label, null) + added, sized);
        return Answer(account).Positions[0];
    }
}

using Decoupling.Results;

namespace Decoupling.Accounts;

/// <summary>Says in words how an account stands.</summary>
public static class AccountSummary
{
    /// <summary>The sentence.</summary>
    public static string Of(AccountAssessment answer)
    {
        if (answer.Status != MetricStatus.Ok)
        {
            return $"No answer for the account as a whole. {answer.Reason}";
        }

        var account = answer.Account;
        var leverage = answer.EffectiveLeverage is { } known
            ? PositionSummary.Text($"{known:0.##} × on {answer.EquityUsd:#,0.##} USD")
            : "no equity left";
        var weakest = answer.Weakest is { TargetLiquidationProbability: { } chance } position
            ? $"; likeliest to be liquidated is {position.Position.Label}, {PositionSummary.PercentOf(chance)} within {PositionSummary.HoursOf(account)} h"
            : "";
        return $"{leverage}{weakest}.{AdviceOf(answer)}";
    }

    private static string AdviceOf(AccountAssessment answer)
    {
        if (!(answer.PositionsAboveTarget > 0))
        {
            return "";
        }

        var target = PositionSummary.PercentOf(answer.Account.Target.Probability);
        var above = PositionSummary.Text(
            $" {answer.PositionsAboveTarget} of {answer.Positions.Count} positions are above {target}"
        );
        return answer.AddCollateralUsd is { } added
            ? PositionSummary.Text($"{above}; {Math.Ceiling(added):#,0} USD of collateral would get them to it.")
            : $"{above}.";
    }
}

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
        var advice =
            answer.PositionsAboveTarget > 0
                ? PositionSummary.Text(
                    $" {answer.PositionsAboveTarget} of {answer.Positions.Count} positions are above {PositionSummary.PercentOf(account.Target.Probability)}; {answer.AddCollateralUsd:#,0.##} USD of collateral would get them to it."
                )
                : "";
        return $"{leverage}{weakest}.{advice}";
    }
}

using System.Globalization;
using Decoupling.Liquidation;
using Decoupling.Results;

namespace Decoupling.Accounts;

/// <summary>Says in words what a position risks and what to do about it.</summary>
public static class PositionSummary
{
    /// <summary>The sentence.</summary>
    public static string Of(PositionAssessment answer, Account account)
    {
        var position = answer.Position;
        var name = $"{position.Side} {position.Venue} {position.Symbol}";
        if (answer.Status != MetricStatus.Ok)
        {
            return $"{name}: no answer. {answer.Reason}";
        }

        var leverage = answer.EffectiveLeverage is { } known ? Text($"{known:0.##} ×") : "no equity left";
        return $"{name}: {leverage}; {LiquidationOf(answer)}{OddsOf(answer, account)}.{AdviceOf(answer, account)}";
    }

    private static string LiquidationOf(PositionAssessment answer) =>
        answer.Liquidation switch
        {
            { Outcome: LiquidationOutcome.LiquidatableNow } => "the venue may liquidate it now",
            { Outcome: LiquidationOutcome.Price, Price: { } price, Distance: { } distance } => Text(
                $"liquidated at {price:#,0.########}, {distance * 100:0.##} % away"
            ) + (answer.LiquidationDistanceSigmas is { } sigmas ? Text($" ({sigmas:0.#} σ of a day)") : ""),
            _ => "no price liquidates it",
        };

    private static string OddsOf(PositionAssessment answer, Account account) =>
        answer.TargetLiquidationProbability is { } chance
            ? Text($"; {PercentOf(chance)} within {HoursOf(account)} h")
            : "; its volatility is not known, so neither are the odds";

    private static string AdviceOf(PositionAssessment answer, Account account)
    {
        if (answer.IsAboveTarget != true)
        {
            return "";
        }

        var target = PercentOf(account.Target.Probability);
        return answer.Advice is { } advice
            ? Text(
                $" To get to {target}: close {advice.ReduceCoins:0.########} coins ({advice.ReduceShare * 100:0.#} %) and leave the margin in place, or add {advice.AddCollateral:0.########} {answer.Position.SettlementCoin}."
            )
            : $" It is above the chosen {target}.";
    }

    /// <summary>A chance in percent, two digits that say something.</summary>
    internal static string PercentOf(double chance) =>
        chance is > 0 and < 0.0001 ? "under 0.01 %" : Text($"{chance * 100:0.##} %");

    internal static string HoursOf(Account account) => Text($"{account.Target.Horizon.TotalHours:0.##}");

    internal static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using Decoupling.Liquidation;
using Decoupling.Results;

namespace Decoupling.Accounts;

/// <summary>Says in words what a position risks and what to do about it.</summary>
public static class PositionSummary
{
    private const int PriceDigits = 7;
    private const int AdviceDigits = 4;

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
                $"liquidated at {Rounded(price, PriceDigits):#,0.########}, {distance * 100:0.##} % away"
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
        return answer.Advice is { ReduceShare: 1 } all
                ? Text(
                    $" To get to {target}: close it, or add {RoundedUp(all.AddCollateral):#,0.##########} {answer.Position.SettlementCoin}."
                )
            : answer.Advice is { } advice
                ? Text(
                    $" To get to {target}: close {RoundedUp(advice.ReduceCoins):0.##########} coins ({advice.ReduceShare * 100:0.#} %) and leave the margin in place, or add {RoundedUp(advice.AddCollateral):#,0.##########} {answer.Position.SettlementCoin}."
                )
            : $" It is above the chosen {target}.";
    }

    /// <summary>What is done by the sentence must be enough: the last of its digits is rounded up.</summary>
    private static double RoundedUp(double value)
    {
        var step = StepOf(value, AdviceDigits);
        return Math.Ceiling(value / step) * step;
    }

    private static double Rounded(double value, int digits)
    {
        var step = StepOf(value, digits);
        return Math.Round(value / step) * step;
    }

    private static double StepOf(double value, int digits) => Math.Pow(10, Math.Floor(Math.Log10(value)) + 1 - digits);

    /// <summary>A chance in percent, two digits that say something.</summary>
    internal static string PercentOf(double chance) =>
        chance is > 0 and < 0.0001 ? "under 0.01 %" : Text($"{chance * 100:0.##} %");

    internal static string HoursOf(Account account) => Text($"{account.Target.Horizon.TotalHours:0.##}");

    internal static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

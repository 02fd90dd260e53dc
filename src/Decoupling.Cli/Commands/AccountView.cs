using System.Globalization;
using Decoupling.Accounts;
using Decoupling.Liquidation;
using Decoupling.Results;
using Spectre.Console;

namespace Decoupling.Cli.Commands;

/// <summary>Shows answered accounts as a trader reads them: one table an account, then what to do in words.</summary>
internal static class AccountView
{
    private const int DayIndex = 2;

    public static void Write(IReadOnlyList<AccountAssessment> answers)
    {
        foreach (var answer in answers)
        {
            AnsiConsole.WriteLine();
            AnsiConsole.WriteLine($"{answer.Account.Label} as of {answer.AsOf:u}: {AccountSummary.Of(answer)}");
            var table = new Table()
                .Border(TableBorder.Rounded)
                .AddColumns(
                    "position",
                    "contract",
                    "leverage",
                    "margin used",
                    "liquidated at",
                    "away",
                    "σ",
                    "24 h",
                    "7 d"
                )
                .AddColumns("allowed", "limited by", "stop", "-10 %", "+10 %");
            foreach (var position in answer.Positions)
            {
                table.AddRow([.. Cells(position).Select(cell => new Text(cell))]);
            }

            AnsiConsole.Write(table);
            foreach (var position in answer.Positions)
            {
                AnsiConsole.WriteLine(
                    $"  {position.Position.Label}: {PositionSummary.Of(position, answer.Account)}{StopOf(position)}"
                );
            }
        }
    }

    private static IEnumerable<string> Cells(PositionAssessment answer)
    {
        var position = answer.Position;
        yield return position.Label;
        yield return $"{position.Side} {position.Venue} {position.Symbol}";
        yield return Format(answer.EffectiveLeverage, "0.## ×");
        yield return Format(answer.MarginRatio * 100, "0.# '%'");
        yield return answer.Liquidation?.Outcome switch
        {
            LiquidationOutcome.LiquidatableNow => "now",
            LiquidationOutcome.CannotBeLiquidatedByPrice => "never",
            _ => Format(answer.Liquidation?.Price, "#,0.####"),
        };
        yield return Format(answer.Liquidation?.Distance * 100, "0.## '%'");
        yield return Format(answer.LiquidationDistanceSigmas, "0.#");
        yield return Format(OddsOf(answer, DayIndex), "0.## '%'");
        yield return Format(OddsOf(answer, DayIndex + 1), "0.## '%'");
        yield return Format(answer.Allowed?.Leverage, "0.## ×");
        yield return answer.Allowed?.BindingLimit?.ToString() ?? "";
        yield return Format(answer.Stop?.Placement.StopPrice, "#,0.####");
        yield return MoveOf(answer, -0.1);
        yield return MoveOf(answer, 0.1);
    }

    private static double? OddsOf(PositionAssessment answer, int index) =>
        index < answer.LiquidationProbabilities.Count ? answer.LiquidationProbabilities[index] * 100 : null;

    private static string MoveOf(PositionAssessment answer, double wanted)
    {
        foreach (var move in answer.Moves)
        {
            if (move.Move == wanted)
            {
                return move.IsLiquidated ? "liquidated" : Format(move.EquityUsd, "#,0 USD");
            }
        }

        return "";
    }

    private static string StopOf(PositionAssessment answer) =>
        answer.Stop is { Placement: { Status: not MetricStatus.Ok, Reason: { } reason } } ? $" No stop: {reason}" : "";

    private static string Format(double? value, string format) =>
        value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}

using System.Globalization;
using Decoupling.Hazard;
using Spectre.Console;

namespace Decoupling.Cli.Commands;

/// <summary>Prints a fitted model: its coefficients, and its record on the hours after the training.</summary>
internal static class HazardFitView
{
    public static void Write(IAnsiConsole console, HazardModel model)
    {
        var coefficients = new Table()
            .Border(TableBorder.Rounded)
            .Title($"Trained on {model.Training.Hours} hours, {model.Training.FallHours} with the fall ahead")
            .AddColumns("feature", "mean", "deviation", "log odds per deviation");
        foreach (var feature in model.Features)
        {
            coefficients.AddRow(
                feature.Feature.ToString(),
                Text(feature.Mean),
                Text(feature.Deviation),
                Text(feature.Coefficient)
            );
        }

        coefficients.AddRow("intercept", "", "", Text(model.Intercept));
        console.Write(coefficients);
        console.Write(RecordOf(model.Record));
    }

    private static Table RecordOf(HazardRecord record)
    {
        var table = new Table()
            .Border(TableBorder.Rounded)
            .Title(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Record {record.FromAt:yyyy-MM-dd} to {record.ToAt:yyyy-MM-dd}"
                )
            )
            .AddColumns("measure", "value", "95 % interval");
        table.AddRow(
            "hours, with the fall ahead, separate falls",
            $"{record.Hours}, {record.FallHours}, {record.Falls}",
            ""
        );
        Add(table, "AUC", record.Auc);
        Add(table, "AUC of volatility only", record.VolatilityAuc);
        Add(table, "AUC gained", record.AucGain);
        table.AddRow(
            "Brier score, of the share of falls",
            $"{Text(record.Brier)}, {Text(record.BrierOfFallShare)}",
            ""
        );
        table.AddRow("entered per asset and week", Text(record.EpisodesPerAssetAndWeek), "");
        table.AddRow("of them without a fall ahead", Text(record.FalseEpisodesPerAssetAndWeek), "");
        table.AddRow("share of hours in the state", Text(record.ElevatedShare), "");
        Add(table, "lift on calm hours", record.CalmLift);
        Add(table, "lift of volatility only", record.VolatilityCalmLift);
        foreach (var (tenth, i) in record.Calibration.Select((tenth, i) => (tenth, i)))
        {
            table.AddRow($"tenth {i + 1}: predicted, seen", $"{Text(tenth.Predicted)}, {Text(tenth.Seen)}", "");
        }

        return table;
    }

    private static void Add(Table table, string measure, HazardEstimate? estimate) =>
        table.AddRow(
            measure,
            Text(estimate?.Value),
            estimate is null ? "" : $"{Text(estimate.Low)} to {Text(estimate.High)}"
        );

    private static string Text(double? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "none";
}

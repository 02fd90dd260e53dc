using System.Globalization;
using Decoupling.Alerts;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Alerts;

/// <summary>Reads what a rule looks at from a result row.</summary>
internal static class AlertSamples
{
    public static AlertSample From(AlertRule rule, string asset, TableRow row) =>
        new()
        {
            Asset = asset,
            Venue = (string)row["Venue"]!,
            Symbol = (string)row["Symbol"]!,
            SlotAt = (DateTimeOffset)row["AsOf"]!,
            Value = row[rule.Column] switch
            {
                double value => value,
                int value => value,
                long value => value,
                _ => null,
            },
            Summary = row["Summary"] as string ?? "",
            Facts =
            [
                .. rule
                    .ShownColumns.Where(column => row[column] is not null)
                    .Select(column => new AlertFact(column, Text(row[column]!))),
            ],
        };

    private static string Text(object value) =>
        value switch
        {
            double number => number.ToString("0.####", CultureInfo.InvariantCulture),
            DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
}

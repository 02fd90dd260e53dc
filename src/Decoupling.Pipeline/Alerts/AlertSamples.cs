using System.Globalization;
using Decoupling.Alerts;
using Decoupling.Pipeline.Accounts;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Alerts;

/// <summary>Reads what a rule looks at from a result row.</summary>
internal static class AlertSamples
{
    // Summaries have no slots of their own; they are of the hour.
    private static readonly TimeSpan DefaultSlotLength = TimeSpan.FromHours(1);

    // Sizes and prices of positions leave their table only where the rule shows their columns.
    private const string PositionsStay = "The row of AccountRisk says the rest.";

    public static AlertSample From(AlertRule rule, string asset, TableRow row) =>
        new()
        {
            Asset = asset,
            Venue = row["Venue"] as string ?? TableKeys.AllAssets,
            Symbol = IsOfAccount(rule) ? AccountAlerts.MarketOf(row) : row["Symbol"] as string ?? TableKeys.AllAssets,
            SlotAt = (DateTimeOffset)row["AsOf"]!,
            SlotLength = row["SlotSeconds"] is int seconds ? TimeSpan.FromSeconds(seconds) : DefaultSlotLength,
            Value = row[rule.Column] switch
            {
                double value => value,
                int value => value,
                long value => value,
                _ => null,
            },
            Reason = row["Reason"] as string,
            Verdict = row["VenueVerdict"] as string,
            Summary = IsOfAccount(rule) ? PositionsStay : row["Summary"] as string ?? "",
            DataAge = AgeOf(row),
            Coverage = AlertCoverage.Of(rule.Table, row),
            Drivers = AlertDrivers.Of(rule, row),
            Facts =
            [
                .. rule
                    .ShownColumns.Where(column => row[column] is not null)
                    .Select(column => new AlertFact(column, Text(row[column]!))),
            ],
        };

    private static bool IsOfAccount(AlertRule rule) => rule.Table == ResultTableNames.AccountRisk;

    /// <summary>What is known of a market of which no slot came: where it is, and its last slot.</summary>
    public static AlertSample OfNone(string asset, TableRow state, AlertState alert) =>
        new()
        {
            Asset = asset,
            Venue = (string)state["Venue"]!,
            Symbol = (string)state["Symbol"]!,
            SlotAt = alert.LastSlotAt,
            Value = null,
            Summary = $"No row has come since the slot {Text(alert.LastSlotAt)}.",
        };

    /// <summary>The age of a score's bars, or, of a summary, of its rows.</summary>
    private static TimeSpan? AgeOf(TableRow row) =>
        (row["DataAgeSeconds"] ?? row["OldestRowAgeSeconds"]) is double age ? TimeSpan.FromSeconds(age) : null;

    private static string Text(object value) =>
        value switch
        {
            double number => number.ToString("0.####", CultureInfo.InvariantCulture),
            DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
}

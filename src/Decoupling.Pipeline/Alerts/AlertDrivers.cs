using System.Globalization;
using Decoupling.Alerts;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Alerts;

/// <summary>Finds in a row what the value of a rule's column is made of, the largest share first. A row that does not say leaves it open.</summary>
internal static class AlertDrivers
{
    private static readonly (string Column, string Name)[] DislocationParts =
    [
        ("RobustZShare", "robust z"),
        ("DeviationShare", "basis off its median"),
        ("FundingGapShare", "funding gap"),
        ("MarkLastShare", "mark against last"),
        ("TrackingErrorShare", "tracking error"),
    ];

    // Columns of a summary that add up over venues and assets, as the open interest behind them does.
    private static readonly string[] SummedWords = ["OpenInterest", "Liquidation", "Cascade", "Loop"];

    public static IReadOnlyList<AlertDriver> Of(AlertRule rule, TableRow row) =>
        rule.Table switch
        {
            ResultTableNames.DecouplingScores when Begins(rule, "Hazard") => OfHazard(row),
            ResultTableNames.DecouplingScores when Begins(rule, "Dislocation") || Begins(rule, "Basis") =>
                OfDislocation(row),
            ResultTableNames.LiquidationRisk when Has(rule, "Liquidation") => OfSides(rule, row),
            ResultTableNames.RiskSummaries when Begins(rule, "LargestDislocation") => OfFurthestApart(row),
            ResultTableNames.RiskSummaries when SummedWords.Any(word => Has(rule, word)) => OfOpenInterest(row),
            _ => [],
        };

    /// <summary>J5: the shares of the dislocation's parts in the composite.</summary>
    private static AlertDriver[] OfDislocation(TableRow row) =>
        Largest(DislocationParts.Select(part => (part.Name, row[part.Column] as double?)));

    /// <summary>"7 d drawdown +0.82, 72 h volatility -0.20" with "0.38 0.09" beside it.</summary>
    private static AlertDriver[] OfHazard(TableRow row)
    {
        var names = (row["HazardDrivers"] as string)?.Split(", ") ?? [];
        var shares = (row["HazardDriverShares"] as string)?.Split(' ') ?? [];
        return Largest(names.Zip(shares, (name, share) => (Words(name), Parse(share))));
    }

    /// <summary>The longs and the shorts within the same distance.</summary>
    private static AlertDriver[] OfSides(AlertRule rule, TableRow row)
    {
        var band =
            rule.Column.StartsWith("Long", StringComparison.Ordinal) ? rule.Column["Long".Length..]
            : rule.Column.StartsWith("Short", StringComparison.Ordinal) ? rule.Column["Short".Length..]
            : null;
        return row[$"Long{band}"] is double longs && row[$"Short{band}"] is double shorts && longs + shorts > 0
            ? Largest([("longs", longs / (longs + shorts)), ("shorts", shorts / (longs + shorts))])
            : [];
    }

    private static AlertDriver[] OfFurthestApart(TableRow row) =>
        row["LargestDislocationVenue"] is string venue && row["LargestDislocationSymbol"] is string symbol
            ? [new AlertDriver($"{venue} {symbol}", 1)]
            : [];

    private static AlertDriver[] OfOpenInterest(TableRow row) =>
        Largest(
            Enumerable
                .Range(1, 3)
                .Select(part => string.Create(CultureInfo.InvariantCulture, $"OpenInterestPart{part}"))
                .Where(column => row[column] is string)
                .Select(column => ($"open interest of {row[column]}", row[$"{column}Share"] as double?))
        );

    private static AlertDriver[] Largest(IEnumerable<(string Name, double? Share)> parts) =>
        [
            .. parts
                .Where(part => part.Share > 0)
                .Select(part => new AlertDriver(part.Name, part.Share!.Value))
                .OrderByDescending(driver => driver.Share)
                .Take(3),
        ];

    // What lowers the log odds is told as such: its share is of their size, whichever way it goes.
    private static string Words(string driver)
    {
        var at = driver.LastIndexOf(' ');
        return at <= 0 ? driver
            : driver[at + 1] == '-' ? $"{driver[..at]} (lowers)"
            : driver[..at];
    }

    private static double? Parse(string share) =>
        double.TryParse(share, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;

    private static bool Begins(AlertRule rule, string word) => rule.Column.StartsWith(word, StringComparison.Ordinal);

    private static bool Has(AlertRule rule, string word) => rule.Column.Contains(word, StringComparison.Ordinal);
}

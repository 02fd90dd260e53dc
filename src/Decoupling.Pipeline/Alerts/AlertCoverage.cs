using System.Globalization;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Alerts;

/// <summary>Says in words how much of its inputs a row rests on: venues, books, liquidations, and what is missing or refused.</summary>
internal static class AlertCoverage
{
    private static readonly (string Column, string Name)[] Inputs =
    [
        ("MarkAgeSeconds", "mark"),
        ("IndexAgeSeconds", "index"),
        ("FundingAgeSeconds", "funding"),
        ("OpenInterestAgeSeconds", "open interest"),
        ("BookAgeSeconds", "book"),
    ];

    /// <summary>Sentences; empty where the row says nothing of it.</summary>
    public static string Of(string table, TableRow row)
    {
        var parts = table switch
        {
            ResultTableNames.DecouplingScores => OfScores(row),
            ResultTableNames.LiquidationRisk => OfLiquidations(row),
            ResultTableNames.RiskSummaries => OfSummary(row),
            _ => [],
        };
        var text = string.Join("; ", parts);
        return text.Length == 0 ? "" : $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
    }

    private static IEnumerable<string> OfScores(TableRow row)
    {
        if (row["VenuesScored"] is int venues)
        {
            yield return Text($"{venues} {(venues == 1 ? "venue" : "venues")} judged");
        }

        if (row["CrossVenueCount"] is int spot)
        {
            yield return Text($"spot of {spot} {(spot == 1 ? "venue" : "venues")}");
        }

        if (row["DataConfidence"] is double share)
        {
            yield return Text($"{100 * share:0} % of the inputs came, are young and passed");
        }

        // Rows of before the gates have no ages, and then none is missing.
        string[] missing =
        [
            .. Inputs
                .Where(input => row["DataStatus"] is not null && row[input.Column] is null)
                .Select(input => input.Name),
        ];
        if (missing.Length > 0)
        {
            yield return $"without {string.Join(", ", missing)}";
        }

        if (row["DataStatus"] is "BadData" or "Doubtful" && row["DataFindings"] is string findings)
        {
            yield return $"found {findings}";
        }

        if (
            row["DislocationCompositeStatus"] is string and not "Ok"
            && row["DislocationCompositeReason"] is string reason
        )
        {
            yield return $"no shares of drivers: {reason.TrimEnd('.')}";
        }
    }

    private static IEnumerable<string> OfLiquidations(TableRow row)
    {
        yield return row["LiquidationCoverage"] switch
        {
            "Complete" => "the tape of liquidations is complete",
            "LowerBound" => "the tape of liquidations is a sample: its sums are lower bounds",
            _ => "no tape of liquidations",
        };
        yield return row["DepthStatus"] switch
        {
            "Ok" when row["IsDepthLowerBound5Percent"] is true => "the book ends within 5 %",
            "Ok" => "the book reaches 5 %",
            string status => $"no book ({status})",
            _ => "no book",
        };
        if (row["IsMarginTableAssumed"] is true)
        {
            yield return "the margin table is assumed";
        }

        if (row["EntryEvidence"] is string evidence)
        {
            yield return $"entries by {evidence}";
        }
    }

    private static IEnumerable<string> OfSummary(TableRow row)
    {
        if (row["VenuesAsked"] is int asked && row["VenuesAnswered"] is int answered)
        {
            yield return Text($"{answered} of {asked} venues answered");
        }

        if (row["Derivatives"] is int derivatives && row["DerivativesScored"] is int scored)
        {
            yield return Text($"{scored} of {derivatives} derivatives scored");
        }

        if (row["DerivativesMapped"] is int mapped)
        {
            yield return Text($"{mapped} with map and book");
        }

        if (row["MissingInputs"] is int missing and > 0)
        {
            yield return Text($"{missing} {(missing == 1 ? "input" : "inputs")} missing");
        }

        if (row["OldestBookAgeSeconds"] is double age)
        {
            yield return Text($"oldest book {age:0} s");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

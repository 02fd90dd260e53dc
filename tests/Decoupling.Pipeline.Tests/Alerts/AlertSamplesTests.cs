using Decoupling.Alerts;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Tests.Alerts;

public sealed class AlertSamplesTests
{
    [Theory]
    [InlineData(1.25, 1.25)]
    [InlineData(3, 3.0)]
    [InlineData(3L, 3.0)]
    [InlineData("3", null)]
    [InlineData(true, null)]
    [InlineData(null, null)]
    public void From_Column_IsTheValueWhereItIsANumber(object? column, double? expected)
    {
        var row = Row(("DislocationRatio", column));

        AlertSamples.From(DislocationRows.Rule, "BTC", row).Value.ShouldBe(expected);
    }

    [Fact]
    public void From_ShownColumns_AreFactsInTheRulesOrder()
    {
        var rule = DislocationRows.Rule with { ShownColumns = ["Text", "Number", "Absent", "At", "Count", "Flag"] };
        var row = Row(
            ("Flag", true),
            ("Count", 3),
            ("Number", -1234.56789),
            ("Text", "Ok"),
            ("At", DislocationRows.SlotAt(1))
        );

        AlertSamples
            .From(rule, "BTC", row)
            .Facts.ShouldBe([
                new AlertFact("Text", "Ok"),
                new AlertFact("Number", "-1234.5679"),
                new AlertFact("At", "2026-01-05 00:05 UTC"),
                new AlertFact("Count", "3"),
                new AlertFact("Flag", "True"),
            ]);
    }

    [Fact]
    public void From_NoSummary_IsEmpty() =>
        AlertSamples.From(DislocationRows.Rule, "BTC", Row()).Summary.ShouldBeEmpty();

    [Fact]
    public void From_Dislocation_TellsTheThreeLargestPartsOfTheComposite()
    {
        var row = Row(
            ("RobustZShare", 0.2),
            ("DeviationShare", 0.5),
            ("FundingGapShare", 0.05),
            ("MarkLastShare", 0.25),
            ("TrackingErrorShare", 0.0)
        );

        AlertSamples
            .From(DislocationRows.Rule, "BTC", row)
            .Drivers.ShouldBe([
                new AlertDriver("basis off its median", 0.5),
                new AlertDriver("mark against last", 0.25),
                new AlertDriver("robust z", 0.2),
            ]);
    }

    [Fact]
    public void From_Hazard_TellsTheFeaturesWithTheirSharesAndWhichWayTheyGo()
    {
        var row = Row(
            ("HazardElevated", 1),
            ("HazardDrivers", "7 d drawdown +0.82, 72 h volatility -0.41, 7 d funding +0.20"),
            ("HazardDriverShares", "0.50 0.25 0.12")
        );

        AlertSamples
            .From(DislocationRows.Rule with { Column = "HazardElevated" }, "BTC", row)
            .Drivers.ShouldBe([
                new AlertDriver("7 d drawdown", 0.5),
                new AlertDriver("72 h volatility (lowers)", 0.25),
                new AlertDriver("7 d funding", 0.12),
            ]);
    }

    [Fact]
    public void From_Liquidations_TellsTheSides()
    {
        var rule = DislocationRows.Rule with
        {
            Table = ResultTableNames.LiquidationRisk,
            Column = "LongLiquidationWithin5PercentUsd",
        };
        var row = Row(
            ("LongLiquidationWithin5PercentUsd", 3e6),
            ("ShortLiquidationWithin5PercentUsd", 1e6),
            ("LongLiquidationWithin1PercentUsd", 1.0),
            ("ShortLiquidationWithin1PercentUsd", 9.0)
        );

        AlertSamples
            .From(rule, "BTC", row)
            .Drivers.ShouldBe([new AlertDriver("longs", 0.75), new AlertDriver("shorts", 0.25)]);
    }

    [Theory]
    [InlineData("OpenInterestUsd", "open interest of bybit 0.75, open interest of okx 0.25")]
    [InlineData("LongLiquidationWithin5PercentUsd", "open interest of bybit 0.75, open interest of okx 0.25")]
    [InlineData("LargestDislocationRatio", "okx BTC-USDT-SWAP 1")]
    [InlineData("HazardsElevated", "")]
    public void From_Summary_TellsTheLargestContributors(string column, string expected)
    {
        var rule = DislocationRows.Rule with { Table = ResultTableNames.RiskSummaries, Column = column };
        var row = Row(
            ("OpenInterestPart1", "bybit"),
            ("OpenInterestPart1Share", 0.75),
            ("OpenInterestPart2", "okx"),
            ("OpenInterestPart2Share", 0.25),
            ("LargestDislocationVenue", "okx"),
            ("LargestDislocationSymbol", "BTC-USDT-SWAP")
        );

        var drivers = AlertSamples.From(rule, "BTC", row).Drivers;

        string.Join(", ", drivers.Select(driver => FormattableString.Invariant($"{driver.Name} {driver.Share}")))
            .ShouldBe(expected);
    }

    [Fact]
    public void From_RowThatSaysNothingOfParts_HasNoDrivers()
    {
        AlertSamples.From(DislocationRows.Rule, "BTC", Row(("DislocationRatio", 2.0))).Drivers.ShouldBeEmpty();
        AlertSamples
            .From(DislocationRows.Rule with { Column = "HazardElevated" }, "BTC", Row(("HazardDrivers", "a +1.00")))
            .Drivers.ShouldBeEmpty();
    }

    [Fact]
    public void From_Scores_TellsTheCoverageAndWhatIsMissing()
    {
        var row = Row(
            ("VenuesScored", 3),
            ("CrossVenueCount", 1),
            ("DataStatus", "BadData"),
            ("DataConfidence", 0.8),
            ("DataFindings", "openInterest:UnitJump!"),
            ("MarkAgeSeconds", 2.0),
            ("IndexAgeSeconds", 2.0),
            ("FundingAgeSeconds", 2.0),
            ("DislocationCompositeStatus", "InsufficientData"),
            ("DislocationCompositeReason", "The baseline has 12 of 30 days.")
        );

        AlertSamples
            .From(DislocationRows.Rule, "BTC", row)
            .Coverage.ShouldBe(
                "3 venues judged; spot of 1 venue; 80 % of the inputs came, are young and passed; "
                    + "without open interest, book; found openInterest:UnitJump!; "
                    + "no shares of drivers: The baseline has 12 of 30 days."
            );
    }

    [Theory]
    [InlineData("Complete", "Ok", false, "The tape of liquidations is complete; the book reaches 5 %.")]
    [InlineData(
        "LowerBound",
        "Ok",
        true,
        "The tape of liquidations is a sample: its sums are lower bounds; the book ends within 5 %."
    )]
    [InlineData(null, "Stale", null, "No tape of liquidations; no book (Stale).")]
    [InlineData(null, null, null, "No tape of liquidations; no book.")]
    public void From_Liquidations_TellsTapeAndBook(string? tape, string? depth, bool? endsWithin, string expected)
    {
        var row = Row(("LiquidationCoverage", tape), ("DepthStatus", depth), ("IsDepthLowerBound5Percent", endsWithin));

        AlertSamples
            .From(DislocationRows.Rule with { Table = ResultTableNames.LiquidationRisk }, "BTC", row)
            .Coverage.ShouldBe(expected);
    }

    [Fact]
    public void From_Summary_TellsVenuesDerivativesAndAges()
    {
        var row = Row(
            ("VenuesAsked", 4),
            ("VenuesAnswered", 3),
            ("Derivatives", 6),
            ("DerivativesScored", 5),
            ("DerivativesMapped", 4),
            ("MissingInputs", 1),
            ("OldestBookAgeSeconds", 12.4),
            ("OldestRowAgeSeconds", 300.0)
        );

        var sample = AlertSamples.From(
            DislocationRows.Rule with
            {
                Table = ResultTableNames.RiskSummaries,
            },
            "BTC",
            row
        );

        sample.Coverage.ShouldBe(
            "3 of 4 venues answered; 5 of 6 derivatives scored; 4 with map and book; 1 input missing; oldest book 12 s."
        );
        sample.DataAge.ShouldBe(TimeSpan.FromMinutes(5));
    }

    private static TableRow Row(params (string Name, object? Value)[] columns)
    {
        var builder = new RowBuilder("p", "r")
            .Add("Venue", "bybit")
            .Add("Symbol", "BTCUSDT")
            .Add("AsOf", DislocationRows.SlotAt(0));
        return columns.Aggregate(builder, (row, column) => row.Add(column.Name, column.Value)).Build();
    }
}

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

    private static TableRow Row(params (string Name, object? Value)[] columns)
    {
        var builder = new RowBuilder("p", "r")
            .Add("Venue", "bybit")
            .Add("Symbol", "BTCUSDT")
            .Add("AsOf", DislocationRows.SlotAt(0));
        return columns.Aggregate(builder, (row, column) => row.Add(column.Name, column.Value)).Build();
    }
}

using System.Text.RegularExpressions;
using Decoupling.Pipeline.Contract;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Tests.Contract;

/// <summary>infra/tables.md, the contract in code and the rows that are written say the same.</summary>
public sealed partial class TableContractTests
{
    private const string Document = "infra/tables.md";

    // Rows that are built by name; the others are built from the lists of columns themselves.
    private static readonly string[] Builders =
    [
        "src/Decoupling.Pipeline/Alerts/AlertRows.cs",
        "src/Decoupling.Pipeline/Alerts/AlertNotes.cs",
        "src/Decoupling.Pipeline/Notifications/Outbox/ChannelGates.cs",
        "src/Decoupling.Pipeline/Notifications/Outbox/AttemptRows.cs",
        "src/Decoupling.Pipeline/Ledger/SlotLedger.cs",
        "src/Decoupling.Pipeline/Ledger/FailureLog.cs",
    ];

    public static TheoryData<string> Tables => [.. ResultTableNames.All];

    [Theory]
    [MemberData(nameof(Tables))]
    public void Document_EachTable_HasTheColumnsOfTheContract(string table)
    {
        var columns = TableContract.Of(table).Columns;
        var shown =
            table == ResultTableNames.Latest
                ? columns.Skip(TableContract.Of(ResultTableNames.DecouplingScores).Columns.Count)
                : columns;

        DocumentTables.Check(Document, $"## {table}", DocumentTables.Columns(shown));
    }

    [Fact]
    public void All_EachTable_HasOneContractAndNoNameTwice()
    {
        TableContract.All.Select(contract => contract.Table).ShouldBe(ResultTableNames.All);
        foreach (var contract in TableContract.All)
        {
            contract.Columns.Select(column => column.Name).ShouldBeUnique();
            contract.Columns.Count.ShouldBeLessThanOrEqualTo(TableRules.MaximumColumns);
            contract.Columns.ShouldAllBe(column => column.Meaning.Length > 0);
        }
    }

    [Fact]
    public void Of_TableThatIsNone_NamesThoseThatAre() =>
        Should.Throw<ArgumentException>(() => TableContract.Of("Scores")).Message.ShouldContain("DecouplingScores");

    [Fact]
    public void Builders_EachColumnThatIsAddedByName_IsInTheContract()
    {
        foreach (var file in Builders)
        {
            var added = AddedColumn().Matches(RepositoryFiles.Read(file)).Select(match => match.Groups[1].Value);
            var contract = file switch
            {
                _ when file.Contains("/Alerts/", StringComparison.Ordinal) => ResultTableNames.Alerts,
                _ when file.EndsWith("ChannelGates.cs", StringComparison.Ordinal) => ResultTableNames.Alerts,
                _ when file.Contains("/Notifications/", StringComparison.Ordinal) => ResultTableNames.Notifications,
                _ when file.EndsWith("SlotLedger.cs", StringComparison.Ordinal) => ResultTableNames.Slots,
                _ => ResultTableNames.Failures,
            };

            added.ShouldNotBeEmpty();
            added
                .Except(TableContract.Of(contract).Columns.Select(column => column.Name))
                .ShouldBeEmpty($"{file} writes columns of {contract} that the contract lacks.");
        }
    }

    [GeneratedRegex("""\.Add\(\s*"([^"]+)""")]
    private static partial Regex AddedColumn();
}

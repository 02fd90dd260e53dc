using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline.Contract;
using Decoupling.Pipeline.Storage;

namespace Decoupling.EndToEnd.Tests;

/// <summary>What storage holds after a run is what the contract says a table may hold.</summary>
[Collection(nameof(ScriptedRun))]
public sealed class StoredContractTests(ScriptedRun run)
{
    [Theory]
    [InlineData(ResultTableNames.DecouplingScores)]
    [InlineData(ResultTableNames.LiquidationRisk)]
    [InlineData(ResultTableNames.RiskSummaries)]
    [InlineData(ResultTableNames.Latest)]
    [InlineData(ResultTableNames.Alerts)]
    [InlineData(ResultTableNames.Notifications)]
    [InlineData(ResultTableNames.Slots)]
    public async Task Run_EachRow_HasColumnsOfTheContractOnly(string table)
    {
        var types = TableContract.Of(table).Columns.ToDictionary(column => column.Name, column => column.Type);

        var rows = await StoredRows.ReadAsync(run.Azurite.Tables, table);

        rows.ShouldNotBeEmpty();
        foreach (var column in rows.SelectMany(row => row.Columns))
        {
            column.Value.GetType().ShouldBe(types.GetValueOrDefault(column.Name), $"{table}.{column.Name}");
        }
    }
}

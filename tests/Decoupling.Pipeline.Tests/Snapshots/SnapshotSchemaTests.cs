using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Snapshots.Wire;

namespace Decoupling.Pipeline.Tests.Snapshots;

public class SnapshotSchemaTests
{
    private const string Refresh = "DECOUPLING_REFRESH_SCHEMAS";

    [Fact]
    public void Schema_InTheRepository_IsThatOfTheCode()
    {
        var code = SchemaExport.Export(SnapshotJson.Default.SnapshotWire, "MarketSnapshot v1");
        if (Environment.GetEnvironmentVariable(Refresh) == "1")
        {
            File.WriteAllText(SchemaPath(), code);
        }

        var stored = File.ReadAllText(SchemaPath());

        stored.ShouldBe(
            code,
            $"The wire types have changed. If that is an addition, run this test with {Refresh}=1 and commit the file."
        );
    }

    [Fact]
    public void Schema_InTheAssembly_IsTheFile()
    {
        SnapshotSchema.Read().ShouldBe(File.ReadAllText(SchemaPath()));
    }

    [Fact]
    public void Write_EverySnapshot_HasWhatTheSchemaAsksForAndNothingElse()
    {
        var schema = JsonNode.Parse(SnapshotSchema.Read())!;
        var snapshot = new RandomMarket(1).Few();
        var bars = snapshot.Instruments[0].Bars!;
        bars.Close[2] = bars.High![2] = bars.Low![2] = bars.Volume![2] = double.NaN;
        bars.Volume[3] = 1.0 / 3;

        var walk = new SchemaWalk(schema);
        walk.Check(JsonNode.Parse(SnapshotWriter.WriteJson(snapshot)), schema, "$");

        walk.Faults.ShouldBeEmpty();
        walk.Unused().ShouldBeEmpty();
    }

    private static string SchemaPath([CallerFilePath] string here = "") =>
        Path.Combine(
            Path.GetDirectoryName(here)!,
            "../../../src/Decoupling.Pipeline/Snapshots/market-snapshot-v1.schema.json"
        );
}

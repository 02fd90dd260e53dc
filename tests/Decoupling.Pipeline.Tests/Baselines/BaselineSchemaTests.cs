using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Decoupling.Pipeline.Baselines;
using Decoupling.Pipeline.Baselines.Wire;
using Decoupling.Pipeline.Tests.Snapshots;

namespace Decoupling.Pipeline.Tests.Baselines;

public class BaselineSchemaTests
{
    private const string Refresh = "DECOUPLING_REFRESH_SCHEMAS";

    [Fact]
    public void Schema_OfDigests_IsThatOfTheCode() =>
        ShouldBeStored(BaselineKind.Digest, BaselineJson.Default.DigestWire, "DayDigest v1", "day-digest-v1");

    [Fact]
    public void Schema_OfBaselines_IsThatOfTheCode() =>
        ShouldBeStored(BaselineKind.Baseline, BaselineJson.Default.BaselineWire, "Baseline v1", "baseline-v1");

    [Fact]
    public void Write_Digest_HasWhatTheSchemaAsksForAndNothingElse() =>
        ShouldFit(
            BaselineKind.Digest,
            JsonSerializer.Serialize(DigestCodec.Write(StoredDays.Digest(0)), BaselineJson.Default.DigestWire)
        );

    [Fact]
    public void Write_Baseline_HasWhatTheSchemaAsksForAndNothingElse()
    {
        var old = StoredDays.Baseline(40);
        var young = StoredDays.Baseline(3) with { Day = old.Day };
        var both = old with { Derivatives = [.. old.Derivatives, .. young.Derivatives] };

        ShouldFit(
            BaselineKind.Baseline,
            JsonSerializer.Serialize(BaselineCodec.Write(both), BaselineJson.Default.BaselineWire)
        );
    }

    private static void ShouldFit(BaselineKind kind, string json)
    {
        var schema = JsonNode.Parse(BaselineSchema.Read(kind))!;
        var walk = new SchemaWalk(schema);

        walk.Check(JsonNode.Parse(json), schema, "$");

        walk.Faults.ShouldBeEmpty();
        walk.Unused().ShouldBeEmpty();
    }

    private static void ShouldBeStored(BaselineKind kind, JsonTypeInfo wire, string title, string file)
    {
        var code = SchemaExport.Export(wire, title);
        var path = PathOf(file);
        if (Environment.GetEnvironmentVariable(Refresh) == "1")
        {
            File.WriteAllText(path, code);
        }

        File.ReadAllText(path)
            .ShouldBe(
                code,
                $"The wire types have changed. If that is an addition, run this test with {Refresh}=1 and commit the file."
            );
        BaselineSchema.Read(kind).ShouldBe(File.ReadAllText(path));
    }

    private static string PathOf(string file, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, $"../../../src/Decoupling.Pipeline/Baselines/{file}.schema.json");
}

using System.Text.Json.Nodes;
using Decoupling.Pipeline.Accounts;
using Decoupling.Pipeline.Tests.Snapshots;

namespace Decoupling.Pipeline.Tests.Accounts;

public sealed class PositionsSchemaTests
{
    private const string Refresh = "DECOUPLING_REFRESH_SCHEMAS";
    private const string SchemaFile = "src/Decoupling.Pipeline/Accounts/positions-v1.schema.json";

    [Fact]
    public void Schema_InTheRepository_IsThatOfTheReader()
    {
        if (Environment.GetEnvironmentVariable(Refresh) == "1")
        {
            File.WriteAllText(RepositoryFiles.PathOf(SchemaFile), PositionsSchema.Build());
        }

        RepositoryFiles
            .Read(SchemaFile)
            .ShouldBe(
                PositionsSchema.Build(),
                $"The fields have changed. If that is an addition, run this test with {Refresh}=1 and commit the file."
            );
    }

    [Fact]
    public void Schema_InTheAssembly_IsTheFile() => PositionsSchema.Read().ShouldBe(RepositoryFiles.Read(SchemaFile));

    [Fact]
    public void Schema_SoundFile_HasWhatItAsksForAndNothingElse()
    {
        var schema = JsonNode.Parse(PositionsSchema.Read())!;

        var walk = new SchemaWalk(schema);
        walk.Check(JsonNode.Parse(PositionsFile.Sound), schema, "$");

        walk.Faults.ShouldBeEmpty();
    }
}

using System.Text.Json.Nodes;
using Decoupling.Pipeline.Alerts.Rules;

namespace Decoupling.Pipeline.Tests.Alerts.Rules;

public sealed class RulesSchemaTests
{
    private const string Refresh = "DECOUPLING_REFRESH_SCHEMAS";
    private const string SchemaFile = "src/Decoupling.Pipeline/Alerts/Rules/rules-v1.schema.json";

    [Fact]
    public void Schema_InTheRepository_IsThatOfTheReader()
    {
        if (Environment.GetEnvironmentVariable(Refresh) == "1")
        {
            File.WriteAllText(RepositoryFiles.PathOf(SchemaFile), RulesSchema.Build());
        }

        RepositoryFiles
            .Read(SchemaFile)
            .ShouldBe(
                RulesSchema.Build(),
                $"The form has changed. If that is an addition, run this test with {Refresh}=1 and commit the file."
            );
    }

    [Fact]
    public void Schema_InTheAssembly_IsTheFile() => RulesSchema.Read().ShouldBe(RepositoryFiles.Read(SchemaFile));

    [Fact]
    public void Schema_AsksForWhatNoRuleCanDoWithout()
    {
        var schema = JsonNode.Parse(RulesSchema.Read())!;

        var rule = schema["properties"]!["rules"]!["items"]!;

        rule["required"]!
            .AsArray()
            .Select(name => (string)name!)
            .ShouldBe(["name", "table", "column", "title", "unit", "levels"]);
        rule["additionalProperties"]!.GetValue<bool>().ShouldBeFalse();
        rule["properties"]!["direction"]!["enum"]!
            .AsArray()
            .Select(name => (string)name!)
            .ShouldBe(["AtLeast", "AtMost"]);
    }
}

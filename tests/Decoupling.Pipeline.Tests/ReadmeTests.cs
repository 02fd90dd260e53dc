using System.Text;
using System.Text.RegularExpressions;
using Decoupling.Pipeline.Accounts;
using Decoupling.Pipeline.Health;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Tests.Accounts;

namespace Decoupling.Pipeline.Tests;

/// <summary>What README.md says is what the code has; with DECOUPLING_WRITE_README=1 its tables are written instead.</summary>
public sealed partial class ReadmeTests
{
    private const string Front = "README.md";

    [Fact]
    public void Readme_Settings_AreThoseThatAreRead() =>
        DocumentTables.Check(Front, "## Settings", DocumentTables.Settings);

    [Fact]
    public void Readme_Metrics_AreThoseOfTheMeter() =>
        DocumentTables.Check("README.md", "### Metrics of the host", DocumentTables.Metrics);

    [Fact]
    public void Tables_HealthRows_AreTheColumnsThatAreWritten() =>
        DocumentTables.Check("infra/tables.md", "### Health", DocumentTables.Columns(HealthColumns.All));

    [Fact]
    public void Readme_PositionsFile_IsOneThatIsAnswered()
    {
        var readme = RepositoryFiles.Read(Front);
        var (start, length) = DocumentTables.SectionOf(readme, "## Accounts");
        var example = JsonBlock().Match(readme, start, length).Groups["json"].Value;

        var file = AccountFileReader.Read(Encoding.UTF8.GetBytes(example), PositionsFile.Known);

        file.Faults.ShouldBeEmpty();
        file.Accounts.ShouldHaveSingleItem().Positions.Count.ShouldBe(2);
    }

    [Fact]
    public void Readme_ResultTables_NamesEachTable()
    {
        var readme = RepositoryFiles.Read(Front);
        var (start, length) = DocumentTables.SectionOf(readme, "## Result tables");

        foreach (var table in ResultTableNames.All)
        {
            readme.Substring(start, length).ShouldContain($"`{table}`");
        }
    }

    [GeneratedRegex("```json\n(?<json>.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}

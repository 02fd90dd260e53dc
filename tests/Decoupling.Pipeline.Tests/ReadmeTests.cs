using System.Text;
using System.Text.RegularExpressions;
using Decoupling.Accounts.Columns;
using Decoupling.Pipeline.Accounts;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Tests.Accounts;
using Decoupling.Scoring.Columns;
using Decoupling.Summaries;

namespace Decoupling.Pipeline.Tests;

/// <summary>What README.md and infra/tables.md list is what the code has; with DECOUPLING_WRITE_README=1 the tables are written instead.</summary>
public sealed partial class ReadmeTests
{
    private const string Front = "README.md";
    private const string Contract = "infra/tables.md";

    private static readonly Lock Gate = new();

    [Fact]
    public void Readme_Settings_AreThoseThatAreRead() => Check(Front, "## Settings", ReadmeTables.Settings);

    [Fact]
    public void Contract_DecouplingScores_AreTheColumnsThatAreWritten() =>
        Check(Contract, "## DecouplingScores", ReadmeTables.Columns(DecouplingScoreColumns.All));

    [Fact]
    public void Contract_LiquidationRisk_AreTheColumnsThatAreWritten() =>
        Check(Contract, "## LiquidationRisk", ReadmeTables.Columns(LiquidationRiskColumns.All));

    [Fact]
    public void Contract_AccountRisk_AreTheColumnsThatAreWritten() =>
        Check(Contract, "## AccountRisk", ReadmeTables.Columns(AccountRiskColumns.All));

    [Fact]
    public void Readme_PositionsFile_IsOneThatIsAnswered()
    {
        var readme = RepositoryFiles.Read("README.md");
        var (start, length) = SectionOf(readme, "## Accounts");
        var example = JsonBlock().Match(readme, start, length).Groups["json"].Value;

        var file = AccountFileReader.Read(Encoding.UTF8.GetBytes(example), PositionsFile.Known);

        file.Faults.ShouldBeEmpty();
        file.Accounts.ShouldHaveSingleItem().Positions.Count.ShouldBe(2);
    }

    [Fact]
    public void Contract_RiskSummaries_AreTheColumnsThatAreWritten() =>
        Check(Contract, "## RiskSummaries", ReadmeTables.Columns(RiskSummaryColumns.All));

    [Fact]
    public void Readme_ResultTables_NamesEachTable()
    {
        var readme = RepositoryFiles.Read("README.md");
        var (start, length) = SectionOf(readme, "## Result tables");

        foreach (var table in ResultTableNames.All)
        {
            readme.Substring(start, length).ShouldContain($"`{table}`");
        }
    }

    private static void Check(string file, string heading, string expected)
    {
        lock (Gate)
        {
            var text = RepositoryFiles.Read(file);
            var (start, length) = SectionOf(text, heading);
            var table = Table().Match(text, start, length);
            table.Success.ShouldBeTrue($"{file} has no table under {heading}");
            if (Environment.GetEnvironmentVariable("DECOUPLING_WRITE_README") == "1")
            {
                var written = text[..table.Index] + expected + text[(table.Index + table.Length)..];
                File.WriteAllText(RepositoryFiles.PathOf(file), written);
                return;
            }

            table
                .Value.Split('\n')
                .ShouldBe(
                    expected.Split('\n'),
                    "Run the tests with DECOUPLING_WRITE_README=1 to write the tables anew."
                );
        }
    }

    /// <summary>From a heading to the next one of any level.</summary>
    private static (int Start, int Length) SectionOf(string text, string heading)
    {
        var start = text.IndexOf($"\n{heading}\n", StringComparison.Ordinal);
        start.ShouldBeGreaterThanOrEqualTo(0, $"there is no heading {heading}");
        var end = text.IndexOf("\n#", start + 1, StringComparison.Ordinal);
        return (start, (end < 0 ? text.Length : end + 1) - start);
    }

    [GeneratedRegex("```json\n(?<json>.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();

    [GeneratedRegex(@"(?<=\n)(\|[^\n]*\n)+")]
    private static partial Regex Table();
}

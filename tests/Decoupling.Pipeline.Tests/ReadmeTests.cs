using System.Text;
using System.Text.RegularExpressions;
using Decoupling.Accounts.Columns;
using Decoupling.Pipeline.Accounts;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Tests.Accounts;
using Decoupling.Scoring.Columns;
using Decoupling.Summaries;

namespace Decoupling.Pipeline.Tests;

/// <summary>What README.md lists is what the code has; with DECOUPLING_WRITE_README=1 the tables are written instead.</summary>
public sealed partial class ReadmeTests
{
    private static readonly Lock Gate = new();

    [Fact]
    public void Readme_Settings_AreThoseThatAreRead() => Check("## Settings", ReadmeTables.Settings);

    [Fact]
    public void Readme_DecouplingScores_AreTheColumnsThatAreWritten() =>
        Check("### DecouplingScores", ReadmeTables.Columns(DecouplingScoreColumns.All));

    [Fact]
    public void Readme_LiquidationRisk_AreTheColumnsThatAreWritten() =>
        Check("### LiquidationRisk", ReadmeTables.Columns(LiquidationRiskColumns.All));

    [Fact]
    public void Readme_AccountRisk_AreTheColumnsThatAreWritten() =>
        Check("### AccountRisk", ReadmeTables.Columns(AccountRiskColumns.All));

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
    public void Readme_RiskSummaries_AreTheColumnsThatAreWritten() =>
        Check("### RiskSummaries", ReadmeTables.Columns(RiskSummaryColumns.All));

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

    private static void Check(string heading, string expected)
    {
        lock (Gate)
        {
            var readme = RepositoryFiles.Read("README.md");
            var (start, length) = SectionOf(readme, heading);
            var table = Table().Match(readme, start, length);
            table.Success.ShouldBeTrue($"README.md has no table under {heading}");
            if (Environment.GetEnvironmentVariable("DECOUPLING_WRITE_README") == "1")
            {
                var written = readme[..table.Index] + expected + readme[(table.Index + table.Length)..];
                File.WriteAllText(RepositoryFiles.PathOf("README.md"), written);
                return;
            }

            table
                .Value.Split('\n')
                .ShouldBe(
                    expected.Split('\n'),
                    "Run the tests with DECOUPLING_WRITE_README=1 to write README.md's tables anew."
                );
        }
    }

    /// <summary>From a heading to the next one of any level.</summary>
    private static (int Start, int Length) SectionOf(string readme, string heading)
    {
        var start = readme.IndexOf($"\n{heading}\n", StringComparison.Ordinal);
        start.ShouldBeGreaterThanOrEqualTo(0, $"README.md has no heading {heading}");
        var end = readme.IndexOf("\n#", start + 1, StringComparison.Ordinal);
        return (start, (end < 0 ? readme.Length : end + 1) - start);
    }

    [GeneratedRegex("```json\n(?<json>.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();

    [GeneratedRegex(@"(?<=\n)(\|[^\n]*\n)+")]
    private static partial Regex Table();
}

using Decoupling.Pipeline.Storage;
using Decoupling.Scoring;

namespace Decoupling.Pipeline.Tests;

/// <summary>What README.md lists is what the code has. A failing test's message holds the table to paste.</summary>
public sealed class ReadmeTests
{
    private static readonly string Readme = RepositoryFiles.Read("README.md");

    [Fact]
    public void Readme_Settings_AreThoseThatAreRead() => SectionOf("## Settings").ShouldContain(ReadmeTables.Settings);

    [Fact]
    public void Readme_DecouplingScores_AreTheColumnsThatAreWritten() =>
        SectionOf("### DecouplingScores").ShouldContain(ReadmeTables.Columns(DecouplingScoreColumns.All));

    [Fact]
    public void Readme_LiquidationRisk_AreTheColumnsThatAreWritten() =>
        SectionOf("### LiquidationRisk").ShouldContain(ReadmeTables.Columns(LiquidationRiskColumns.All));

    [Fact]
    public void Readme_ResultTables_NamesEachTable()
    {
        var section = SectionOf("## Result tables");

        foreach (var table in ResultTableNames.All)
        {
            section.ShouldContain($"`{table}`");
        }
    }

    /// <summary>From a heading to the next one of any level.</summary>
    private static string SectionOf(string heading)
    {
        var start = Readme.IndexOf($"\n{heading}\n", StringComparison.Ordinal);
        start.ShouldBeGreaterThanOrEqualTo(0, $"README.md has no heading {heading}");
        var end = Readme.IndexOf("\n#", start + 1, StringComparison.Ordinal);
        return end < 0 ? Readme[start..] : Readme[start..end];
    }
}

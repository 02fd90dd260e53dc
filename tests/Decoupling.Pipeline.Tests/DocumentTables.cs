using System.Text.RegularExpressions;
using Decoupling.Pipeline.Contract;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Telemetry;

namespace Decoupling.Pipeline.Tests;

/// <summary>The tables of the documents as the code has them.</summary>
internal static partial class DocumentTables
{
    private static readonly Lock Gate = new();

    public static string Settings =>
        Table(
            ["setting", "default", "meaning"],
            PipelineSettings.All.Select(setting =>
                new[] { Code(setting.Name), setting.Default.Length == 0 ? "" : Code(setting.Default), setting.Meaning }
            )
        );

    public static string Columns(IEnumerable<StoredColumn> columns) =>
        Table(
            ["column", "type", "unit", "meaning"],
            columns.Select(column => new[] { Code(column.Name), TypeName(column.Type), column.Unit, column.Meaning })
        );

    public static string Metrics =>
        Table(
            ["metric", "unit", "meaning"],
            PipelineMetrics.All.Select(metric => new[] { Code(metric.Name), Code(metric.Unit!), metric.Description! })
        );

    /// <summary>Compares the first table under a heading with the code's, or writes it with DECOUPLING_WRITE_README=1.</summary>
    public static void Check(string file, string heading, string expected)
    {
        lock (Gate)
        {
            var text = RepositoryFiles.Read(file);
            var table = TableUnder(text, heading);
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

    /// <summary>What stands between backticks in the first column of the first table under a heading.</summary>
    public static string[] FirstColumn(string file, string heading)
    {
        var table = TableUnder(RepositoryFiles.Read(file), heading).Value;
        return [.. FirstCell().Matches(table).Select(cell => cell.Groups["text"].Value)];
    }

    /// <summary>From a heading to the next one of any level.</summary>
    public static (int Start, int Length) SectionOf(string text, string heading)
    {
        var start = text.IndexOf($"\n{heading}\n", StringComparison.Ordinal);
        start.ShouldBeGreaterThanOrEqualTo(0, $"there is no heading {heading}");
        var end = text.IndexOf("\n#", start + 1, StringComparison.Ordinal);
        return (start, (end < 0 ? text.Length : end + 1) - start);
    }

    private static Match TableUnder(string text, string heading)
    {
        var (start, length) = SectionOf(text, heading);
        var table = AnyTable().Match(text, start, length);
        table.Success.ShouldBeTrue($"there is no table under {heading}");
        return table;
    }

    public static string Table(string[] head, IEnumerable<string[]> rows)
    {
        string[][] lines = [head, [.. head.Select(_ => "---")], .. rows];
        return string.Concat(lines.Select(cells => $"| {string.Join(" | ", cells.Select(Escape))} |\n"));
    }

    private static string Code(string text) => $"`{text}`";

    private static string Escape(string cell) => cell.Replace("|", "\\|", StringComparison.Ordinal);

    // As OData names it, less "Edm.".
    private static string TypeName(Type type) =>
        type == typeof(DateTimeOffset) ? "DateTime"
        : type == typeof(string) || type == typeof(bool) || type == typeof(int) || type == typeof(double) ? type.Name
        : throw new InvalidOperationException($"{type} is no type of a column.");

    [GeneratedRegex(@"(?<=\n)(\|[^\n]*\n)+")]
    private static partial Regex AnyTable();

    [GeneratedRegex(@"^\| `(?<text>[^`]*)` \|", RegexOptions.Multiline)]
    private static partial Regex FirstCell();
}

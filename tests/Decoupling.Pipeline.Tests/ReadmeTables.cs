using Decoupling.Pipeline.Settings;
using Decoupling.Scoring.Columns;

namespace Decoupling.Pipeline.Tests;

/// <summary>The tables of README.md as the code has them.</summary>
internal static class ReadmeTables
{
    public static string Settings =>
        Table(
            ["setting", "default", "meaning"],
            PipelineSettings.All.Select(setting =>
                new[] { Code(setting.Name), setting.Default.Length == 0 ? "" : Code(setting.Default), setting.Meaning }
            )
        );

    public static string Columns<TRow>(IReadOnlyList<ResultColumn<TRow>> columns) =>
        Table(
            ["column", "type", "unit", "meaning"],
            columns.Select(column => new[] { Code(column.Name), TypeName(column.Type), column.Unit, column.Meaning })
        );

    private static string Table(string[] head, IEnumerable<string[]> rows)
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
}

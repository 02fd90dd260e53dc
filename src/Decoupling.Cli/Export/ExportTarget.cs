using Decoupling.Pipeline.Contract;

namespace Decoupling.Cli.Export;

/// <summary>Where rows are written to: one file, or a folder with a file a table or a day of it.</summary>
/// <param name="Path">The file or the folder.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
/// <param name="Format">What rows are written as.</param>
internal sealed record ExportTarget(string Path, bool IsFolder, ExportFormat Format)
{
    /// <summary>A path that is a folder, ends like one or has no ending is a folder.</summary>
    public static ExportTarget Of(string path, ExportFormat format)
    {
        var isFolder =
            Directory.Exists(path)
            || System.IO.Path.EndsInDirectorySeparator(path)
            || System.IO.Path.GetExtension(path).Length == 0;
        return new ExportTarget(System.IO.Path.GetFullPath(path), isFolder, format);
    }

    /// <summary>The file of a table, or of one of its partitions.</summary>
    public string FileOf(TableContract contract, string? partition) =>
        !IsFolder ? Path
        : partition is null ? System.IO.Path.Combine(Path, contract.Table + Ending)
        : System.IO.Path.Combine(Path, contract.Table, partition + Ending);

    private string Ending => "." + Format.ToString().ToLowerInvariant();
}

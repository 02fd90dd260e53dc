using System.IO.Compression;
using CsvHelper;

namespace Decoupling.Pipeline.Archive;

/// <summary>The rows of numbers in files of history: plain, gzip or zip, one or a whole folder, with or without a header.</summary>
internal static class ArchiveRows
{
    private static readonly string[] Endings = [".csv", ".csv.gz", ".zip"];

    private static readonly CsvReaderOptions Options = new()
    {
        HasHeader = false,
        Separator = ',',
        Mode = CsvMode.NoEscape,
        TrackLineNumbers = true,
        SkipEmptyLines = true,
    };

    /// <summary>Calls <paramref name="read"/> with each row but headers, the files in the order given and those of a folder in the order of their names.</summary>
    /// <exception cref="ArchiveException">There is no such file, it is damaged, or a row is refused.</exception>
    public static void Read(IReadOnlyList<string> paths, Action<ArchiveRow> read)
    {
        foreach (var path in paths.SelectMany(Expand))
        {
            try
            {
                using var file = File.OpenRead(path);
                ReadFile(path, file, read);
            }
            catch (Exception exception)
                when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                throw new ArchiveException(path, null, $"It cannot be read: {exception.Message}", exception);
            }
        }
    }

    private static IEnumerable<string> Expand(string path)
    {
        if (!Directory.Exists(path))
        {
            return [path];
        }

        var files = Directory
            .EnumerateFiles(path)
            .Where(file => Endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal)
            .ToArray();
        return files.Length > 0
            ? files
            : throw new ArchiveException(path, null, "The folder has no .csv, .csv.gz or .zip file.");
    }

    private static void ReadFile(string path, FileStream file, Action<ArchiveRow> read)
    {
        Span<byte> magic = stackalloc byte[2];
        var known = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == magic.Length;
        file.Position = 0;
        if (known && magic.SequenceEqual("PK"u8))
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read);
            foreach (
                var entry in zip
                    .Entries.Where(entry => entry.Length > 0)
                    .OrderBy(entry => entry.FullName, StringComparer.Ordinal)
            )
            {
                using var content = entry.Open();
                ReadLines($"{path} ({entry.FullName})", content, read);
            }
        }
        else if (known && magic.SequenceEqual<byte>([0x1f, 0x8b]))
        {
            using var gzip = new GZipStream(file, CompressionMode.Decompress);
            ReadLines(path, gzip, read);
        }
        else
        {
            ReadLines(path, file, read);
        }
    }

    private static void ReadLines(string name, Stream content, Action<ArchiveRow> read)
    {
        using var csv = CsvReader.Create(content, Options, leaveOpen: true);
        try
        {
            while (csv.Read())
            {
                if (csv.LineNumber == 1 && !csv.TryParse<double>(0, out _))
                {
                    continue;
                }

                read(new ArchiveRow(name, csv));
            }
        }
        catch (CsvFormatException exception)
        {
            throw new ArchiveException(name, csv.LineNumber, exception.Message, exception);
        }
    }
}

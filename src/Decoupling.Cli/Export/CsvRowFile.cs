using System.Globalization;
using System.Text;
using CsvHelper;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Cli.Export;

/// <summary>Rows as RFC 4180: a header, texts quoted, numbers bare, times ISO 8601 in UTC, absent values empty.</summary>
internal sealed class CsvRowFile : IRowFile
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    private readonly ExportSelection selection;
    private readonly CsvWriter writer;

    /// <summary>Begins the file with its header. The stream stays open.</summary>
    public CsvRowFile(Stream stream, ExportSelection selection)
    {
        this.selection = selection;
        var text = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
        writer = CsvWriter.Create(text, new CsvWriterOptions { NewLine = "\r\n" }, leaveOpen: false);
        foreach (var column in selection.Columns)
        {
            writer.WriteField(column.Name);
        }

        writer.EndRecord();
    }

    /// <inheritdoc/>
    public async Task WriteAsync(TableRow row, CancellationToken cancellationToken)
    {
        foreach (var value in selection.ValuesOf(row))
        {
            switch (value)
            {
                case null:
                    writer.WriteField("", CsvQuoting.WhenNeeded);
                    break;
                case string text:
                    writer.WriteField(CsvText.Cell(text), CsvQuoting.Always);
                    break;
                case bool flag:
                    writer.WriteField(flag ? "true" : "false");
                    break;
                case int number:
                    writer.WriteField(number.ToString(CultureInfo.InvariantCulture));
                    break;
                case double number:
                    writer.WriteField(number.ToString("R", CultureInfo.InvariantCulture));
                    break;
                case DateTimeOffset at:
                    writer.WriteField(at.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
                    break;
            }
        }

        await writer.EndRecordAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task FinishAsync(CancellationToken cancellationToken) => await writer.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => writer.DisposeAsync();
}

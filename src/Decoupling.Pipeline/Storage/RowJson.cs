using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Decoupling.Pipeline.Storage;

/// <summary>Writes rows as one line of JSON each: keys first, then the columns in their order.</summary>
public static class RowJson
{
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    // Rows go to files and terminals, never into a page: letters such as × and β are written as themselves.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A writer for rows.</summary>
    public static Utf8JsonWriter CreateWriter(IBufferWriter<byte> buffer) => new(buffer, Options);

    /// <summary>Appends a row and a line feed to a buffer.</summary>
    public static void Write(IBufferWriter<byte> buffer, Utf8JsonWriter writer, TableRow row)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(row);

        writer.Reset(buffer);
        writer.WriteStartObject();
        writer.WriteString("PartitionKey", row.PartitionKey);
        writer.WriteString("RowKey", row.RowKey);
        WriteRest(buffer, writer, row.Columns);
    }

    /// <summary>Appends columns alone, without the keys that no column names, and a line feed to a buffer.</summary>
    public static void Write(IBufferWriter<byte> buffer, Utf8JsonWriter writer, IEnumerable<TableColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(columns);

        writer.Reset(buffer);
        writer.WriteStartObject();
        WriteRest(buffer, writer, columns);
    }

    private static void WriteRest(IBufferWriter<byte> buffer, Utf8JsonWriter writer, IEnumerable<TableColumn> columns)
    {
        foreach (var (name, value) in columns)
        {
            WriteColumn(writer, name, value);
        }

        writer.WriteEndObject();
        writer.Flush();
        buffer.Write(NewLine);
    }

    private static void WriteColumn(Utf8JsonWriter writer, string name, object value)
    {
        switch (value)
        {
            case double number:
                writer.WriteNumber(name, number);
                break;
            case string text:
                writer.WriteString(name, text);
                break;
            case int number:
                writer.WriteNumber(name, number);
                break;
            case long number:
                writer.WriteNumber(name, number);
                break;
            case bool flag:
                writer.WriteBoolean(name, flag);
                break;
            case DateTimeOffset at:
                writer.WriteString(name, at.UtcDateTime);
                break;
            default:
                throw new ArgumentException($"Column {name} holds a {value.GetType().Name}, which no table takes.");
        }
    }
}

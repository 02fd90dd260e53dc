using Decoupling.Pipeline.Contract;
using Parquet;
using Parquet.Schema;

namespace Decoupling.Cli.Export;

/// <summary>The values of one column that are not written yet.</summary>
internal abstract class ParquetColumn
{
    public abstract DataField Field { get; }

    public abstract void Set(int row, object? value);

    public abstract Task WriteAsync(ParquetRowGroupWriter group, int rows, CancellationToken cancellationToken);

    public static ParquetColumn Of(StoredColumn column) =>
        column.Type switch
        {
            _ when column.Type == typeof(string) => new Texts(column.Name),
            _ when column.Type == typeof(double) => new Values<double>(Plain<double>(column), value => (double)value),
            _ when column.Type == typeof(int) => new Values<int>(Plain<int>(column), value => (int)value),
            _ when column.Type == typeof(bool) => new Values<bool>(Plain<bool>(column), value => (bool)value),
            _ => new Values<DateTime>(Time(column), value => ((DateTimeOffset)value).UtcDateTime),
        };

    private static DataField Plain<T>(StoredColumn column) => new(column.Name, typeof(T), isNullable: true);

    private static DateTimeDataField Time(StoredColumn column) =>
        new(
            column.Name,
            DateTimeFormat.Timestamp,
            isAdjustedToUTC: true,
            unit: DateTimeTimeUnit.Micros,
            isNullable: true
        );

    private sealed class Texts(string name) : ParquetColumn
    {
        private readonly string?[] values = new string?[ParquetRowFile.GroupRows];

        public override DataField Field { get; } = new(name, typeof(string), isNullable: true);

        public override void Set(int row, object? value) => values[row] = (string?)value;

        public override Task WriteAsync(ParquetRowGroupWriter group, int rows, CancellationToken cancellationToken) =>
            group.WriteAsync(Field, new ArraySegment<string>(values!, 0, rows));
    }

    private sealed class Values<T>(DataField field, Func<object, T> read) : ParquetColumn
        where T : struct
    {
        private readonly T?[] values = new T?[ParquetRowFile.GroupRows];

        public override DataField Field { get; } = field;

        public override void Set(int row, object? value) => values[row] = value is null ? null : read(value);

        public override Task WriteAsync(ParquetRowGroupWriter group, int rows, CancellationToken cancellationToken) =>
            group.WriteAsync<T>(Field, values.AsMemory(0, rows), null, null, cancellationToken);
    }
}

namespace Decoupling.Pipeline.Storage;

/// <summary>Collects a row's columns in order and leaves out those without a value.</summary>
internal sealed class RowBuilder(string partitionKey, string rowKey)
{
    private readonly List<TableColumn> columns = [];

    public RowBuilder Add(string name, object? value)
    {
        if (value is not null)
        {
            columns.Add(new TableColumn(name, value));
        }

        return this;
    }

    public TableRow Build() => new(partitionKey, rowKey, columns);
}

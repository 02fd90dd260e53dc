using Azure.Data.Tables;

namespace Decoupling.Pipeline.Storage;

/// <summary>Maps rows to the client's entities and back; columns come back in the order of their names.</summary>
internal static class EntityMapping
{
    public static TableEntity From(TableRow row)
    {
        var entity = new TableEntity(row.PartitionKey, row.RowKey);
        foreach (var column in row.Columns)
        {
            entity[column.Name] = column.Value;
        }

        return entity;
    }

    public static StoredRow From(TableEntity entity)
    {
        var columns = new List<TableColumn>(entity.Count);
        foreach (var (name, value) in entity)
        {
            if (value is not null && !IsOfTheService(name))
            {
                columns.Add(new TableColumn(name, value));
            }
        }

        columns.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return new StoredRow(new TableRow(entity.PartitionKey, entity.RowKey, columns), entity.ETag.ToString());
    }

    private static bool IsOfTheService(string name) =>
        name is "PartitionKey" or "RowKey" or "Timestamp" || name.StartsWith("odata.", StringComparison.Ordinal);
}

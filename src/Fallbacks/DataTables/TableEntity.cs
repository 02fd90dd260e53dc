using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Azure.Data.Tables;

/// <summary>A row as a dictionary of typed columns; keys, time and version are entries of it too.</summary>
public sealed partial class TableEntity : ITableEntity, IDictionary<string, object?>
{
    internal const string ETagName = "odata.etag";

    private readonly Dictionary<string, object?> columns = [];

    /// <summary>An empty row.</summary>
    public TableEntity() { }

    /// <summary>A row with its keys.</summary>
    public TableEntity(string? partitionKey, string? rowKey)
    {
        PartitionKey = partitionKey!;
        RowKey = rowKey!;
    }

    /// <summary>A row with columns, among them the keys.</summary>
    public TableEntity(IDictionary<string, object?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var (name, value) in values)
        {
            columns[name] = value;
        }
    }

    /// <inheritdoc/>
    public string PartitionKey
    {
        get => GetString(nameof(PartitionKey))!;
        set => columns[nameof(PartitionKey)] = value;
    }

    /// <inheritdoc/>
    public string RowKey
    {
        get => GetString(nameof(RowKey))!;
        set => columns[nameof(RowKey)] = value;
    }

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(nameof(Timestamp));
        set => columns[nameof(Timestamp)] = value;
    }

    /// <inheritdoc/>
    public ETag ETag
    {
        get => GetString(ETagName) is { } etag ? new ETag(etag) : default;
        set => columns[ETagName] = value.ToString();
    }

    /// <inheritdoc/>
    public int Count => columns.Count;

    /// <inheritdoc/>
    public ICollection<string> Keys => columns.Keys;

    ICollection<object?> IDictionary<string, object?>.Values => columns.Values;

    bool ICollection<KeyValuePair<string, object?>>.IsReadOnly => false;

    /// <summary>The value of a column, or <see langword="null"/> when the row does not have it.</summary>
    public object? this[string key]
    {
        get => columns.GetValueOrDefault(key);
        set => columns[key] = value;
    }

    /// <inheritdoc/>
    public void Add(string key, object? value) => columns.Add(key, value);

    /// <inheritdoc/>
    public bool ContainsKey(string key) => columns.ContainsKey(key);

    /// <inheritdoc/>
    public bool Remove(string key) => columns.Remove(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value) =>
        columns.TryGetValue(key, out value);

    /// <inheritdoc/>
    public void Clear() => columns.Clear();

    void ICollection<KeyValuePair<string, object?>>.Add(KeyValuePair<string, object?> item) =>
        columns.Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object?>>.Contains(KeyValuePair<string, object?> item) =>
        ((ICollection<KeyValuePair<string, object?>>)columns).Contains(item);

    void ICollection<KeyValuePair<string, object?>>.CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object?>>)columns).CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object?>>.Remove(KeyValuePair<string, object?> item) =>
        ((ICollection<KeyValuePair<string, object?>>)columns).Remove(item);

    IEnumerator<KeyValuePair<string, object?>> IEnumerable<KeyValuePair<string, object?>>.GetEnumerator() =>
        columns.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => columns.GetEnumerator();
}

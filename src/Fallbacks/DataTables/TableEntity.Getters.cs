namespace Azure.Data.Tables;

public sealed partial class TableEntity
{
    /// <summary>A column of text.</summary>
    /// <exception cref="InvalidOperationException">The column has another type.</exception>
    public string? GetString(string key) => Get<string>(key);

    /// <summary>A column of bytes.</summary>
    /// <exception cref="InvalidOperationException">The column has another type.</exception>
    public byte[]? GetBinary(string key) => Get<byte[]>(key);

    /// <summary>A column of yes or no.</summary>
    /// <exception cref="InvalidOperationException">The column has another type.</exception>
    public bool? GetBoolean(string key) => GetNullable<bool>(key);

    /// <summary>A column of a 32-bit number.</summary>
    /// <exception cref="InvalidOperationException">The column has another type.</exception>
    public int? GetInt32(string key) => GetNullable<int>(key);

    /// <summary>A column of a 64-bit number.</summary>
    /// <exception cref="InvalidOperationException">The column has another type.</exception>
    public long? GetInt64(string key) => GetNullable<long>(key);

    /// <summary>A column of a floating-point number.</summary>
    /// <exception cref="InvalidOperationException">The column has another type.</exception>
    public double? GetDouble(string key) => GetNullable<double>(key);

    /// <summary>A column of an id.</summary>
    /// <exception cref="InvalidOperationException">The column has another type.</exception>
    public Guid? GetGuid(string key) => GetNullable<Guid>(key);

    /// <summary>A column of a time, UTC.</summary>
    /// <exception cref="InvalidOperationException">The column has another type.</exception>
    public DateTimeOffset? GetDateTimeOffset(string key) => GetNullable<DateTimeOffset>(key);

    private T? Get<T>(string key)
        where T : class => this[key] is { } value ? value as T ?? throw Mismatch(key, value, typeof(T)) : null;

    private T? GetNullable<T>(string key)
        where T : struct =>
        this[key] is { } value
            ? value is T typed
                ? typed
                : throw Mismatch(key, value, typeof(T))
            : null;

    private static InvalidOperationException Mismatch(string key, object value, Type wanted) =>
        new($"Column {key} is {value.GetType().Name}, not {wanted.Name}.");
}

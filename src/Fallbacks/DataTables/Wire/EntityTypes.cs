namespace Azure.Data.Tables.Wire;

/// <summary>The one row type that this client knows; the real one also maps classes with properties.</summary>
internal static class EntityTypes
{
    public static IEnumerable<KeyValuePair<string, object?>> Columns(ITableEntity entity) =>
        entity as TableEntity ?? throw Unknown(entity.GetType());

    public static T As<T>(TableEntity entity)
        where T : class, ITableEntity => entity as T ?? throw Unknown(typeof(T));

    private static NotSupportedException Unknown(Type type) =>
        new($"This stand-in for Azure.Data.Tables stores {nameof(TableEntity)} only, not {type.Name}.");
}

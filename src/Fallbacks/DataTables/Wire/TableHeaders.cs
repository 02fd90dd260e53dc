namespace Azure.Data.Tables.Wire;

internal static class TableHeaders
{
    /// <summary>JSON with the types that JSON itself does not have.</summary>
    public const string Json = "application/json;odata=minimalmetadata";

    public const string NextPartitionKey = "x-ms-continuation-NextPartitionKey";
    public const string NextRowKey = "x-ms-continuation-NextRowKey";
    public const string NextTableName = "x-ms-continuation-NextTableName";

    /// <summary>The If-Match header of a version; the default stands for any.</summary>
    public static string IfMatch(ETag version) => version == default ? "*" : version.ToString();
}

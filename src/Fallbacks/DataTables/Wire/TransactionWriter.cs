using System.Text;

namespace Azure.Data.Tables.Wire;

/// <summary>Writes a transaction as the body of a $batch request: one change set, one request for each write.</summary>
internal sealed class TransactionWriter(TableConnection connection, string table)
{
    private readonly StringBuilder body = new();
    private readonly string batch = $"batch_{Guid.NewGuid()}";
    private readonly string changes = $"changeset_{Guid.NewGuid()}";

    public string ContentType => $"multipart/mixed; boundary={batch}";

    public byte[] Write(IReadOnlyList<TableTransactionAction> actions)
    {
        Line($"--{batch}").Line($"Content-Type: multipart/mixed; boundary={changes}").Line();
        foreach (var action in actions)
        {
            Line($"--{changes}")
                .Line("Content-Type: application/http")
                .Line("Content-Transfer-Encoding: binary")
                .Line();
            Write(action);
        }

        Line($"--{changes}--").Line($"--{batch}--");
        return Encoding.UTF8.GetBytes(body.ToString());
    }

    private void Write(TableTransactionAction action)
    {
        var entity = action.Entity;
        var path = TablePaths.Entity(table, entity.PartitionKey, entity.RowKey);
        var version = TableHeaders.IfMatch(action.ETag);
        switch (action.ActionType)
        {
            case TableTransactionActionType.Add:
                Request("POST", table, null, entity);
                break;
            case TableTransactionActionType.UpdateMerge:
                Request("PATCH", path, version, entity);
                break;
            case TableTransactionActionType.UpdateReplace:
                Request("PUT", path, version, entity);
                break;
            case TableTransactionActionType.Delete:
                Request("DELETE", path, version, null);
                break;
            case TableTransactionActionType.UpsertMerge:
                Request("PATCH", path, null, entity);
                break;
            case TableTransactionActionType.UpsertReplace:
                Request("PUT", path, null, entity);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(action), action.ActionType, "Unknown kind of write.");
        }
    }

    private void Request(string method, string path, string? version, ITableEntity? entity)
    {
        Line($"{method} {connection.UriOf(path).AbsoluteUri} HTTP/1.1");
        Line($"x-ms-version: {connection.Version}")
            .Line("DataServiceVersion: 3.0")
            .Line($"Accept: {TableHeaders.Json}");
        if (version is not null)
        {
            Line($"If-Match: {version}");
        }

        if (entity is not null)
        {
            var json = Encoding.UTF8.GetString(EntityWriter.Write(entity));
            Line("Prefer: return-no-content").Line("Content-Type: application/json").Line().Line(json);
        }
        else
        {
            Line().Line();
        }
    }

    private TransactionWriter Line(string text = "")
    {
        body.Append(text).Append("\r\n");
        return this;
    }
}

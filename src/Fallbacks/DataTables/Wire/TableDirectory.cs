using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables.Wire;

/// <summary>The requests for tables as such.</summary>
internal sealed class TableDirectory(TableConnection connection)
{
    private const int NotFound = 404;

    public async Task<Response<TableItem>> CreateAsync(string table, bool mayExist, CancellationToken cancellationToken)
    {
        using var message = connection.CreateMessage(RequestMethod.Post, TablePaths.Tables);
        message.Request.Headers.SetValue("Content-Type", "application/json");
        message.Request.Headers.SetValue("Prefer", "return-no-content");
        var json = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["TableName"] = table });
        message.Request.Content = RequestContent.Create(json);
        try
        {
            var response = await connection.SendAsync(message, null, cancellationToken).ConfigureAwait(false);
            return Response.FromValue(new TableItem(table), response);
        }
        catch (RequestFailedException error) when (mayExist && Exists(error))
        {
            return Response.FromValue(new TableItem(table), message.Response);
        }
    }

    public async Task<Response> DeleteAsync(string table, CancellationToken cancellationToken)
    {
        using var message = connection.CreateMessage(RequestMethod.Delete, TablePaths.Table(table));
        return await connection.SendAsync(message, NotFound, cancellationToken).ConfigureAwait(false);
    }

    public AsyncPageable<TableItem> Query(string? filter, int? maxPerPage, CancellationToken cancellationToken) =>
        new PageSequence<TableItem>(
            (continuation, size, cancellation) => FetchPageAsync(filter, continuation, size, cancellation),
            maxPerPage,
            cancellationToken
        );

    private static bool Exists(RequestFailedException error) =>
        error.ErrorCode is { } code && code == TableErrorCode.TableAlreadyExists;

    private async Task<Page<TableItem>> FetchPageAsync(
        string? filter,
        string? continuation,
        int? size,
        CancellationToken cancellationToken
    )
    {
        var path = TablePaths.Query(
            TablePaths.Tables,
            ("$filter", filter),
            ("$top", TablePaths.Number(size)),
            ("NextTableName", continuation)
        );
        using var message = connection.CreateMessage(RequestMethod.Get, path);
        var response = await connection.SendAsync(message, null, cancellationToken).ConfigureAwait(false);
        using var document = JsonDocument.Parse(response.Content);
        var tables = document.RootElement.GetProperty("value").EnumerateArray();
        TableItem[] items = [.. tables.Select(table => new TableItem(table.GetProperty("TableName").GetString()!))];
        response.Headers.TryGetValue(TableHeaders.NextTableName, out var next);
        return Page<TableItem>.FromValues(items, next, response);
    }
}

using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Telemetry;

namespace Decoupling.Pipeline.Ledger;

/// <summary>Lists inputs that were refused, with the reason and where they lie. The same input is listed once, however often it is retried.</summary>
public sealed class FailureLog(ITableStore tables, TimeProvider clock)
{
    private const int LongestReason = 2_000;

    /// <summary>Lists a refused input.</summary>
    /// <param name="source">Where it lies: a container and a blob's name, never an address with a key.</param>
    /// <param name="reason">A sentence that says what is wrong with it.</param>
    /// <param name="asset">The asset, where it is known.</param>
    /// <param name="slotAt">The slot, where it is known.</param>
    /// <param name="cancellationToken">Stops the write.</param>
    public Task WriteAsync(
        string source,
        string reason,
        string? asset,
        DateTimeOffset? slotAt,
        CancellationToken cancellationToken
    ) => WriteAsync(source, step: null, reason, asset, slotAt, slotAt ?? clock.GetUtcNow(), cancellationToken);

    /// <summary>Lists an input that a step failed on again and again. Each step has a row of its own for it.</summary>
    /// <param name="source">Where it lies: a container and a blob's name, never an address with a key.</param>
    /// <param name="step">The step, by its function's name.</param>
    /// <param name="reason">A sentence that says what is wrong.</param>
    /// <param name="asset">The asset, where it is known.</param>
    /// <param name="slotAt">The slot, where it is known.</param>
    /// <param name="cancellationToken">Stops the write.</param>
    public Task WritePoisonAsync(
        string source,
        string step,
        string reason,
        string? asset,
        DateTimeOffset? slotAt,
        CancellationToken cancellationToken
    ) => WriteAsync(source, step, reason, asset, slotAt, slotAt ?? clock.GetUtcNow(), cancellationToken);

    /// <summary>Lists a refused input that is of no slot, under the day it was written.</summary>
    /// <param name="source">Where it lies: a container and a blob's name, never an address with a key.</param>
    /// <param name="reason">A sentence that says what is wrong with it.</param>
    /// <param name="writtenAt">When the input was written, UTC: a retry on a later day is listed in the same row.</param>
    /// <param name="cancellationToken">Stops the write.</param>
    public Task WriteAsync(
        string source,
        string reason,
        DateTimeOffset writtenAt,
        CancellationToken cancellationToken
    ) => WriteAsync(source, step: null, reason, asset: null, slotAt: null, writtenAt, cancellationToken);

    /// <summary>Reads what was refused or failed since a time, resolved or not.</summary>
    public async IAsyncEnumerable<ListedFailure> ReadAsync(
        DateTimeOffset since,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var stored in tables.ReadTableAsync(ResultTableNames.Failures, null, null, cancellationToken))
        {
            var failure = ListedFailure.From(stored);
            if (failure.RefusedAt >= since)
            {
                yield return failure;
            }
        }
    }

    /// <summary>Marks a failure as resolved, unless it was listed again since it was read: then it stays open.</summary>
    public async Task ResolveAsync(
        ListedFailure failure,
        FailureResolution resolution,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(failure);
        var resolved = failure.Row with
        {
            Columns =
            [
                .. failure.Row.Columns.Where(column => column.Name is not ("ResolvedAt" or "Resolution")),
                new TableColumn("ResolvedAt", at),
                new TableColumn("Resolution", resolution.ToString()),
            ],
        };
        try
        {
            await tables.CommitAsync(
                ResultTableNames.Failures,
                [new TableWrite(TableWriteKind.Replace, resolved, failure.Stored.ETag)],
                cancellationToken
            );
        }
        catch (StoreConflictException)
        {
            // It has failed again meanwhile, or somebody else resolved it.
        }
    }

    private Task WriteAsync(
        string source,
        string? step,
        string reason,
        string? asset,
        DateTimeOffset? slotAt,
        DateTimeOffset listedUnder,
        CancellationToken cancellationToken
    )
    {
        var day = TableKeys.Day(listedUnder);
        var key = step is null ? source : $"{step}:{source}";
        var row = new RowBuilder(day, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32])
            .Add("SchemaVersion", 1)
            .Add("Source", source)
            .Add("Step", step)
            .Add("Reason", Shorten(reason))
            .Add("Asset", asset)
            .Add("SlotAt", slotAt)
            .Add("RefusedAt", clock.GetUtcNow())
            .Build();
        PipelineMetrics.InputFailed(step ?? "Read");
        return tables.UpsertAsync(ResultTableNames.Failures, [row], cancellationToken);
    }

    /// <summary>A reason that a row can hold; it may quote an input of any length, and is not cut inside a surrogate pair.</summary>
    internal static string Shorten(string reason)
    {
        if (reason.Length <= LongestReason)
        {
            return reason;
        }

        var length = char.IsHighSurrogate(reason[LongestReason - 1]) ? LongestReason - 1 : LongestReason;
        return reason[..length] + "…";
    }
}

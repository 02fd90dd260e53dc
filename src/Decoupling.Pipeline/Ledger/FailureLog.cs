using System.Security.Cryptography;
using System.Text;
using Decoupling.Pipeline.Storage;

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
    ) => WriteAsync(source, reason, asset, slotAt, slotAt ?? clock.GetUtcNow(), cancellationToken);

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
    ) => WriteAsync(source, reason, asset: null, slotAt: null, writtenAt, cancellationToken);

    private Task WriteAsync(
        string source,
        string reason,
        string? asset,
        DateTimeOffset? slotAt,
        DateTimeOffset listedUnder,
        CancellationToken cancellationToken
    )
    {
        var day = TableKeys.Day(listedUnder);
        var row = new RowBuilder(day, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)))[..32])
            .Add("SchemaVersion", 1)
            .Add("Source", source)
            .Add("Reason", Shorten(reason))
            .Add("Asset", asset)
            .Add("SlotAt", slotAt)
            .Add("RefusedAt", clock.GetUtcNow())
            .Build();
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

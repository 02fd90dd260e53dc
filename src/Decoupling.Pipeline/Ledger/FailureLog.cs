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
    )
    {
        var day = TableKeys.Day(slotAt ?? clock.GetUtcNow());
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

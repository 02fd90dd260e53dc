using System.Globalization;
using Decoupling.Pipeline.Ledger;
using Decoupling.Pipeline.Snapshots;
using Microsoft.Extensions.Logging;

namespace Decoupling.Pipeline.Steps;

/// <summary>Lists a blob that a step failed on again and again, and closes its slot as Failed, so that nobody tries it for ever. It can be replayed.</summary>
public sealed partial class RecordPoison(FailureLog failures, SlotLedger ledger, ILogger<RecordPoison> logger)
{
    /// <summary>The most tries that a blob is given: host.json's poisonBlobThreshold, and the local host's.</summary>
    public const int MostTries = 5;

    private const int LongestQuote = 200;

    /// <summary>Lists what a message of the poison queue names. Repeating it changes nothing.</summary>
    public Task RunAsync(string message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return PoisonMessage.Read(message) is { } poison
            ? RunAsync(
                poison,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{poison.Function} failed on it {MostTries} times; the log says why."
                ),
                cancellationToken
            )
            : WriteUnreadableAsync(message, cancellationToken);
    }

    /// <summary>Lists a blob that a step failed on.</summary>
    /// <param name="poison">The step and the blob.</param>
    /// <param name="reason">A sentence, without secrets.</param>
    /// <param name="cancellationToken">Stops between the two writes; a repeated run finishes them.</param>
    public async Task RunAsync(PoisonMessage poison, string reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(poison);
        var isSnapshot = poison.Container == SnapshotName.Container;
        var slot = isSnapshot && SnapshotName.TryParse(poison.Blob, out var name) ? name : (SnapshotName?)null;
        LogPoisoned(isSnapshot ? $"{poison.Container}/{poison.Blob}" : poison.Container, reason);
        await failures.WritePoisonAsync(
            $"{poison.Container}/{poison.Blob}",
            poison.Function,
            reason,
            slot?.Asset,
            slot?.SlotAt,
            cancellationToken
        );
        if (slot is { } scored && poison.Function == nameof(ScoreSnapshot))
        {
            await ledger.CloseAsync(scored.Asset, scored.SlotAt, SlotStatus.Failed, reason, cancellationToken);
        }
    }

    private Task WriteUnreadableAsync(string message, CancellationToken cancellationToken)
    {
        var quote = message.Length <= LongestQuote ? message : message[..LongestQuote] + "…";
        return failures.WriteAsync(
            PoisonMessage.Queue,
            $"A message of the poison queue names no function and blob: {quote}",
            asset: null,
            slotAt: null,
            cancellationToken
        );
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Input} is put aside: {Reason} 'decoupling failures' lists it")]
    private partial void LogPoisoned(string input, string reason);
}

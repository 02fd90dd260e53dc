using System.Collections.Concurrent;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues;

/// <summary>How many instruments of a venue get their month of history in one slot: a cold start of many assets is spread over several slots. Safe for
/// parallel use.</summary>
/// <param name="most">The most instruments, at least 1.</param>
public sealed class BackfillQuota(int most)
{
    private readonly ConcurrentDictionary<(string Asset, InstrumentKind Kind, string Symbol), bool> _asked = new();
    private int _given;

    /// <summary>Whether an instrument may ask for its history in this slot; the same answer each time.</summary>
    public bool MayAsk(string asset, InstrumentKind kind, string symbol) =>
        _asked.GetOrAdd((asset, kind, symbol), _ => Interlocked.Increment(ref _given) <= most);

    /// <summary>Whether an instrument was told to wait for a later slot.</summary>
    public bool IsLeftForLater(string asset, InstrumentKind kind, string symbol) =>
        _asked.TryGetValue((asset, kind, symbol), out var mayAsk) && !mayAsk;
}

using System.Collections.Concurrent;

namespace Decoupling.Pipeline.Venues;

/// <summary>Shared replies, one for each type of instrument or currency that a venue lists by.</summary>
/// <param name="time">The clock whose timestamps are counted by.</param>
/// <param name="lifetime">How long each is shared, as of <see cref="SharedReply{T}"/>.</param>
internal sealed class SharedReplies<T>(TimeProvider time, TimeSpan? lifetime = null)
    where T : class
{
    private readonly ConcurrentDictionary<string, SharedReply<T>> _byKey = new(StringComparer.Ordinal);

    /// <summary>The reply for a key that is there or on its way, or a new one.</summary>
    public Task<Reading<Reply<T>>> GetAsync(string key, Func<Task<Reading<Reply<T>>>> ask) =>
        _byKey.GetOrAdd(key, _ => new SharedReply<T>(time, lifetime)).GetAsync(ask);
}

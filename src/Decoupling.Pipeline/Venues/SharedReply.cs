namespace Decoupling.Pipeline.Venues;

/// <summary>A reply about all of a venue's instruments, shared by the assets that ask for it within some seconds. One that failed is asked for again.</summary>
internal sealed class SharedReply<T>(TimeProvider time)
    where T : class
{
    /// <summary>Within one slot's fetch it is the same; its own times are kept, so nothing is made younger by it.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private Task<Reading<Reply<T>>>? _asked;
    private long _askedAt;

    /// <summary>The reply that is there or on its way, or a new one.</summary>
    public Task<Reading<Reply<T>>> GetAsync(Func<Task<Reading<Reply<T>>>> ask)
    {
        lock (_lock)
        {
            var isUsable =
                _asked is { } asked
                && time.GetElapsedTime(_askedAt) < Lifetime
                && (!asked.IsCompleted || (asked.IsCompletedSuccessfully && asked.Result.Value is not null));
            if (!isUsable)
                (_asked, _askedAt) = (ask(), time.GetTimestamp());
            return _asked!;
        }
    }
}

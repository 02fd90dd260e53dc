namespace Decoupling.Pipeline.Venues;

/// <summary>A reply about all of a venue's instruments, shared by the assets that ask for it within some time. One that failed is asked for again.</summary>
/// <param name="time">The clock whose timestamps are counted by.</param>
/// <param name="lifetime">How long it is shared; by default as long as one slot's fetch begins. Its own times are kept, so nothing is made younger by it.</param>
internal sealed class SharedReply<T>(TimeProvider time, TimeSpan? lifetime = null)
    where T : class
{
    /// <summary>For lists of instruments: within slots of a minute they are read each fifth time.</summary>
    public static readonly TimeSpan OfLists = TimeSpan.FromMinutes(4.5);

    private static readonly TimeSpan OfQuotes = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();

    // Each waits on a task of its own: they go on one after the other, in the order in which they asked.
    private readonly List<TaskCompletionSource<Reading<Reply<T>>>> _waiting = [];
    private Reading<Reply<T>> _reply;
    private bool _isAsking;
    private long _askedAt;

    /// <summary>The reply that is there or on its way, or a new one.</summary>
    public async Task<Reading<Reply<T>>> GetAsync(Func<Task<Reading<Reply<T>>>> ask)
    {
        Task<Reading<Reply<T>>>? asked = null;
        lock (_lock)
        {
            if (_isAsking)
            {
                var place = new TaskCompletionSource<Reading<Reply<T>>>();
                _waiting.Add(place);
                asked = place.Task;
            }
            else if (_reply.Value is not null && time.GetElapsedTime(_askedAt) < (lifetime ?? OfQuotes))
            {
                return _reply;
            }
            else
            {
                (_isAsking, _askedAt) = (true, time.GetTimestamp());
            }
        }
        return asked is null ? await AskAsync(ask) : await asked;
    }

    private async Task<Reading<Reply<T>>> AskAsync(Func<Task<Reading<Reply<T>>>> ask)
    {
        try
        {
            var reply = await ask();
            foreach (var place in End(reply))
                place.SetResult(reply);
            return reply;
        }
        catch (OperationCanceledException)
        {
            foreach (var place in End(default))
                place.SetCanceled();
            throw;
        }
    }

    private List<TaskCompletionSource<Reading<Reply<T>>>> End(Reading<Reply<T>> reply)
    {
        lock (_lock)
        {
            (_reply, _isAsking) = (reply, false);
            List<TaskCompletionSource<Reading<Reply<T>>>> waited = [.. _waiting];
            _waiting.Clear();
            return waited;
        }
    }
}

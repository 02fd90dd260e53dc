namespace Decoupling.EndToEnd.Tests.Loopback;

/// <summary>Counts the writes to storage and ends a process hard at one of them. Reads pass uncounted.</summary>
/// <param name="fatalWrite">The write, from 1, at which the process is ended; 0 for none.</param>
/// <param name="moment">Whether the write itself is still done.</param>
internal sealed class WriteGate(int fatalWrite, KillMoment moment)
{
    private static readonly HashSet<string> WriteMethods = ["PUT", "POST", "MERGE", "PATCH", "DELETE"];

    private readonly TaskCompletionSource<CliProcess> victim = new();
    private int count;

    /// <summary>How many writes have come so far.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>Whether the process was ended here.</summary>
    public bool HasStruck { get; private set; }

    /// <summary>Says which process the requests come from.</summary>
    public void Watch(CliProcess process) => victim.SetResult(process);

    /// <summary>Numbers a request: the writes from 1, reads 0.</summary>
    public int NumberOf(string method) => WriteMethods.Contains(method) ? Interlocked.Increment(ref count) : 0;

    /// <summary>Ends the process if this is its moment; true when it is gone and needs no answer.</summary>
    public async Task<bool> StrikesAsync(int number, KillMoment now)
    {
        if (number != 0 && number == fatalWrite && now == moment)
        {
            (await victim.Task).Kill();
            HasStruck = true;
        }

        return HasStruck;
    }
}

/// <summary>When a process is ended, seen from a write.</summary>
internal enum KillMoment
{
    /// <summary>The write was sent and never reaches storage.</summary>
    Before,

    /// <summary>The write was done and its answer never comes.</summary>
    After,
}

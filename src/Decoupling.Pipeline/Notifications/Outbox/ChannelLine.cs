namespace Decoupling.Pipeline.Notifications.Outbox;

/// <summary>A channel within one process: one run at a time tells it. A run that finds it busy leaves what waits to the one that tells, and goes on.</summary>
/// <remarks>Receivers take about a message a second. When many assets alert in one slot, one run is late by the messages of all; were each to wait for its own,
/// all scores would be. What is left here waits in the outbox too: a run that is killed loses nothing.</remarks>
internal sealed class ChannelLine
{
    private readonly Lock gate = new();
    private readonly List<WaitingNotification> left = [];
    private bool isBusy;

    /// <summary>Takes the channel; where another run has it, leaves the notifications to that.</summary>
    /// <returns>Whether the channel was free.</returns>
    public bool TryTake(IReadOnlyList<WaitingNotification> waiting)
    {
        lock (gate)
        {
            if (!isBusy)
            {
                return isBusy = true;
            }

            left.AddRange(waiting);
            return false;
        }
    }

    /// <summary>What others have left meanwhile, for the run that has the channel. Where there is none, or it will not go on, the channel is free again,
    /// and what was left stays in the outbox for the sweep.</summary>
    public IReadOnlyList<WaitingNotification> TakeLeft(bool goesOn)
    {
        lock (gate)
        {
            WaitingNotification[] taken = goesOn ? [.. left] : [];
            left.Clear();
            isBusy = taken.Length > 0;
            return taken;
        }
    }
}

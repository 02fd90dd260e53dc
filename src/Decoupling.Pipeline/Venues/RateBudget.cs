namespace Decoupling.Pipeline.Venues;

/// <summary>A limit of a venue's on the weight of requests, of which a share is taken. Requests are given their places in the order in which they ask. Not
/// thread-safe: its host locks.</summary>
/// <param name="name">What the venue calls it, for people.</param>
/// <param name="documented">The weight that the venue documents for the window, positive.</param>
/// <param name="window">The window's length.</param>
/// <param name="share">What is taken of it, above 0 to 1: others may ask from the same address.</param>
internal abstract class RateBudget(string name, int documented, TimeSpan window, double share)
{
    /// <summary>What is taken of each limit unless there is a reason for more.</summary>
    public const double OrdinaryShare = 0.8;

    /// <summary>What the venue calls it.</summary>
    public string Name => name;

    /// <summary>The weight that the venue documents for the window.</summary>
    public int Documented => documented;

    /// <summary>The window's length.</summary>
    public TimeSpan Window => window;

    /// <summary>The weight that is taken of it, at least 1.</summary>
    public int Taken { get; private set; } = Math.Max(1, (int)(documented * share));

    /// <summary>The weight that is used now.</summary>
    public abstract int Used { get; }

    /// <summary>How long to wait until a weight may be spent, at least a time: <see cref="TimeSpan.MaxValue"/> for never.</summary>
    public abstract TimeSpan WaitFor(int weight, TimeSpan atLeast = default);

    /// <summary>Spends a weight after a wait, which <see cref="WaitFor"/> has given.</summary>
    public abstract void Spend(int weight, TimeSpan after = default);

    /// <summary>Takes the venue's own count, when it is above ours.</summary>
    public abstract void Correct(int usedByVenuesCount);

    /// <summary>Takes the venue's own limit, when it is below the documented one.</summary>
    public void Learn(int limitByVenue)
    {
        if (limitByVenue > 0 && limitByVenue < documented)
            Taken = Math.Max(1, (int)(limitByVenue * share));
    }
}

namespace Decoupling.Pipeline.Venues;

/// <summary>A request's place with a limit: in its queue, then in flight, then answered. Disposed of when the venue has answered, or will not.</summary>
/// <param name="host">The host that is asked, whose lock guards the place.</param>
/// <param name="budget">The limit.</param>
/// <param name="weight">What the request costs of it.</param>
/// <param name="isUrgent">Whether it is served before those that are not.</param>
internal sealed class RatePlace(VenueHost host, RateBudget budget, int weight, bool isUrgent = false) : IDisposable
{
    /// <summary>The limit.</summary>
    public RateBudget Budget => budget;

    /// <summary>What the request costs of the limit.</summary>
    public int Weight => weight;

    /// <summary>Whether it is served before those that are not.</summary>
    public bool IsUrgent => isUrgent;

    /// <summary>Tells the host that the request has been counted by now, or is not to be sent; once.</summary>
    public void Dispose() => host.Leave(this);
}

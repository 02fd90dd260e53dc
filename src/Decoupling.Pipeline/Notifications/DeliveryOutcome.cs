namespace Decoupling.Pipeline.Notifications;

/// <summary>What a receiver made of one attempt.</summary>
/// <param name="Kind">Delivered, to be tried again, refused for good, or the whole channel gone.</param>
/// <param name="Reason">A sentence for a person, without the address.</param>
/// <param name="RetryAfter">How long the receiver asked to be left alone, or <see langword="null"/>.</param>
public sealed record DeliveryOutcome(DeliveryKind Kind, string Reason, TimeSpan? RetryAfter = null)
{
    /// <summary>Whether the receiver may have taken an attempt that did not end well: the next one may then be a repeat, and says so.</summary>
    public bool MayHaveArrived { get; init; }

    /// <summary>Whether the receiver as a whole could not be reached: what else waits for it is left for the next time.</summary>
    public bool IsOutOfReach { get; init; }
}

/// <summary>How an attempt to deliver ended.</summary>
public enum DeliveryKind
{
    /// <summary>The receiver took it.</summary>
    Delivered,

    /// <summary>It may go through later: a busy or failing receiver, or a broken connection.</summary>
    Retry,

    /// <summary>The receiver will never take it: a revoked webhook, a refused address.</summary>
    Refused,

    /// <summary>The receiver will never take anything again: the whole channel is over until somebody says otherwise.</summary>
    Gone,
}

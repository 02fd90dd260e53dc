namespace Decoupling.Pipeline.Venues;

/// <summary>How one try ended, as far as it matters for trying again.</summary>
internal interface IVenueTry
{
    /// <summary>Whether another try may help.</summary>
    bool MayRetry { get; }

    /// <summary>How long the venue told us to wait, or <see langword="null"/>.</summary>
    TimeSpan? RetryAfter { get; }
}

/// <summary>One try of a request: a reply, or why there is none.</summary>
internal sealed record VenueTry<T>(Reading<Reply<T>> Reading, bool MayRetry = false, TimeSpan? RetryAfter = null)
    : IVenueTry
{
    /// <summary>A try that failed for good.</summary>
    public static VenueTry<T> Failed(string reason) => new(new Missing(reason));

    /// <summary>A try that failed and may be repeated.</summary>
    public static VenueTry<T> FailedForNow(string reason, TimeSpan? retryAfter = null) =>
        new(new Missing(reason), MayRetry: true, retryAfter);
}

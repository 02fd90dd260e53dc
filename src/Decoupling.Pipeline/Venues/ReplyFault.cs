namespace Decoupling.Pipeline.Venues;

/// <summary>What a reply says against itself, in its status, its headers or its body.</summary>
/// <param name="Reason">The end of a sentence: "the venue answered HTTP 500".</param>
/// <param name="MayRetry">Whether another try may help.</param>
/// <param name="Hold">How long nothing is to be sent, or <see langword="null"/>.</param>
/// <param name="HoldsVenue">Whether the hold is for all hosts of the venue.</param>
internal sealed record ReplyFault(string Reason, bool MayRetry = false, TimeSpan? Hold = null, bool HoldsVenue = false);

/// <summary>A reply that carries the venue's own error code in its body.</summary>
internal interface ICodedReply
{
    /// <summary>What is wrong by the venue's code, or <see langword="null"/>.</summary>
    ReplyFault? Fault { get; }
}

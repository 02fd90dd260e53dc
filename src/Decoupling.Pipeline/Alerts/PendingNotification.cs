using Decoupling.Alerts;

namespace Decoupling.Pipeline.Alerts;

/// <summary>A notification that waits in the outbox.</summary>
internal sealed record PendingNotification
{
    /// <summary>What is to be told.</summary>
    public required AlertNotification Notification { get; init; }

    /// <summary>The channel that is to be told; <see langword="null"/> for what is held back from all, and in rows of when Slack was the only one.</summary>
    public string? Channel { get; init; }

    /// <summary>When it was put into the outbox, UTC; or put back by hand; what is not taken within two days of it is given up.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How many attempts were begun, at least 0.</summary>
    public required int Attempts { get; init; }

    /// <summary>Not to be sent before this time, UTC.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When the last attempt began whose outcome is not known, UTC; a resend may then be a repeat.</summary>
    public DateTimeOffset? InFlightSinceAt { get; init; }

    /// <summary>Whether it was dead and put back though an earlier attempt may have arrived.</summary>
    public bool IsPossibleRepeat { get; init; }

    /// <summary>The trace in which it was decided, a W3C traceparent, or <see langword="null"/> where nobody collected one.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Why it is held back, or <see langword="null"/> when it is to be sent. What is held back is recorded and never sent from here.</summary>
    public HeldBack? HeldBack { get; init; }
}

/// <summary>What keeps a notification from being sent.</summary>
/// <param name="Cause">What holds it back.</param>
/// <param name="Reason">A sentence for a person.</param>
internal sealed record HeldBack(SuppressionCause Cause, string Reason);

namespace Decoupling.Alerts;

/// <summary>A message that was held back, and why. It is recorded once, and told later if the value still reaches a level when nothing holds it back.</summary>
/// <param name="Notification">What would have been told.</param>
/// <param name="Cause">What held it back.</param>
/// <param name="Reason">A sentence for a person.</param>
public sealed record AlertSuppression(AlertNotification Notification, SuppressionCause Cause, string Reason);

/// <summary>What holds a message back.</summary>
public enum SuppressionCause
{
    /// <summary>Somebody silenced it.</summary>
    Silenced,

    /// <summary>Another rule that fires for the asset says more.</summary>
    Inhibited,

    /// <summary>It is not the time at which the rule tells.</summary>
    OutOfHours,

    /// <summary>It fired again soon after it was over, and is no graver.</summary>
    CoolingDown,
}

using System.Globalization;

namespace Decoupling.Alerts;

/// <summary>Decides what one slot does to one alert and what people are told of it. Pure: the slot's time is the only clock.</summary>
/// <param name="State">The state after the slot, with what has been told.</param>
/// <param name="Notifications">What people are told, at most one of the firing and one of the data.</param>
/// <param name="Suppressions">What is held back from now on, and why.</param>
public sealed record AlertDecision(
    AlertState State,
    IReadOnlyList<AlertNotification> Notifications,
    IReadOnlyList<AlertSuppression> Suppressions
)
{
    /// <summary>Takes one slot alone: moves the alert, then decides what to tell.</summary>
    public static AlertDecision Decide(AlertRule rule, AlertState state, AlertSample sample, AlertContext context)
    {
        var next = AlertTransition.Next(rule, state, sample);
        return ReferenceEquals(next, state) ? new AlertDecision(state, [], []) : Tell(rule, next, sample, context);
    }

    /// <summary>Decides what to tell of an alert that has been moved; with what was moved beside it, in the context.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="state">The alert after <see cref="AlertTransition"/>.</param>
    /// <param name="sample">The row that moved it; where none came, the market without a value at its last slot.</param>
    /// <param name="context">Rules that fire, silences, acknowledgements.</param>
    public static AlertDecision Tell(AlertRule rule, AlertState state, AlertSample sample, AlertContext context)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(context);

        var at = context.CheckedAt ?? sample.SlotAt;
        var notifications = new List<AlertNotification>(2);
        var suppressions = new List<AlertSuppression>(2);
        var told = state.Told;
        var heldBack = "";
        foreach (var kind in Wanted(rule, state, sample, context, at))
        {
            var notification = AlertNotification.From(kind, rule, state, sample);
            if (SuppressionOf(kind, rule, state, sample, context, at) is not ({ } cause, { } reason))
            {
                notifications.Add(notification);
                told = AfterTelling(kind, told, state, at);
                continue;
            }

            var name = $"{notification.Id} {cause}";
            heldBack = heldBack.Length == 0 ? name : $"{heldBack}\n{name}";
            if (!told.HeldBack.Split('\n').Contains(name, StringComparer.Ordinal))
            {
                suppressions.Add(new AlertSuppression(notification, cause, reason));
            }
        }

        return new AlertDecision(
            state with
            {
                Told = told.HeldBack == heldBack ? told : told with { HeldBack = heldBack },
            },
            notifications,
            suppressions
        );
    }

    private static IEnumerable<NotificationKind> Wanted(
        AlertRule rule,
        AlertState state,
        AlertSample sample,
        AlertContext context,
        DateTimeOffset at
    )
    {
        var told = state.Told;
        var isToldOf = told.Generation == state.Generation && state.Generation > 0;
        if (state.IsFiring && !isToldOf)
        {
            // What was held back and is on its way out by now wakes nobody.
            if (state.Marks is [.., { Entered: > 0 }])
            {
                yield return NotificationKind.Fired;
            }
        }
        else if (state.IsFiring && state.LevelsReached > told.LevelsReached)
        {
            yield return NotificationKind.Escalated;
        }
        else if (state.IsFiring && at - told.At >= rule.RemindEvery && !IsKnown(rule, state, sample, context, at))
        {
            yield return NotificationKind.Reminded;
        }
        else if (!state.IsFiring && isToldOf && !told.IsResolved)
        {
            yield return NotificationKind.Resolved;
        }

        var isSilent = state.PhaseBehind is not null;
        if (isSilent && told.SilenceCount < state.SilenceCount)
        {
            yield return state.Phase == AlertPhase.Late ? NotificationKind.Late : NotificationKind.NoData;
        }
        else if (!isSilent && state.SlotsWithoutValue == 0 && told.SilenceCount > 0 && !told.IsDataBack)
        {
            yield return NotificationKind.DataBack;
        }
    }

    private static bool IsKnown(
        AlertRule rule,
        AlertState state,
        AlertSample sample,
        AlertContext context,
        DateTimeOffset at
    )
    {
        var key = AlertNotification.KeyOf(rule, sample);
        return context.Acknowledgements.Any(known =>
            known.AlertKey == key && known.Generation == state.Generation && at < known.UntilAt
        );
    }

    /// <summary>An end is always told: it brings peace, and a receiver that opened an incident must close it.</summary>
    private static (SuppressionCause? Cause, string? Reason) SuppressionOf(
        NotificationKind kind,
        AlertRule rule,
        AlertState state,
        AlertSample sample,
        AlertContext context,
        DateTimeOffset at
    )
    {
        if (kind is NotificationKind.Resolved or NotificationKind.DataBack)
        {
            return default;
        }

        if (context.Silences.FirstOrDefault(silence => silence.Covers(rule, sample, at)) is { } silence)
        {
            return (SuppressionCause.Silenced, $"Silenced by {silence.Author} until {Text(silence.UntilAt)}.");
        }

        if (rule.InhibitedBy.FirstOrDefault(context.FiringRules.Contains) is { } other)
        {
            return (SuppressionCause.Inhibited, $"The rule {other} fires for {sample.Asset}.");
        }

        if (rule.Hours.Count > 0 && !rule.Hours.Any(hours => hours.Contains(at)))
        {
            return (SuppressionCause.OutOfHours, "It is outside the rule's hours.");
        }

        var coolsDownUntil = state.ResolvedAt + rule.Cooldown;
        return
            kind == NotificationKind.Fired
            && state.Told.Generation > 0
            && at < coolsDownUntil
            && state.LevelsReached <= state.Told.LevelsReached
            ? (
                SuppressionCause.CoolingDown,
                $"It was told shortly before; it cools down until {Text(coolsDownUntil!.Value)}."
            )
            : default;
    }

    private static AlertTold AfterTelling(NotificationKind kind, AlertTold told, AlertState state, DateTimeOffset at) =>
        kind switch
        {
            NotificationKind.Fired => told with
            {
                Generation = state.Generation,
                LevelsReached = state.LevelsReached,
                IsResolved = false,
                Reminders = 0,
                At = at,
            },
            NotificationKind.Escalated => told with { LevelsReached = state.LevelsReached, At = at },
            NotificationKind.Reminded => told with { Reminders = told.Reminders + 1, At = at },
            NotificationKind.Resolved => told with { IsResolved = true, At = at },
            NotificationKind.DataBack => told with { IsDataBack = true },
            _ => told with { SilenceCount = state.SilenceCount, IsDataBack = false },
        };

    private static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}

using Decoupling.Alerts;

namespace Decoupling.Pipeline.Tests.Alerts;

/// <summary>What a person would tell, by the list of all that was told before.</summary>
internal sealed partial class AlertReference
{
    private (List<string> Told, List<string> HeldBack) Tell(DateTimeOffset at, AlertContext context)
    {
        var told = new List<string>();
        var held = new HashSet<string>();
        foreach (var (kind, count) in Wanted(at, context).ToArray())
        {
            if (Cause(kind, at, context) is { } cause)
            {
                held.Add($"{kind} {count} {Turn(kind)} {cause}");
            }
            else
            {
                messages.Add(new Message(kind, at, count, Stand.Levels));
                told.Add($"{kind} {count}");
            }
        }

        var news = held.Except(heldBack).Select(one => one.Split(' ')).Select(one => $"{one[0]} {one[1]} {one[3]}");
        var newly = news.ToList();
        heldBack = held;
        return (told, newly);
    }

    /// <summary>What tells two messages of one kind and firing apart.</summary>
    private int Turn(NotificationKind kind) =>
        kind switch
        {
            NotificationKind.Escalated => Stand.Levels,
            NotificationKind.Reminded => messages.Count(message =>
                message.Kind == kind && message.Count == Stand.Generation
            ),
            _ => 0,
        };

    private IEnumerable<(NotificationKind, int)> Wanted(DateTimeOffset at, AlertContext context)
    {
        var isFiring = (Stand.Behind ?? Stand.Phase) is AlertPhase.Firing or AlertPhase.Recovering;
        var ofFiring = messages
            .Where(message => message.Levels > 0 || message.Kind == NotificationKind.Resolved)
            .Where(message => message.Count == Stand.Generation && !IsOfData(message.Kind))
            .ToArray();
        var isAcknowledged = context.Acknowledgements.Any(known =>
            known.Generation == Stand.Generation && at < known.UntilAt
        );
        if (isFiring && ofFiring.Length == 0)
        {
            if (Entered(known[^1]) > 0)
            {
                yield return (NotificationKind.Fired, Stand.Generation);
            }
        }
        else if (isFiring && Stand.Levels > ofFiring.Max(message => message.Levels))
        {
            yield return (NotificationKind.Escalated, Stand.Generation);
        }
        else if (isFiring && at - ofFiring[^1].At >= rule.RemindEvery && !isAcknowledged)
        {
            yield return (NotificationKind.Reminded, Stand.Generation);
        }
        else if (!isFiring && ofFiring.Length > 0 && ofFiring[^1].Kind != NotificationKind.Resolved)
        {
            yield return (NotificationKind.Resolved, Stand.Generation);
        }

        var ofData = messages.Where(message => IsOfData(message.Kind)).ToArray();
        var slots = events.Where(past => past.IsSlot).ToArray();
        if (Stand.Phase is AlertPhase.Late or AlertPhase.NoData)
        {
            if (
                !ofData.Any(message => message.Kind != NotificationKind.DataBack && message.Count == Stand.SilenceCount)
            )
            {
                var kind = Stand.Phase == AlertPhase.Late ? NotificationKind.Late : NotificationKind.NoData;
                yield return (kind, Stand.SilenceCount);
            }
        }
        else if (
            ofData.Length > 0
            && ofData[^1].Kind != NotificationKind.DataBack
            && known.Any(slot => slot.At == slots[^1].At)
        )
        {
            yield return (NotificationKind.DataBack, Stand.SilenceCount);
        }
    }

    private SuppressionCause? Cause(NotificationKind kind, DateTimeOffset at, AlertContext context)
    {
        if (kind is NotificationKind.Resolved or NotificationKind.DataBack)
        {
            return null;
        }

        if (context.Silences.Any(silence => silence.FromAt <= at && at < silence.UntilAt))
        {
            return SuppressionCause.Silenced;
        }

        if (context.FiringRules.Intersect(rule.InhibitedBy).Any())
        {
            return SuppressionCause.Inhibited;
        }

        // The only hours of the campaign: from 22:00 to 00:20 on every day.
        if (rule.Hours.Count > 0 && at.UtcDateTime.AddHours(2).TimeOfDay >= TimeSpan.FromMinutes(140))
        {
            return SuppressionCause.OutOfHours;
        }

        var toldBefore = messages.FindLast(message => message.Kind == NotificationKind.Fired);
        var ended = firings.FindLast(firing => firing.EndAt is not null);
        return
            kind == NotificationKind.Fired
            && toldBefore is not null
            && ended is not null
            && at < ended.EndAt + rule.Cooldown
            && Stand.Levels
                <= messages
                    .Where(message => message.Count == toldBefore.Count && !IsOfData(message.Kind))
                    .Max(message => message.Levels)
            ? SuppressionCause.CoolingDown
            : null;
    }

    private static bool IsOfData(NotificationKind kind) =>
        kind is NotificationKind.Late or NotificationKind.NoData or NotificationKind.DataBack;
}

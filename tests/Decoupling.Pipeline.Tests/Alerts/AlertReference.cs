using Decoupling.Alerts;

namespace Decoupling.Pipeline.Tests.Alerts;

/// <summary>The alert as a person would work it out on paper: keeps every slot, check and message, and begins anew each time.</summary>
internal sealed partial class AlertReference(AlertRule rule, TimeSpan slotLength)
{
    private readonly List<Event> events = [];
    private readonly List<Message> messages = [];
    private HashSet<string> heldBack = [];

    // What the history comes to, worked out anew after each event.
    private List<(DateTimeOffset At, double Value, string? Verdict)> known = [];
    private List<Firing> firings = [];

    /// <summary>A slot, or a check that found none.</summary>
    private sealed record Event(DateTimeOffset At, bool IsSlot, double? Value, string? Verdict);

    private sealed record Message(NotificationKind Kind, DateTimeOffset At, int Count, int Levels);

    /// <summary>A firing, from slot to slot, with the levels that it stood on after its last value.</summary>
    private sealed record Firing(
        DateTimeOffset SinceAt,
        DateTimeOffset? EndAt,
        int Levels,
        bool IsRecovering,
        double Peak
    );

    /// <summary>What the history comes to.</summary>
    internal sealed record Standing(
        AlertPhase Phase,
        AlertPhase? Behind,
        int Generation,
        int Levels,
        int SilenceCount,
        DateTimeOffset? SinceAt,
        double? Peak
    );

    /// <summary>Takes a slot.</summary>
    /// <returns>What is told and what is newly held back; <see langword="null"/> where the slot is not newer.</returns>
    public (List<string> Told, List<string> HeldBack)? TakeSlot(AlertSample sample, AlertContext context)
    {
        if (events.Any(past => past.IsSlot && past.At >= sample.SlotAt))
        {
            return null;
        }

        Add(new Event(sample.SlotAt, true, sample.Value, sample.Verdict));
        return Tell(sample.SlotAt, context);
    }

    /// <summary>Takes a check at a time at which no slot has come.</summary>
    public (List<string> Told, List<string> HeldBack)? TakeCheck(DateTimeOffset now, AlertContext context)
    {
        Add(new Event(now, false, null, null));
        return Stand.Phase == AlertPhase.Late ? Tell(now, context) : null;
    }

    public Standing Stand { get; private set; } = new(AlertPhase.Inactive, null, 0, 0, 0, null, null);

    private void Add(Event next)
    {
        events.Add(next);
        known = FindKnown();
        firings = FindFirings();
        Stand = WorkOut();
    }

    private Standing WorkOut()
    {
        var last = firings.Count > 0 ? firings[^1] : null;
        var (silence, silences) = Silence();
        var isFiring = last is { EndAt: null };
        var behind =
            isFiring ? (last!.IsRecovering ? AlertPhase.Recovering : AlertPhase.Firing)
            : known.Count == 0 ? AlertPhase.Inactive
            : last?.EndAt == known[^1].At ? AlertPhase.Resolved
            : Entered(known[^1]) > 0 ? AlertPhase.Pending
            : last is not null && known[^1].At - last.EndAt < rule.Cooldown ? AlertPhase.Resolved
            : AlertPhase.Inactive;
        return new Standing(
            silence ?? behind,
            silence is null ? null : behind,
            firings.Count,
            isFiring ? last!.Levels : 0,
            silences,
            last?.SinceAt,
            last?.Peak
        );
    }

    /// <summary>Slots with a value as the rule measures it.</summary>
    private List<(DateTimeOffset At, double Value, string? Verdict)> FindKnown()
    {
        var slots = events.Where(past => past.IsSlot && past.Value is { } value && double.IsFinite(value)).ToArray();
        return
        [
            .. from slot in slots
            let before = Array.Find(slots, other => other.At == slot.At - rule.ChangeOver)
            where rule.ChangeOver is null || before is not null
            select (slot.At, slot.Value!.Value - (before?.Value ?? 0), slot.Verdict),
        ];
    }

    private int Entered((DateTimeOffset At, double Value, string? Verdict) slot) =>
        Counts(slot.Verdict) ? rule.Levels.Count(level => IsBeyond(slot.Value, level.Enter)) : 0;

    private int Held((DateTimeOffset At, double Value, string? Verdict) slot) =>
        Counts(slot.Verdict) ? rule.Levels.Count(level => IsBeyond(slot.Value, level.Leave)) : 0;

    private bool Counts(string? verdict) => rule.Verdicts.Count == 0 || rule.Verdicts.Any(one => one == verdict);

    private bool IsBeyond(double value, double level) =>
        rule.Direction == AlertDirection.AtMost ? value <= level : value >= level;

    private List<Firing> FindFirings()
    {
        var found = new List<Firing>();
        for (var i = 0; i < known.Count; i++)
        {
            var slot = known[i];
            var confirmed = ConfirmedAt(i);
            if (found.Count == 0 || found[^1].EndAt is not null)
            {
                if (confirmed > 0)
                {
                    found.Add(new Firing(slot.At, null, confirmed, false, slot.Value));
                }

                continue;
            }

            var open = found[^1];
            var kept = new[] { confirmed, new[] { open.Levels, Held(slot) }.Min() }.Max();
            var quiet = i;
            while (quiet >= 0 && Held(known[quiet]) == 0)
            {
                quiet--;
            }

            var isOver = kept == 0 && i - quiet >= rule.LeaveSlots && slot.At - open.SinceAt >= rule.MinimumHold;
            var peak = Counts(slot.Verdict) && !IsBeyond(open.Peak, slot.Value) ? slot.Value : open.Peak;
            found[^1] = open with
            {
                EndAt = isOver ? slot.At : null,
                Levels = kept == 0 ? open.Levels : kept,
                IsRecovering = kept == 0,
                Peak = peak,
            };
        }

        return found;
    }

    /// <summary>How many levels the value and enough of those before it, within the rule's slots, have reached.</summary>
    private int ConfirmedAt(int at)
    {
        var levels = Entered(known[at]);
        for (; levels > 0; levels--)
        {
            var reached = 0;
            for (var i = at; i >= 0 && known[i].At > known[at].At - (rule.EnterWithinSlots * slotLength); i--)
            {
                reached += Entered(known[i]) >= levels ? 1 : 0;
            }

            if (reached >= rule.EnterSlots)
            {
                break;
            }
        }

        return levels;
    }

    /// <summary>Whether the data is missing after the last event, and how often it went missing.</summary>
    private (AlertPhase? Silence, int Count) Silence()
    {
        var knownAt = known.Select(slot => slot.At).ToHashSet();
        AlertPhase? silence = null;
        var count = 0;
        DateTimeOffset? slotAt = null;

        // The slot before the first is taken to have had a value.
        var valueAt = events.Find(past => past.IsSlot)?.At - slotLength ?? default;
        foreach (var past in events)
        {
            var before = silence;
            if (past.IsSlot)
            {
                slotAt = past.At;
                valueAt = knownAt.Contains(past.At) ? past.At : valueAt;
                var isMissing = (past.At - valueAt) / slotLength >= rule.NoDataAfterSlots;
                silence = isMissing && known.Count > 0 && known[0].At <= past.At ? AlertPhase.NoData : null;
            }
            else if (past.At - slotAt > rule.LateAfter)
            {
                silence = AlertPhase.Late;
            }

            count += silence is not null && silence != before ? 1 : 0;
        }

        return (silence, count);
    }
}

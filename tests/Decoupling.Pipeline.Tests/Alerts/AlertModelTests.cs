using System.Text.Json;
using Decoupling.Alerts;
using Decoupling.Pipeline.Alerts;

namespace Decoupling.Pipeline.Tests.Alerts;

/// <summary>Random histories of an alert against <see cref="AlertReference"/>: ten million steps in the full campaign.</summary>
/// <remarks>A step is a slot (with a value on and around the levels, with none, repeated, late, or after a gap) or a check that no slot came.
/// Between steps the state goes through its stored form, and other deciders decide from the state that they read before.</remarks>
public sealed class AlertModelTests
{
    private const int StepsPerHistory = 25;
    private static readonly TimeSpan Slot = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset FirstSlotAt = new(2026, 1, 5, 22, 30, 0, TimeSpan.Zero);
    private static readonly double?[] Values =
    [
        null,
        double.NaN,
        0,
        5.999,
        6,
        9.999,
        10,
        11.999,
        12,
        15,
        20,
        31,
        1e300,
    ];
    private static readonly AlertLevel[] Ladder =
    [
        new(AlertSeverity.Info, 10, 6),
        new(AlertSeverity.Warning, 15, 12),
        new(AlertSeverity.Critical, 20, 12),
    ];

    [Fact]
    public void Decide_AnyHistory_AgreesWithTheReference()
    {
        var told = new Dictionary<string, int>();
        for (var seed = 0; seed < Campaign.Count(10_000_000 / StepsPerHistory); seed++)
        {
            Run(seed, told);
        }

        // The histories are worth something only if they come everywhere.
        // A digest and an acknowledgement are told of by no decision.
        foreach (
            var kind in Enum.GetNames<NotificationKind>()
                .Except([nameof(NotificationKind.Digest), nameof(NotificationKind.Acknowledged)])
        )
        {
            told.Keys.ShouldContain(kind);
        }

        foreach (var cause in Enum.GetNames<SuppressionCause>())
        {
            told.Keys.ShouldContain(cause);
        }
    }

    private static void Run(int seed, Dictionary<string, int> told)
    {
        var random = new Random(seed);
        var rule = RuleOf(random);
        rule.Validate();
        var reference = new AlertReference(rule, Slot);
        var state = AlertState.Initial;
        var stale = state;
        var ids = new HashSet<string>();
        var newest = 0;
        for (var step = 0; step < StepsPerHistory; step++)
        {
            var context = ContextOf(random, newest, state);
            var isCheck = random.Next(6) == 0;
            var slot = Math.Max(0, newest + StepOf(random));
            newest = isCheck ? newest : Math.Max(newest, slot);
            var sample = SampleOf(random, rule, slot);
            var now = FirstSlotAt + (newest * Slot) + TimeSpan.FromMinutes(random.Next(1, 30));
            var expected = isCheck ? reference.TakeCheck(now, context) : reference.TakeSlot(sample, context);
            var decision = isCheck
                ? Check(rule, state, now, context)
                : AlertDecision.Decide(rule, state, sample, context);

            // Another decider read before the last commit; its own commit fails by version, and what it tells is never stored.
            _ = isCheck ? Check(rule, stale, now, context) : AlertDecision.Decide(rule, stale, sample, context);
            stale = state;
            state = random.Next(10) == 0 ? Restarted(decision.State) : decision.State;

            var heldBack = decision.Suppressions.Select(held => $"{Named(held.Notification)} {held.Cause}");
            if (
                !decision.Notifications.Select(Named).SequenceEqual(expected?.Told ?? [])
                || !heldBack.SequenceEqual(expected?.HeldBack ?? [])
                || StandingOf(state) != reference.Stand
                || !decision.Notifications.All(notification => ids.Add(notification.Id))
            )
            {
                Assert.Fail(
                    $"""
                    History {seed}, step {step}, {(isCheck ? $"check {now:t}" : $"slot {slot}: {sample.Value}")}; {rule}
                    told {Joined(decision.Notifications.Select(Named))}, reference {Joined(expected?.Told)}
                    held back {Joined(heldBack)}, reference {Joined(expected?.HeldBack)}
                    {StandingOf(state)}
                    {reference.Stand}
                    """
                );
            }

            foreach (var notification in decision.Notifications)
            {
                told[$"{notification.Kind}"] = told.GetValueOrDefault($"{notification.Kind}") + 1;
            }

            foreach (var held in decision.Suppressions)
            {
                told[$"{held.Cause}"] = told.GetValueOrDefault($"{held.Cause}") + 1;
            }

            // The decider that lost begins again from what was stored, and finds the step done.
            if (!isCheck && !ReferenceEquals(AlertDecision.Decide(rule, state, sample, context).State, state))
            {
                Assert.Fail($"History {seed}, step {step}: the same slot was decided twice.");
            }
        }
    }

    private static string Joined(IEnumerable<string>? names) => string.Join(", ", names ?? []);

    /// <summary>Mostly the next slot; at times the same one, an older one, or one after a gap.</summary>
    private static int StepOf(Random random) =>
        random.Next(6) switch
        {
            0 => -random.Next(3),
            1 => random.Next(2, 6),
            _ => 1,
        };

    private static AlertDecision Check(AlertRule rule, AlertState state, DateTimeOffset now, AlertContext context)
    {
        var next = AlertTransition.WithoutSlot(rule, state, now);
        return next.Phase == AlertPhase.Late
            ? AlertDecision.Tell(
                rule,
                next,
                new AlertSample
                {
                    Asset = "BTC",
                    Venue = "bybit",
                    Symbol = "BTCUSDT",
                    SlotAt = next.LastSlotAt,
                    Value = null,
                    Summary = "No slot came.",
                },
                context with
                {
                    CheckedAt = now,
                }
            )
            : new AlertDecision(next, [], []);
    }

    private static AlertState Restarted(AlertState state) =>
        JsonSerializer.Deserialize(JsonSerializer.Serialize(state, NotificationJson.State), NotificationJson.State)!;

    /// <summary>What happened and its number, as the id has it: of the firing, or of the silence of the data.</summary>
    private static string Named(AlertNotification notification) =>
        $"{notification.Kind} {notification.Id.Split('/')[4]}";

    private static AlertReference.Standing StandingOf(AlertState state) =>
        new(
            state.Phase,
            state.PhaseBehind,
            state.Generation,
            state.LevelsReached,
            state.SilenceCount,
            state.SinceAt,
            state.PeakValue
        );

    private static AlertRule RuleOf(Random random)
    {
        var sign = random.Next(2) == 0 ? 1 : -1;
        var within = random.Next(1, 5);
        return DislocationRows.Rule with
        {
            Direction = sign > 0 ? AlertDirection.AtLeast : AlertDirection.AtMost,
            Levels =
            [
                .. Ladder
                    .Take(random.Next(1, 4))
                    .Select(level => new AlertLevel(level.Severity, sign * level.Enter, sign * level.Leave)),
            ],
            ChangeOver = random.Next(4) == 0 ? 2 * Slot : null,
            EnterWithinSlots = within,
            EnterSlots = random.Next(1, within + 1),
            LeaveSlots = random.Next(1, 4),
            MinimumHold = random.Next(3) * 3 * Slot,
            Cooldown = random.Next(3) * 6 * Slot,
            RemindEvery = random.Next(2) == 0 ? 4 * Slot : null,
            NoDataAfterSlots = random.Next(3) == 0 ? null : random.Next(1, 4),
            LateAfter = random.Next(3) == 0 ? null : TimeSpan.FromMinutes(12),
            Verdicts = random.Next(3) == 0 ? ["VenueLocal", "Unclear"] : [],
            InhibitedBy = ["market"],
            Hours = random.Next(4) == 0 ? [new AlertHours([], new TimeOnly(22, 0), new TimeOnly(0, 20))] : [],
        };
    }

    private static AlertSample SampleOf(Random random, AlertRule rule, int slot) =>
        new()
        {
            Asset = "BTC",
            Venue = "bybit",
            Symbol = "BTCUSDT",
            SlotAt = FirstSlotAt + (slot * Slot),
            Value = Values[random.Next(Values.Length)] * (rule.Direction == AlertDirection.AtLeast ? 1 : -1),
            Verdict = random.Next(4) == 0 ? "MarketWide" : "VenueLocal",
            Summary = "It stands apart.",
        };

    private static AlertContext ContextOf(Random random, int newest, AlertState state)
    {
        var from = FirstSlotAt + ((newest + random.Next(-3, 4)) * Slot);
        return new AlertContext
        {
            FiringRules = random.Next(5) == 0 ? ["other", "market"] : ["other"],
            Silences =
                random.Next(5) == 0
                    ? [new AlertSilence("1", "dis*", "?TC", "*", from, from + (3 * Slot), "ann", "a test")]
                    : [],
            Acknowledgements =
                random.Next(3) == 0
                    ?
                    [
                        new AlertAcknowledgement(
                            "dislocation/BTC/bybit/BTCUSDT",
                            state.Generation,
                            "bob",
                            from + (4 * Slot)
                        ),
                    ]
                    : [],
        };
    }
}

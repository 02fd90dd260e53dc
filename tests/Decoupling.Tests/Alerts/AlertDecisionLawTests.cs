using Decoupling.Alerts;
using FsCheck;
using FsCheck.Fluent;

namespace Decoupling.Tests.Alerts;

/// <summary>Random histories, late and repeated slots among them, against a model that keeps the whole history.</summary>
public sealed class AlertDecisionLawTests
{
    // Around and on the levels 10 and 6, with far values and gaps.
    private static readonly double?[] Values = [null, double.NaN, -50, 5.999, 6, 6.001, 9.999, 10, 10.001, 50, 1e300];

    private static Gen<(int Slot, double? Value)[]> Histories =>
        from count in Gen.Choose(0, 40)
        from history in (
            from slot in Gen.Choose(0, 30)
            from value in Gen.Elements(Values)
            select (slot, value)
        ).ArrayOf(count)
        select history;

    [Fact]
    public void Decide_AnyHistory_AgreesWithTheModel() =>
        Law.HoldsFor(Histories, history => Check(AlertHistory.AtLeast, 1, history));

    [Fact]
    public void Decide_AnyMirroredHistory_AgreesWithTheModel() =>
        Law.HoldsFor(Histories, history => Check(AlertHistory.AtMost, -1, history));

    [Fact]
    public void Decide_SlotsRepeatedOrLate_TellTheSameAsWithoutThem() =>
        Law.HoldsFor(
            Histories,
            history =>
            {
                var newest = -1;
                var inOrder = history.Where(sample => sample.Slot > newest && (newest = sample.Slot) >= 0).ToArray();

                Told(history).ShouldBe(Told(inOrder));
            }
        );

    private static void Check(AlertRule rule, int sign, (int Slot, double? Value)[] history)
    {
        var state = AlertState.Initial;
        var model = new Model();
        foreach (var (slot, value) in history)
        {
            var sample = AlertHistory.Sample(slot, sign * value);
            var (after, notifications, suppressions) = AlertDecision.Decide(rule, state, sample, AlertContext.None);
            var expected = model.Take(slot, value);

            notifications.Select(told => (NotificationKind?)told.Kind).SingleOrDefault().ShouldBe(expected);
            suppressions.ShouldBeEmpty();
            after.IsFiring.ShouldBe(model.Firing.Count > 0);
            after.Generation.ShouldBe(model.Firings);
            if (model.Firing.Count > 0)
            {
                after.SinceAt.ShouldBe(AlertHistory.SlotAt(model.Firing[0].Slot));
                after.PeakValue.ShouldBe(sign * model.Firing.Max(taken => taken.Value));
            }

            state = after;
        }
    }

    private static List<string> Told((int Slot, double? Value)[] history)
    {
        var told = new List<string>();
        var state = AlertState.Initial;
        foreach (var (slot, value) in history)
        {
            (state, var notifications, _) = AlertDecision.Decide(
                AlertHistory.AtLeast,
                state,
                AlertHistory.Sample(slot, value),
                AlertContext.None
            );
            told.AddRange(notifications.Select(notification => $"{notification.Id} at {notification.SlotAt:u}"));
        }

        return told;
    }

    /// <summary>Fires at 10 and resolves under 6; keeps every value of the present firing.</summary>
    private sealed class Model
    {
        private int newest = -1;

        public List<(int Slot, double Value)> Firing { get; } = [];

        public int Firings { get; private set; }

        public NotificationKind? Take(int slot, double? value)
        {
            if (slot <= newest)
            {
                return null;
            }

            newest = slot;
            if (value is not { } known || double.IsNaN(known))
            {
                return null;
            }

            if (Firing.Count > 0 && known < 6)
            {
                Firing.Clear();
                return NotificationKind.Resolved;
            }

            if (Firing.Count > 0 || known >= 10)
            {
                Firing.Add((slot, known));
                Firings += Firing.Count == 1 ? 1 : 0;
                return Firing.Count == 1 ? NotificationKind.Fired : null;
            }

            return null;
        }
    }
}

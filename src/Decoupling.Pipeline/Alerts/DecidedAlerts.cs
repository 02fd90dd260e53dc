using Decoupling.Alerts;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Alerts;

/// <summary>Decisions that commit in one transaction, with what each channel is told of them.</summary>
/// <param name="Decisions">The alerts and what was decided.</param>
/// <param name="Told">What is told, a message a channel.</param>
internal sealed record DecidedAlerts(
    IReadOnlyList<(MovedAlert Alert, AlertDecision Decision)> Decisions,
    IReadOnlyList<RoutedNotification> Told
)
{
    /// <summary>What is held back, of all channels at once.</summary>
    public IEnumerable<AlertSuppression> HeldBack => Decisions.SelectMany(pair => pair.Decision.Suppressions);

    private int Writes => Decisions.Count + Told.Count + HeldBack.Count();

    /// <summary>Cuts decisions into transactions, each as large as one takes, since a group is told of what commits together. A decision makes few writes: alone it always fits.</summary>
    public static IEnumerable<DecidedAlerts> InTransactions(
        IReadOnlyList<AlertRule> rules,
        IReadOnlyList<AlertChannel> channels,
        IReadOnlyList<(MovedAlert Alert, AlertDecision Decision)> decisions
    )
    {
        for (var (start, count) = (0, 0); start < decisions.Count; start += count)
        {
            count = Math.Min(decisions.Count - start, TableRules.MaximumTransactionWrites);
            var decided = Of(rules, channels, decisions, start, count);
            while (decided.Writes > TableRules.MaximumTransactionWrites && count > 1)
            {
                count = Math.Max(1, count * TableRules.MaximumTransactionWrites / decided.Writes);
                decided = Of(rules, channels, decisions, start, count);
            }

            yield return decided;
        }
    }

    private static DecidedAlerts Of(
        IReadOnlyList<AlertRule> rules,
        IReadOnlyList<AlertChannel> channels,
        IReadOnlyList<(MovedAlert Alert, AlertDecision Decision)> decisions,
        int start,
        int count
    )
    {
        (MovedAlert Alert, AlertDecision Decision)[] some = [.. decisions.Skip(start).Take(count)];
        AlertNotification[] notifications = [.. some.SelectMany(pair => pair.Decision.Notifications)];
        return new DecidedAlerts(some, AlertRouting.Route(rules, channels, notifications));
    }
}

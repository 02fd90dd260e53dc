using System.Globalization;
using Decoupling.Alerts;
using Decoupling.Pipeline.Alerts.Backtest;

namespace Decoupling.Cli.Commands;

/// <summary>Prints a backtest: a line a firing with its messages, then a line a rule.</summary>
internal static class BacktestView
{
    public static void Write(IReadOnlyList<AlertRule> rules, RulesBacktest backtest)
    {
        foreach (var firing in backtest.Firings)
        {
            var rule = rules.First(rule => firing.AlertKey.StartsWith($"{rule.Name}/", StringComparison.Ordinal));
            var severity = rule.Levels[firing.LevelsReached - 1].Severity;
            var peak = firing.PeakValue is { } value
                ? $", peak {value.ToString("0.###", CultureInfo.InvariantCulture)}"
                : "";
            Console.WriteLine(
                $"{Time(firing.SinceAt)} {firing.AlertKey} {severity}{peak}, {Length(firing)}. {MessagesOf(backtest, firing)}"
            );
        }

        foreach (var rule in rules)
        {
            Console.WriteLine(Summary(rule, backtest));
        }
    }

    private static string MessagesOf(RulesBacktest backtest, BacktestFiring firing)
    {
        var messages = backtest
            .Messages.Where(message => IsOf(message.Notification, firing))
            .GroupBy(message => (message.Notification.SlotAt, message.Notification.Kind, message.HeldBackCause))
            .Select(told =>
                told.Key.HeldBackCause is { } cause
                    ? $"{told.Key.Kind} held back ({cause})"
                    : $"{told.Key.Kind} sent{To(told.Select(message => message.Channel!))}"
            );
        return string.Join(", ", messages.DefaultIfEmpty("Nothing told")) + ".";
    }

    private static string To(IEnumerable<string> channels) =>
        channels.Where(channel => channel != AlertChannel.None.Name).ToArray() is { Length: > 0 } told
            ? $" to {string.Join(", ", told)}"
            : "";

    /// <summary>Whether a message is of a firing: alone, or as a member of a group.</summary>
    private static bool IsOf(AlertNotification notification, BacktestFiring firing) =>
        notification.SlotAt >= firing.SinceAt
        && !(notification.SlotAt > firing.EndedAt)
        && (
            notification.AlertKey == firing.AlertKey
            || notification.Members.Any(member => member.AlertKey == firing.AlertKey)
        );

    private static string Summary(AlertRule rule, RulesBacktest backtest)
    {
        var firings = backtest
            .Firings.Where(firing => firing.AlertKey.StartsWith($"{rule.Name}/", StringComparison.Ordinal))
            .ToArray();
        var messages = backtest.Messages.Where(message => message.Notification.Rule == rule.Name).ToArray();
        var sent = messages.Where(message => message.HeldBackCause is null).ToArray();
        var byChannel = string.Join(
            ", ",
            sent.Where(message => message.Channel != AlertChannel.None.Name)
                .GroupBy(message => message.Channel)
                .Select(channel => $"{channel.Key} {channel.Count()}")
        );
        var steps = rule.Levels.Select(
            (level, i) => $"{level.Severity} {firings.Count(firing => firing.LevelsReached == i + 1)}"
        );
        var lengths = firings
            .Where(firing => firing.EndedAt is not null)
            .Select(firing => (firing.EndedAt!.Value - firing.SinceAt).TotalMinutes)
            .Order()
            .ToArray();
        var median =
            lengths.Length > 0
                ? $", median {lengths[lengths.Length / 2].ToString("0", CultureInfo.InvariantCulture)} min"
                : "";
        return $"Rule {rule.Name}: {firings.Length} firings ({string.Join(", ", steps)}){median}; {sent.Length} messages sent{(byChannel.Length > 0 ? $" ({byChannel})" : "")}, {messages.Length - sent.Length} held back.";
    }

    private static string Length(BacktestFiring firing) =>
        firing.EndedAt is { } end
            ? $"{(end - firing.SinceAt).TotalMinutes.ToString("0", CultureInfo.InvariantCulture)} min"
            : "not over";

    private static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}

using System.Globalization;
using Decoupling.Pipeline.Notifications.Outbox;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Cli.Commands;

/// <summary>Prints notifications: a line each, what needs a hand last.</summary>
internal static class NotificationsView
{
    public static void Write(
        IReadOnlyList<TableRow> waiting,
        IReadOnlyList<TableRow> dead,
        IReadOnlyList<TableRow> attempts,
        IReadOnlyList<RestingChannel> resting,
        IReadOnlyList<GoneChannel> gone
    )
    {
        foreach (var row in attempts.OrderBy(row => row["StartedAt"] ?? row["SlotAt"]))
        {
            var repeat = row["PossibleRepeat"] is true ? ", possible repeat" : "";
            var number = row["Attempt"] is int attempt ? $" {attempt}" : "";
            Console.WriteLine(
                $"{Time(row["StartedAt"] ?? row["SlotAt"])} {row["Outcome"]}{number} {row["Channel"]} {row["NotificationId"]}{repeat}: {row["Reason"]}"
            );
        }

        foreach (var row in waiting)
        {
            Console.WriteLine(
                $"Waiting {Channel(row)} {row["NotificationId"]}: due {Time(row["DueAt"])}, {row["Attempts"]} attempts"
            );
        }

        foreach (var row in dead)
        {
            Console.WriteLine(
                $"Dead {Channel(row)} {row["NotificationId"]}: {row["Reason"]} ({Time(row["DiedAt"])}, {row["Attempts"]} attempts)"
            );
        }

        foreach (var channel in resting)
        {
            Console.WriteLine($"Resting {channel.Channel} until {Time(channel.UntilAt)}: its receiver asked for it.");
        }

        foreach (var channel in gone)
        {
            Console.WriteLine(
                $"Disabled {channel.Channel} since {Time(channel.SinceAt)}: {channel.Reason}. 'decoupling notifications enable {channel.Channel}' tells it again."
            );
        }

        Console.WriteLine($"{waiting.Count} wait, {dead.Count} are dead, {attempts.Count} attempts and suppressions.");
    }

    // Once there was one channel only, and rows did not name it.
    private static object Channel(TableRow row) => row["Channel"] ?? "slack";

    private static string Time(object? at) =>
        at is DateTimeOffset time
            ? time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)
            : "";
}

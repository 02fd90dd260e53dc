using System.Globalization;
using Decoupling.Alerts;

namespace Decoupling.Pipeline.Notifications;

/// <summary>The words of a notification, the same in every channel: plain text that each channel escapes and cuts by its own rules.</summary>
internal static class NotificationText
{
    /// <summary>What and how much, for the lock screen.</summary>
    public static string Headline(AlertNotification notification, bool possibleRepeat)
    {
        var repeat = possibleRepeat ? " (possible repeat)" : "";
        if (notification.Kind == NotificationKind.Digest)
        {
            return possibleRepeat ? $"(possible repeat) {notification.Title}" : notification.Title;
        }

        var value = notification.Value is { } known ? $", {Number(known)} {notification.Unit}" : "";
        var where =
            notification.Members.Count > 1
                ? $"{notification.Members.Count} markets"
                : $"{notification.Venue} {notification.Symbol}";
        return $"{Mark(notification)}{repeat}: {notification.Asset} {notification.Title} on {where}{value}";
    }

    private static string Mark(AlertNotification notification) =>
        notification.Kind switch
        {
            NotificationKind.Fired => notification.Severity.ToString(),
            NotificationKind.Escalated => $"{notification.Severity}, graver",
            NotificationKind.Reminded => $"{notification.Severity}, still",
            NotificationKind.NoData => "No data",
            NotificationKind.Late => "Late",
            NotificationKind.DataBack => "Data back",
            NotificationKind.Acknowledged => "Acknowledged",
            _ => "Resolved",
        };

    /// <summary>The figures that every alert has: value, threshold, since when, where, peak, verdict, the data's age, drivers.</summary>
    public static IEnumerable<AlertFact> FixedFacts(AlertNotification notification)
    {
        if (notification.Kind == NotificationKind.Digest)
        {
            yield break;
        }

        var unit = notification.Unit;
        var change = notification.ChangeOver is { } over ? $", change over {Length(over)}" : "";
        if (notification.Value is { } value)
        {
            yield return new AlertFact("Value", $"{Number(value)} {unit}{change}");
        }

        yield return new AlertFact("Threshold", Threshold(notification));
        yield return new AlertFact(
            "Since",
            $"{Time(notification.SinceAt)} ({Length(notification.SlotAt - notification.SinceAt)})"
        );
        yield return new AlertFact("Venue", $"{notification.Venue} {notification.Symbol}");
        if (notification.PeakValue is { } peak)
        {
            yield return new AlertFact("Peak", $"{Number(peak)} {unit}");
        }

        if (notification.Verdict is { } verdict)
        {
            yield return new AlertFact("Verdict", verdict);
        }

        if (notification.DataAge is { } age)
        {
            yield return new AlertFact("Data", $"{age.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s old");
        }

        if (notification.Drivers.Count > 0)
        {
            yield return new AlertFact("Drivers", Drivers(notification));
        }
    }

    /// <summary>The level that fires, or, of what is over, the one that it went beyond.</summary>
    public static string Threshold(AlertNotification notification) =>
        (notification.Kind == NotificationKind.Resolved, notification.Direction) switch
        {
            (false, AlertDirection.AtLeast) => $"fires at ≥ {Number(notification.EnterLevel)} {notification.Unit}",
            (false, _) => $"fires at ≤ {Number(notification.EnterLevel)} {notification.Unit}",
            (_, AlertDirection.AtLeast) => $"resolves under {Number(notification.LeaveLevel)} {notification.Unit}",
            _ => $"resolves over {Number(notification.LeaveLevel)} {notification.Unit}",
        };

    /// <summary>The parts with their shares, the largest first; empty where they are not known.</summary>
    public static string Drivers(AlertNotification notification) =>
        string.Join(", ", notification.Drivers.Select(driver => $"{driver.Name} {Number(100 * driver.Share)} %"));

    /// <summary>A market that the message stands for, with its value.</summary>
    public static string Member(AlertMember member) =>
        member.Value is { } value
            ? $"{member.Venue} {member.Symbol} {Number(value)}"
            : $"{member.Venue} {member.Symbol}";

    /// <summary>The slot, the rule and the id.</summary>
    public static string Origin(AlertNotification notification) =>
        $"Slot {Time(notification.SlotAt)}. Rule {notification.Rule}. Id {notification.Id}.";

    /// <summary>A figure with at most three decimals.</summary>
    public static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>A time to the minute, UTC.</summary>
    public static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>A length in minutes, from an hour on in hours.</summary>
    public static string Length(TimeSpan length) =>
        length < TimeSpan.FromHours(1)
            ? $"{length.TotalMinutes.ToString("0", CultureInfo.InvariantCulture)} min"
            : $"{length.TotalHours.ToString("0.#", CultureInfo.InvariantCulture)} h";
}

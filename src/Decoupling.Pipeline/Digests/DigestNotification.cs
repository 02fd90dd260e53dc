using System.Globalization;
using Decoupling.Alerts;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Digests;

/// <summary>Puts a day into one message, as Info: what was told and held back, which slots are missing, which venues and data were bad, what was biggest.</summary>
internal static class DigestNotification
{
    /// <summary>What stands in the place of a rule's name.</summary>
    public const string Rule = "digest";

    // A digest is no incident, which somebody would have to close.
    private static readonly string[] Channels = ["slack", "teams", "discord", "webhook", "cloudevents"];

    public static AlertNotification Compose(DayDigest digest)
    {
        var day = digest.DayAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new AlertNotification
        {
            Id = $"{Rule}/{day}",
            AlertKey = Rule,
            Kind = NotificationKind.Digest,
            Rule = Rule,
            Title = $"Digest of {day}: {AlertsInShort(digest.Alerts)}, {SlotsInShort(digest.Slots)}",
            Severity = AlertSeverity.Info,
            Asset = TableKeys.AllAssets,
            Venue = TableKeys.AllAssets,
            Symbol = TableKeys.AllAssets,
            SlotAt = digest.DayAt.AddDays(1),
            SinceAt = digest.DayAt,
            EnterLevel = 0,
            LeaveLevel = 0,
            Direction = AlertDirection.AtLeast,
            Unit = "",
            Summary = "",
            Facts = [.. Facts(digest)],
            Channels = Channels,
        };
    }

    private static IEnumerable<AlertFact> Facts(DayDigest digest)
    {
        yield return new AlertFact("Alerts", AlertsOf(digest.Alerts));
        foreach (var slots in digest.Slots)
        {
            yield return new AlertFact($"Slots of {slots.Asset}", SlotsOf(slots));
        }

        yield return new AlertFact("Venues", VenuesOf(digest));
        yield return new AlertFact("Data", DataOf(digest.Scores));
        if (digest.Scores.LargestDislocations is { Count: > 0 } dislocations)
        {
            yield return new AlertFact(
                "Largest dislocations",
                string.Join(
                    "; ",
                    dislocations.Select(one =>
                        Text($"{one.Market} {one.Value:0.00} × both floors at {one.SlotAt.UtcDateTime:HH:mm}")
                    )
                )
            );
        }

        if (digest.Scores.LargestFunding is { } funding)
        {
            yield return new AlertFact(
                "Largest funding",
                Text(
                    $"{funding.Market} {100 * funding.Value:+0.0;-0.0;0.0} % a year at {funding.SlotAt.UtcDateTime:HH:mm}"
                )
            );
        }

        yield return new AlertFact(
            "State of elevated risk",
            digest.Scores.Elevated == 0 ? "no derivative" : Plural(digest.Scores.Elevated, "derivative")
        );
    }

    private static string AlertsInShort(DayOfAlerts alerts) =>
        alerts.Of(NotificationKind.Fired) == 0
            ? "no alert fired"
            : $"{Plural(alerts.Of(NotificationKind.Fired), "alert")} fired";

    private static string SlotsInShort(IReadOnlyList<DayOfSlots> slots) =>
        slots.Sum(asset => asset.All) == 0
            ? "no slot was run"
            : Text($"{slots.Sum(asset => asset.Complete)} of {slots.Sum(asset => asset.All)} slots complete");

    private static string AlertsOf(DayOfAlerts alerts)
    {
        var silent = alerts.Of(NotificationKind.NoData) + alerts.Of(NotificationKind.Late);
        var held = string.Join(
            ", ",
            alerts.HeldBack.OrderBy(cause => cause.Key).Select(cause => Text($"{cause.Value} {cause.Key}"))
        );
        return Text(
            $"{alerts.Of(NotificationKind.Fired)} fired, {alerts.Of(NotificationKind.Escalated)} got graver, {alerts.Of(NotificationKind.Resolved)} resolved, {silent} without data or late, {alerts.HeldBack.Values.Sum()} held back{(held.Length > 0 ? $" ({held})" : "")}, {alerts.Undelivered} not delivered"
        );
    }

    private static string SlotsOf(DayOfSlots slots) =>
        Text($"{slots.Done} done, {slots.Late} late, {slots.Skipped} skipped, {slots.Failed} failed")
        + (slots.Open > 0 ? Text($", {slots.Open} open") : "");

    private static string VenuesOf(DayDigest digest)
    {
        string[] parts =
        [
            .. digest.VenuesDown,
            .. digest.Scores.SilentVenues.Select(venue =>
                Text($"{venue.Venue} gave nothing in {venue.Silent} of {venue.Slots} slots")
            ),
        ];
        return parts.Length > 0 ? string.Join("; ", parts)
            : digest.Scores.Rows > 0 ? "each gave something in every slot"
            : "no row of any venue";
    }

    private static string DataOf(DayOfScores scores) =>
        Text(
            $"{scores.Scored} of {scores.Rows} rows scored, {scores.Refused} with a refused input, {scores.Doubtful} with one in doubt"
        );

    private static string Plural(int count, string noun) => Text($"{count} {noun}{(count == 1 ? "" : "s")}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using Decoupling.Alerts;

namespace Decoupling.Pipeline.Notifications;

/// <summary>A notification in words, part by part: what each channel lays out by its own markup and limits.</summary>
internal sealed record MessageText
{
    /// <summary>What a message says of itself when a limit left something out.</summary>
    public const string CutNotice = "Cut to fit: the result tables have the rest.";

    /// <summary>What has happened, to what, where and how much, in one line.</summary>
    public required string Headline { get; init; }

    /// <summary>The row's sentence; empty where it has none.</summary>
    public required string Summary { get; init; }

    /// <summary>How much against which threshold, since when, where, the verdict, the data's age and the drivers; then the rule's own figures.</summary>
    public required IReadOnlyList<AlertFact> Facts { get; init; }

    /// <summary>How many of the facts every alert has; the rule's own figures follow them.</summary>
    public required int FixedCount { get; init; }

    /// <summary>What to look at next; empty for nothing in particular.</summary>
    public required string NextStep { get; init; }

    /// <summary>How much of the inputs came; empty where it is not known.</summary>
    public required string Coverage { get; init; }

    /// <summary>The markets that the message stands for, a line each; empty where it stands for one.</summary>
    public required IReadOnlyList<string> Members { get; init; }

    /// <summary>That it may be a repeat; empty where it is none.</summary>
    public required string Repeat { get; init; }

    /// <summary>The slot, the rule and the id.</summary>
    public required string Origin { get; init; }

    /// <summary>Puts a notification into words.</summary>
    public static MessageText From(AlertNotification notification, bool possibleRepeat)
    {
        var fixedFacts = NotificationText.FixedFacts(notification).ToArray();
        return new MessageText
        {
            Headline = NotificationText.Headline(notification, possibleRepeat),
            Summary = notification.Summary,
            Facts = [.. fixedFacts, .. notification.Facts],
            FixedCount = fixedFacts.Length,
            NextStep = notification.NextStep,
            Coverage = notification.Coverage,
            Members = [.. notification.Members.Select(NotificationText.Member)],
            Repeat = possibleRepeat ? "Possible repeat: the outcome of an earlier attempt is unknown." : "",
            Origin = NotificationText.Origin(notification),
        };
    }

    /// <summary>What is said of the message itself: whether it may be a repeat, whether it was cut, and where it comes from.</summary>
    public string Footer(bool isCut) =>
        string.Join(' ', new[] { Repeat, isCut ? CutNotice : "", Origin }.Where(part => part.Length > 0));

    /// <summary>What to look at next, the coverage and the markets, a line each; empty where there is none.</summary>
    public string Details()
    {
        string[] lines =
        [
            .. NextStep.Length > 0 ? [$"Next: {NextStep}"] : Array.Empty<string>(),
            .. Coverage.Length > 0 ? [$"Coverage: {Coverage}"] : Array.Empty<string>(),
            .. Members,
        ];
        return string.Join('\n', lines);
    }
}

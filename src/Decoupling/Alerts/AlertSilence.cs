namespace Decoupling.Alerts;

/// <summary>Somebody's word that some alerts are not to be told for a while.</summary>
/// <param name="Id">Its name, unique within the asset's silences.</param>
/// <param name="Rule">The rules it is for, a pattern with * and ?.</param>
/// <param name="Asset">The assets, a pattern.</param>
/// <param name="Venue">The venues, a pattern.</param>
/// <param name="FromAt">When it begins, UTC, inclusive.</param>
/// <param name="UntilAt">When it ends, UTC, exclusive.</param>
/// <param name="Author">Who said it.</param>
/// <param name="Comment">Why.</param>
public sealed record AlertSilence(
    string Id,
    string Rule,
    string Asset,
    string Venue,
    DateTimeOffset FromAt,
    DateTimeOffset UntilAt,
    string Author,
    string Comment
)
{
    /// <summary>Whether an alert is silenced at a time.</summary>
    public bool Covers(AlertRule rule, AlertSample sample, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(sample);
        return at >= FromAt
            && at < UntilAt
            && AlertPattern.Matches(Rule, rule.Name)
            && AlertPattern.Matches(Asset, sample.Asset)
            && AlertPattern.Matches(Venue, sample.Venue);
    }
}

/// <summary>Somebody's word that an alert's present firing is known: it is not told again until it gets graver or ends.</summary>
/// <param name="AlertKey">The alert.</param>
/// <param name="Generation">The firing.</param>
/// <param name="Author">Who said it.</param>
/// <param name="UntilAt">When it ends, UTC, exclusive.</param>
public sealed record AlertAcknowledgement(string AlertKey, int Generation, string Author, DateTimeOffset UntilAt);

/// <summary>What else holds for an asset's alerts when one of them is decided.</summary>
public sealed record AlertContext
{
    /// <summary>The names of the rules that fire for the asset, on whatever venue, by data that is there.</summary>
    public IReadOnlyCollection<string> FiringRules { get; init; } = [];

    /// <summary>The silences.</summary>
    public IReadOnlyList<AlertSilence> Silences { get; init; } = [];

    /// <summary>The acknowledgements.</summary>
    public IReadOnlyList<AlertAcknowledgement> Acknowledgements { get; init; } = [];

    /// <summary>The time of a check that found no slot, UTC; <see langword="null"/> where a slot decides, which is then the only clock.</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>Nothing else holds.</summary>
    public static AlertContext None { get; } = new();
}

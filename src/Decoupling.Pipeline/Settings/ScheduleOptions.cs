using System.Globalization;
using System.Text.RegularExpressions;

namespace Decoupling.Pipeline.Settings;

/// <summary>When the steps run: six-field NCRONTAB expressions (second, minute, hour, day, month, weekday) in UTC.</summary>
public sealed partial record ScheduleOptions
{
    private static readonly (int Lowest, int Highest)[] FieldRanges =
    [
        (0, 59),
        (0, 59),
        (0, 23),
        (1, 31),
        (1, 12),
        (0, 6),
    ];

    // Month and weekday may be names.
    private const int FirstNamedField = 4;

    /// <summary>Fetching. Default ten seconds after each fifth minute: the venues' bars have closed by then.</summary>
    public string Fetch { get; init; } = "10 */5 * * * *";

    /// <summary>Summaries. Default two minutes after each hour.</summary>
    public string Summarize { get; init; } = "0 2 * * * *";

    /// <summary>Accounting for missed slots. Default once in five minutes, away from fetching.</summary>
    public string Check { get; init; } = "40 */5 * * * *";

    /// <summary>Sweeping the outbox. Default each half minute.</summary>
    public string Deliver { get; init; } = "*/30 * * * * *";

    /// <summary>Building baselines. Default 00:20: the last slots of the day before have their rows by then.</summary>
    public string Baseline { get; init; } = "0 20 0 * * *";

    /// <summary>Deleting rows whose retention is over. Default once a night.</summary>
    public string Purge { get; init; } = "0 15 3 * * *";

    /// <summary>Telling what the day before was like. Default 06:10: its last slots are closed by then, at any slot length.</summary>
    public string Digest { get; init; } = "0 10 6 * * *";

    /// <summary>Checks that each is an expression of six fields within their ranges.</summary>
    /// <exception cref="ArgumentException">One is not; the message names the setting.</exception>
    public void Validate()
    {
        Require("FetchSchedule", Fetch);
        Require("SummarizeSchedule", Summarize);
        Require("CheckSchedule", Check);
        Require("DeliverSchedule", Deliver);
        Require("BaselineSchedule", Baseline);
        Require("PurgeSchedule", Purge);
        Require("DigestSchedule", Digest);
    }

    private static void Require(string name, string schedule)
    {
        var fields = schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != FieldRanges.Length || !fields.Select(IsField).All(isSound => isSound))
        {
            throw new ArgumentException(
                $"{name} is '{schedule}', which is no NCRONTAB expression of six fields: second, minute, hour, day, month, weekday."
            );
        }
    }

    private static bool IsField(string field, int index) => field.Split(',').All(item => IsItem(item, index));

    private static bool IsItem(string item, int index)
    {
        var match = Item().Match(item);
        var (lowest, highest) = FieldRanges[index];
        return match.Success
            && (index >= FirstNamedField || !match.Groups["name"].Success)
            && match
                .Groups["number"]
                .Captures.All(number =>
                    int.Parse(number.ValueSpan, CultureInfo.InvariantCulture) is var value
                    && value >= lowest
                    && value <= highest
                );
    }

    [GeneratedRegex(
        @"\A(\*|((?<number>[0-9]{1,2})|(?<name>[A-Za-z]{3}))(-((?<number>[0-9]{1,2})|(?<name>[A-Za-z]{3})))?)(/0?[1-9][0-9]?)?\z",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Item();
}

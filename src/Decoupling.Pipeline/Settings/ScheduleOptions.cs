namespace Decoupling.Pipeline.Settings;

/// <summary>When the steps run: six-field NCRONTAB expressions (second, minute, hour, day, month, weekday) in UTC.</summary>
public sealed record ScheduleOptions
{
    /// <summary>Fetching. Default ten seconds after each fifth minute: the venues' bars have closed by then.</summary>
    public string Fetch { get; init; } = "10 */5 * * * *";

    /// <summary>Summaries. Default two minutes after each hour.</summary>
    public string Summarize { get; init; } = "0 2 * * * *";

    /// <summary>Accounting for missed slots. Default once in five minutes, away from fetching.</summary>
    public string Check { get; init; } = "40 */5 * * * *";

    /// <summary>Sweeping the outbox. Default each half minute.</summary>
    public string Deliver { get; init; } = "*/30 * * * * *";
}

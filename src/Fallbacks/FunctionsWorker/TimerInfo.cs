namespace Microsoft.Azure.Functions.Worker;

/// <summary>Why a timer has fired now.</summary>
public class TimerInfo
{
    /// <summary>The schedule's last and next occurrence; <see langword="null"/> when occurrences are not recorded.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>Whether this run makes up for a missed occurrence.</summary>
    public bool IsPastDue { get; set; }
}

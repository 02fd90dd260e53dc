using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function on a schedule.</summary>
public sealed class TimerTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Takes a schedule of six fields (seconds first, UTC), or the name of a setting that holds one as %Name%.</summary>
    public TimerTriggerAttribute(string schedule)
    {
        Schedule = schedule;
        UseMonitor = true;
    }

    /// <summary>The schedule.</summary>
    public string Schedule { get; private set; }

    /// <summary>Whether occurrences are recorded, so that one missed while the app was down is caught up; default true.</summary>
    public bool UseMonitor { get; set; }

    /// <summary>Whether the function also runs whenever the app starts; default false.</summary>
    public bool RunOnStartup { get; set; }
}

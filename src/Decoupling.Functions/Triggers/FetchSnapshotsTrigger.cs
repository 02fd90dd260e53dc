using Decoupling.Pipeline.Steps;
using Microsoft.Azure.Functions.Worker;

namespace Decoupling.Functions.Triggers;

/// <summary>Fetches the present slot of every asset on the schedule of the setting FetchSchedule.</summary>
public sealed class FetchSnapshotsTrigger(FetchSnapshots step, Invocations invocations)
{
    /// <summary>Runs the step; what it throws fails the invocation.</summary>
    [Function("FetchSnapshots")]
    public Task RunAsync([TimerTrigger("%FetchSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        invocations.RunAsync("FetchSnapshots", step.RunAsync, cancellationToken);
}

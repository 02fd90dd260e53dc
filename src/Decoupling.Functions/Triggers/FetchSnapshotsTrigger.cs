using Decoupling.Pipeline.Health;
using Decoupling.Pipeline.Steps;
using Microsoft.Azure.Functions.Worker;

namespace Decoupling.Functions.Triggers;

/// <summary>Fetches the present slot of every asset on the schedule of the setting FetchSchedule.</summary>
public sealed class FetchSnapshotsTrigger(FetchSnapshots step, StepRuns runs)
{
    /// <summary>Runs the step; what it throws fails the invocation.</summary>
    [Function("FetchSnapshots")]
    public Task RunAsync([TimerTrigger("%FetchSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        runs.RunAsync("FetchSnapshots", () => step.RunAsync(cancellationToken), cancellationToken);
}

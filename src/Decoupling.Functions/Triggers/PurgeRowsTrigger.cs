using Decoupling.Pipeline.Steps;
using Microsoft.Azure.Functions.Worker;

namespace Decoupling.Functions.Triggers;

/// <summary>Deletes rows whose retention is over, on the schedule of the setting PurgeSchedule.</summary>
public sealed class PurgeRowsTrigger(PurgeRows step, Invocations invocations)
{
    /// <summary>Runs the step; what it throws fails the invocation.</summary>
    [Function("PurgeRows")]
    public Task RunAsync([TimerTrigger("%PurgeSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        invocations.RunAsync("PurgeRows", step.RunAsync, cancellationToken);
}

using Decoupling.Pipeline.Steps;
using Microsoft.Azure.Functions.Worker;

namespace Decoupling.Functions.Triggers;

/// <summary>Accounts for missed slots on the schedule of the setting CheckSchedule.</summary>
public sealed class CheckSlotsTrigger(CheckSlots step, Invocations invocations)
{
    /// <summary>Runs the step; what it throws fails the invocation.</summary>
    [Function("CheckSlots")]
    public Task RunAsync([TimerTrigger("%CheckSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        invocations.RunAsync("CheckSlots", step.RunAsync, cancellationToken);
}

using Decoupling.Pipeline.Steps;
using Microsoft.Azure.Functions.Worker;

namespace Decoupling.Functions.Triggers;

/// <summary>Builds the baselines of every asset on the schedule of the setting BaselineSchedule.</summary>
public sealed class BuildBaselinesTrigger(BuildBaselines step, Invocations invocations)
{
    /// <summary>Runs the step; what it throws fails the invocation.</summary>
    [Function("BuildBaselines")]
    public Task RunAsync([TimerTrigger("%BaselineSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        invocations.RunAsync("BuildBaselines", step.RunAsync, cancellationToken);
}

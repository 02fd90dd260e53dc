using Decoupling.Pipeline.Steps;
using Microsoft.Azure.Functions.Worker;

namespace Decoupling.Functions.Triggers;

/// <summary>Summarises each asset on the schedule of the setting SummarizeSchedule.</summary>
public sealed class SummarizeRiskTrigger(SummarizeRisk step, Invocations invocations)
{
    /// <summary>Runs the step; what it throws fails the invocation.</summary>
    [Function("SummarizeRisk")]
    public Task RunAsync([TimerTrigger("%SummarizeSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        invocations.RunAsync("SummarizeRisk", step.RunAsync, cancellationToken);
}

using Decoupling.Pipeline.Health;
using Decoupling.Pipeline.Steps;
using Microsoft.Azure.Functions.Worker;

namespace Decoupling.Functions.Triggers;

/// <summary>Summarises each asset on the schedule of the setting SummarizeSchedule.</summary>
public sealed class SummarizeRiskTrigger(SummarizeRisk step, StepRuns runs)
{
    /// <summary>Runs the step; what it throws fails the invocation.</summary>
    [Function("SummarizeRisk")]
    public Task RunAsync([TimerTrigger("%SummarizeSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        runs.RunAsync("SummarizeRisk", () => step.RunAsync(cancellationToken), cancellationToken);
}

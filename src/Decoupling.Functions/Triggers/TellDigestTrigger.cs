using Decoupling.Pipeline.Steps;
using Microsoft.Azure.Functions.Worker;

namespace Decoupling.Functions.Triggers;

/// <summary>Tells what the day before was like, on the schedule of the setting DigestSchedule.</summary>
public sealed class TellDigestTrigger(TellDigest step, Invocations invocations)
{
    /// <summary>Runs the step; what it throws fails the invocation.</summary>
    [Function("TellDigest")]
    public Task RunAsync([TimerTrigger("%DigestSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        invocations.RunAsync("TellDigest", step.RunAsync, cancellationToken);
}

using Decoupling.Pipeline.Steps;
using Microsoft.Azure.Functions.Worker;

namespace Decoupling.Functions.Triggers;

/// <summary>Sweeps the outbox on the schedule of the setting DeliverSchedule.</summary>
public sealed class DeliverNotificationsTrigger(DeliverNotifications step, Invocations invocations)
{
    /// <summary>Runs the step; what it throws fails the invocation.</summary>
    [Function("DeliverNotifications")]
    public Task RunAsync([TimerTrigger("%DeliverSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        invocations.RunAsync("DeliverNotifications", step.SweepAsync, cancellationToken);
}

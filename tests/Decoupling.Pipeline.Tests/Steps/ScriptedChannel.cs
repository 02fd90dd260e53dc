using Decoupling.Alerts;
using Decoupling.Pipeline.Notifications;

namespace Decoupling.Pipeline.Tests.Steps;

/// <summary>A channel as a script: each attempt takes the next outcome, and after them all are delivered.</summary>
internal sealed class ScriptedChannel(string name, bool keepsIncidents = false) : INotificationChannel
{
    private readonly Queue<DeliveryOutcome> script = [];

    public string Name => name;

    public bool KeepsIncidents => keepsIncidents;

    /// <summary>The ids of what was attempted, in order, with "?" where it said to be a possible repeat.</summary>
    public List<string> Sent { get; } = [];

    /// <summary>Ends when an attempt may.</summary>
    public Task Answers { get; set; } = Task.CompletedTask;

    public ScriptedChannel Answer(params DeliveryOutcome[] outcomes)
    {
        foreach (var outcome in outcomes)
        {
            script.Enqueue(outcome);
        }

        return this;
    }

    public async Task<DeliveryOutcome> SendAsync(
        AlertNotification notification,
        bool possibleRepeat,
        CancellationToken cancellationToken
    )
    {
        Sent.Add(notification.Id + (possibleRepeat ? "?" : ""));
        await Answers.WaitAsync(cancellationToken);
        return script.TryDequeue(out var outcome) ? outcome : new DeliveryOutcome(DeliveryKind.Delivered, "taken");
    }
}

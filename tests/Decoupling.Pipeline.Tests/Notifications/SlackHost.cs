using Decoupling.Pipeline.Http;
using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Notifications.Slack;
using Decoupling.Simulator.Webhooks;

namespace Decoupling.Pipeline.Tests.Notifications;

/// <summary>A webhook receiver on loopback that answers as Slack does, and a sender, on one clock that is moved by hand.</summary>
internal sealed class SlackHost : IAsyncDisposable
{
    private readonly List<IDisposable> owned = [];

    private SlackHost(WebhookReceiver receiver, ManualTime clock)
    {
        Receiver = receiver;
        Clock = clock;
        Sender = CreateSender();
    }

    public WebhookReceiver Receiver { get; }

    public ManualTime Clock { get; }

    public WebhookChannel Sender { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<SlackHost> StartAsync(params WebhookAnswer[] script)
    {
        var clock = new ManualTime(Notices.Fired.SlotAt);
        var receiver = await WebhookReceiver.StartAsync(new WebhookReceiverOptions(), clock, Cancellation);
        receiver.Script(script);
        return new SlackHost(receiver, clock);
    }

    /// <summary>Another sender, as another instance has it.</summary>
    public WebhookChannel CreateSender(Uri? address = null, params string[] allowedHosts)
    {
        var client = OutgoingHttp.CreateClient(address is null ? [Receiver.Address.Host] : allowedHosts);
        var sender = new WebhookChannel(
            client,
            new SecretAddress((address ?? Receiver.Address).ToString()),
            new SlackFormat(),
            Clock
        );
        owned.AddRange([client, sender]);
        return sender;
    }

    public Task<DeliveryOutcome> SendAsync() => Sender.SendAsync(Notices.Fired, possibleRepeat: false, Cancellation);

    /// <summary>Waits until so many requests have come.</summary>
    public async Task WaitForAsync(int count) =>
        await Receiver.ReadAllAsync(Cancellation).Take(count).ToListAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        owned.ForEach(part => part.Dispose());
        await Receiver.DisposeAsync();
    }
}

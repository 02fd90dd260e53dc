using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Tests.Alerts;
using Decoupling.Pipeline.Tests.Notifications;
using Decoupling.Pipeline.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Decoupling.Pipeline.Tests.Steps;

/// <summary>Deliverers at once, over Azurite and HTTP.</summary>
public sealed class DeliverNotificationsRaceTests(AzuriteFixture azurite)
{
    private const int Rounds = 10;

    private readonly string asset = $"{Guid.NewGuid():N}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_DeliverersAtOnce_SendEachMessageOnce()
    {
        var tables = await azurite.OpenTablesAsync();
        await using var slack = await SlackHost.StartAsync();
        WebhookChannel[] senders = [slack.Sender, slack.CreateSender(), slack.CreateSender()];
        var deliverers = new List<DeliverNotifications>();
        foreach (var sender in senders)
        {
            deliverers.Add(
                new DeliverNotifications(
                    await azurite.OpenTablesAsync(),
                    [sender],
                    new Random(1),
                    slack.Clock,
                    NullLogger<DeliverNotifications>.Instance
                )
            );
        }

        for (var slot = 0; slot < Rounds; slot++)
        {
            await DislocationRows.RunAsync(tables, asset, DislocationRows.Row(slot, slot % 2 == 0 ? 2 : 0.1));
            slack.Clock.Advance(TimeSpan.FromSeconds(2));

            var delivered = await Task.WhenAll(deliverers.Select(one => one.RunAsync(asset, Cancellation)));

            delivered.Sum().ShouldBe(1, $"round {slot}");
            slack.Receiver.Received.Count.ShouldBe(slot + 1);
        }

        slack.Receiver.Posted.Count.ShouldBe(Rounds);
        slack.Receiver.Posted.ShouldAllBe(message => !message.Text.Contains("repeat"));
        (await DislocationRows.OutboxAsync(tables, asset)).ShouldBeEmpty();
    }
}

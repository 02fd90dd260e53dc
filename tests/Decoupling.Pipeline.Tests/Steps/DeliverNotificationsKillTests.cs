namespace Decoupling.Pipeline.Tests.Steps;

/// <summary>Senders that die between two writes, or are slower than their lease.</summary>
public sealed class DeliverNotificationsKillTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task SweepAsync_SenderDiedWhileSending_IsSentAgainAfterItsLeaseAsAPossibleRepeat()
    {
        await using var host = await DeliveryHost.StartAsync();
        await host.DecideAsync(0, 1.4);
        await host.DecideAsync(1, 0.1);
        using var dying = new CancellationTokenSource();
        host.Slack.AnswerAfter(() =>
        {
            dying.Cancel();
            dying.Token.ThrowIfCancellationRequested();
            return Task.CompletedTask;
        });
        await Should.ThrowAsync<OperationCanceledException>(
            host.Clock.RunAsync(() => host.CreateDeliverer().SweepAsync(dying.Token))
        );

        await CheckTakenOverAsync(host, "Warning (possible repeat): BTC dislocation on bybit A, 1.4 × both floors");
        host.Attempts.Select(row => (row["Kind"], row["Attempt"], row["PossibleRepeat"]))
            .ShouldBe([("Fired", 2, true), ("Resolved", 1, false)]);
    }

    [Fact]
    public async Task SweepAsync_SenderDiedBeforeItsRow_IsSentAgainAsAPossibleRepeat()
    {
        await using var host = await DeliveryHost.StartAsync();
        await host.DecideAsync(0, 1.4);
        await host.DecideAsync(1, 0.1);
        host.Tables.BeforeUpsert = () => throw new OperationCanceledException("killed");
        await Should.ThrowAsync<OperationCanceledException>(host.SweepAsync(host.CreateDeliverer()));
        host.Tables.BeforeUpsert = () => Task.CompletedTask;

        await CheckTakenOverAsync(host, "Warning (possible repeat): BTC dislocation on bybit A, 1.4 × both floors");
    }

    [Fact]
    public async Task SweepAsync_SenderDiedAfterItsRow_IsNotSentAgain()
    {
        await using var host = await DeliveryHost.StartAsync();
        await host.DecideAsync(0, 1.4);
        await host.DecideAsync(1, 0.1);
        host.Tables.BeforeCommit = () =>
            host.Attempts.Count > 0 ? throw new OperationCanceledException("killed") : Task.CompletedTask;
        await Should.ThrowAsync<OperationCanceledException>(host.SweepAsync(host.CreateDeliverer()));
        host.Tables.BeforeCommit = () => Task.CompletedTask;

        host.Clock.Advance(Lease);
        await host.SweepAsync(host.CreateDeliverer());

        host.Slack.Sent.ShouldBe([
            "Warning: BTC dislocation on bybit A, 1.4 × both floors",
            "Resolved: BTC dislocation on bybit A, 0.1 × both floors",
        ]);
        host.Attempts.Select(row => (row["Kind"], row["Outcome"]))
            .ShouldBe([("Fired", "Delivered"), ("Resolved", "Delivered")]);
        (await host.OutboxAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task SweepAsync_LeaseRanOutBeforeTheOutboxRowGoes_LeavesItToWhoTookOver()
    {
        await using var host = await DeliveryHost.StartAsync();
        var other = host.CreateDeliverer();
        await host.DecideAsync(0, 1.4);
        host.Tables.BeforeUpsert = async () =>
        {
            host.Tables.BeforeUpsert = () => Task.CompletedTask;
            host.Clock.Advance(Lease);
            (await host.SweepAsync(other)).ShouldBe(1);
        };

        await host.SweepAsync(host.CreateDeliverer());

        host.Attempts.Select(row => (row["Attempt"], row["PossibleRepeat"])).ShouldBe([(2, true), (1, false)]);
        (await host.OutboxAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task SweepAsync_TakenOverBetweenReadingAndClaiming_SendsNothing()
    {
        await using var host = await DeliveryHost.StartAsync();
        await host.DecideAsync(0, 1.4);
        var other = host.CreateDeliverer();
        host.Tables.BeforeCommit = async () =>
        {
            host.Tables.BeforeCommit = () => Task.CompletedTask;
            await host.SweepAsync(other);
        };

        var delivered = await host.SweepAsync(host.CreateDeliverer());

        delivered.ShouldBe(0);
        host.Slack.Sent.Count.ShouldBe(1);
        host.Attempts.Count.ShouldBe(1);
    }

    private static async Task CheckTakenOverAsync(DeliveryHost host, string repeated)
    {
        var other = host.CreateDeliverer();
        (await host.OutboxAsync())[0].InFlightSinceAt.ShouldBe(host.Clock.GetUtcNow());

        host.Clock.Advance(Lease - TimeSpan.FromTicks(1));
        (await host.SweepAsync(other)).ShouldBe(0);
        host.Slack.Sent.Count.ShouldBe(1);

        host.Clock.Advance(TimeSpan.FromTicks(1));
        (await host.SweepAsync(other)).ShouldBe(2);
        host.Slack.Sent.Skip(1).ShouldBe([repeated, "Resolved: BTC dislocation on bybit A, 0.1 × both floors"]);
        (await host.OutboxAsync()).ShouldBeEmpty();
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using Decoupling.Alerts;
using Decoupling.EndToEnd.Sender;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Notifications.Outbox;
using Decoupling.Pipeline.Storage;

namespace Decoupling.EndToEnd.Tests;

/// <summary>
/// Senders as processes of their own, killed hard at random writes and requests, and a receiver that fails in every way at random: every message
/// arrives at least once on each channel, in order per alert, never before the receiver's delay, and says so where it may be a repeat.
/// </summary>
public sealed partial class KilledSenderTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int Seed = 20241126;
    private const int Alerts = 12;
    private const int ChangesPerLife = 6;
    private const double Speed = 15;

    private static readonly string[] Channels = ["slack", "webhook"];
    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly AlertRule Rule = new()
    {
        Name = "dislocation",
        Table = ResultTableNames.DecouplingScores,
        Column = "DislocationRatio",
        Title = "dislocation",
        Unit = "x",
        Levels = [new AlertLevel(AlertSeverity.Warning, 1, 0.6)],
    };

    private readonly Random random = new(Seed);
    private readonly FastClock clock = new(TimeProvider.System.GetUtcNow(), Speed);
    private readonly DateTimeOffset startedAt = TimeProvider.System.GetUtcNow();
    private readonly bool[] isUp = new bool[Alerts];
    private readonly List<string> expected = [];
    private int slots;
    private int killedAtWork;

    private static int Kills => Campaign.IsFull ? 100 : 5;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sweep_KilledAtRandomBeforeAnUnreliableReceiver_TellsEachAtLeastOnceInOrderAndInTime()
    {
        await using var receiver = await UnreliableReceiver.StartAsync(Seed, clock);
        for (receiver.Sender = 1; receiver.Sender <= Kills; receiver.Sender++)
        {
            await ChangeAlertsAsync();
            await LiveAndDieAsync(receiver);
        }

        receiver.IsReliable = true;
        receiver.LongRefusal = 0;
        receiver.AtRequest = (_, _) => Task.CompletedTask;
        await using (var last = Start(receiver, azurite.TableUri))
        {
            await WaitUntilDeliveredAsync(last);
        }

        killedAtWork.ShouldBeGreaterThan(Kills / 3);
        foreach (var channel in Channels)
        {
            CheckRequests(receiver.Requests, channel);
        }

        await CheckRowsAsync();
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{Kills} kills, {killedAtWork} at a write or request, {expected.Count} notifications, {receiver.Requests.Count} requests, "
                + string.Join(", ", receiver.Requests.CountBy(request => request.Answer))
        );
    }

    /// <summary>Some alerts fire or are over, each in a slot of its own.</summary>
    private async Task ChangeAlertsAsync()
    {
        var runner = new RuleRunner(
            azurite.Tables,
            [Rule],
            [.. Channels.Select(name => new AlertChannel(name, KeepsIncidents: false))],
            clock
        );
        for (var change = 0; change < ChangesPerLife; change++)
        {
            var alert = random.Next(Alerts);
            isUp[alert] = !isUp[alert];
            var row = new RowBuilder("p", "r")
                .Add("Venue", "v")
                .Add("Symbol", $"S{alert}")
                .Add("AsOf", DateTimeOffset.UnixEpoch.AddYears(50).AddMinutes(5 * slots++))
                .Add("Summary", "It stands apart.")
                .Add("DislocationRatio", isUp[alert] ? 2.0 : 0.1)
                .Build();
            await runner.RunAsync("BTC", ResultTableNames.DecouplingScores, [row], Cancellation);
            var generation = 1 + expected.Count(id => id.Contains($"/S{alert}/") && id.EndsWith("resolved"));
            expected.Add($"dislocation/BTC/v/S{alert}/{generation}/{(isUp[alert] ? "fired" : "resolved")}");
        }
    }

    /// <summary>Starts a sender and kills it at a random write to storage, at a random request to the receiver, at one that is refused for long, or when it has nothing left to do.</summary>
    private async Task LiveAndDieAsync(UnreliableReceiver receiver)
    {
        var moment = random.Next(2) == 0 ? KillMoment.Before : KillMoment.After;
        var isAtRequest = receiver.Sender % 3 != 0;
        var write = new WriteGate(isAtRequest ? 0 : random.Next(1, 40), moment);
        var request = receiver.Requests.Count + random.Next(1, 15);
        receiver.LongRefusal = isAtRequest && receiver.Sender % 3 == 1 ? request : 0;
        var victim = new TaskCompletionSource<CliProcess>();
        receiver.AtRequest = async (number, now) =>
        {
            if (isAtRequest && number == request && now == moment)
            {
                (await victim.Task).Kill();
            }
        };
        await using var tables = await Forwarder.StartAsync(azurite.TableUri, write);
        await using var sender = Start(receiver, tables.Address);
        write.Watch(sender);
        victim.SetResult(sender);
        await Task.WhenAny(tables.FirstRequest, sender.WaitForExitAsync(Patience));
        await WaitUntilKilledOrIdleAsync(sender);
        killedAtWork += sender.HasExited ? 1 : 0;
        sender.Kill();
        var end = await sender.WaitAsync();
        end.Error.ShouldBeEmpty();
    }

    /// <summary>A sender lives until it meets its moment; where that does not come, until nothing waits for it. How fast it starts is the machine's affair.</summary>
    private async Task WaitUntilKilledOrIdleAsync(CliProcess sender)
    {
        var desk = new NotificationDesk(azurite.Tables, clock);
        var since = TimeProvider.System.GetTimestamp();
        while (
            !sender.HasExited
            && TimeProvider.System.GetElapsedTime(since) < LongestLife
            && (await desk.ReadWaitingAsync(Cancellation)).Count > 0
        )
        {
            await sender.WaitForExitAsync(Glance);
        }
    }

    private CliProcess Start(UnreliableReceiver receiver, Uri tables) =>
        CliProcess.StartAssembly(
            "Decoupling.EndToEnd.Sender.dll",
            new Dictionary<string, string>
            {
                ["Decoupling__StorageConnectionString"] = AzuriteFixture.ConnectionStringThrough(
                    azurite.BlobUri,
                    tables
                ),
                ["Decoupling__SlackWebhookUrl"] = new Uri(receiver.Address, "slack").AbsoluteUri,
                ["Decoupling__WebhookUrl"] = new Uri(receiver.Address, "webhook").AbsoluteUri,
                ["Decoupling__WebhookSecrets"] = "whsec_" + Convert.ToBase64String(new byte[32]),
                ["Decoupling__AllowedHosts"] = receiver.Address.Authority,
            },
            startedAt.ToString("O", CultureInfo.InvariantCulture),
            Speed.ToString(CultureInfo.InvariantCulture)
        );

    private async Task WaitUntilDeliveredAsync(CliProcess sender)
    {
        var desk = new NotificationDesk(azurite.Tables, clock);
        var waited = clock.GetTimestamp();
        while ((await desk.ReadWaitingAsync(Cancellation)).Count > 0)
        {
            sender.HasExited.ShouldBeFalse("The last sender ended by itself.");
            clock.GetElapsedTime(waited).ShouldBeLessThan(Patience * Speed);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancellation);
        }
    }

    private void CheckRequests(IReadOnlyList<ReceivedRequest> all, string channel)
    {
        var requests = all.Where(request => request.Path == $"/{channel}").ToArray();
        var byId = requests.GroupBy(IdOf).ToDictionary(group => group.Key, group => group.ToArray());
        byId.Keys.ShouldBe(expected, ignoreOrder: true, channel);
        foreach (var (id, attempts) in byId)
        {
            attempts.ShouldContain(request => request.IsTaken, id);
            foreach (var (earlier, later) in attempts.Zip(attempts.Skip(1)))
            {
                later.At.ShouldBeGreaterThanOrEqualTo(earlier.NotBeforeAt, $"{channel} {id}, request {later.Number}");
                if (earlier.IsTaken)
                {
                    IsPossibleRepeat(later).ShouldBeTrue($"{channel} {id}, request {later.Number}");
                }
            }
        }

        CheckOrder(byId, channel);
        CheckRests(requests, channel);
    }

    /// <summary>No message of an alert is tried before the one before it has arrived, nor one before it afterwards.</summary>
    private void CheckOrder(Dictionary<string, ReceivedRequest[]> byId, string channel)
    {
        foreach (var alert in expected.GroupBy(id => id.Split('/')[3]))
        {
            foreach (var (earlier, later) in alert.Zip(alert.Skip(1)))
            {
                var first = byId[later][0].Number;
                byId[earlier].ShouldContain(request => request.IsTaken && request.Number < first, $"{channel} {later}");
                byId[earlier].ShouldAllBe(request => request.Number < first, $"{channel} {later}");
            }
        }
    }

    /// <summary>A delay holds for the whole channel. Only what a sender heard as its last may have died with it.</summary>
    private static void CheckRests(ReceivedRequest[] requests, string channel)
    {
        foreach (var (earlier, later) in requests.Zip(requests.Skip(1)))
        {
            if (earlier.Sender == later.Sender)
            {
                later.At.ShouldBeGreaterThanOrEqualTo(earlier.NotBeforeAt, $"{channel}, request {later.Number}");
            }
        }
    }

    private async Task CheckRowsAsync()
    {
        var desk = new NotificationDesk(azurite.Tables, clock);
        (await desk.ReadDeadAsync(null, Cancellation)).ShouldBeEmpty();
        (await desk.ReadAttemptsAsync(DateTimeOffset.UnixEpoch, Cancellation))
            .Where(row => (string)row["Outcome"]! == "Delivered")
            .Select(row => $"{row["Channel"]} {row["NotificationId"]}")
            .ShouldBe(
                Channels.SelectMany(channel => expected.Select(id => $"{channel} {id}")),
                ignoreOrder: true,
                "each is recorded as delivered once a channel"
            );
    }

    private static string IdOf(ReceivedRequest request) => Id().Match(request.Body).Value;

    private static bool IsPossibleRepeat(ReceivedRequest request) =>
        request.Body.Contains(request.Path == "/slack" ? "(possible repeat)" : "\"possibleRepeat\":true");

    [GeneratedRegex("dislocation/BTC/v/S[0-9]+/[0-9]+/(fired|resolved)")]
    private static partial Regex Id();
}

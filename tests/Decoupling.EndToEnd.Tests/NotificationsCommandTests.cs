using Decoupling.Alerts;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Storage;
using Decoupling.Simulator.Webhooks;

namespace Decoupling.EndToEnd.Tests;

/// <summary>The real command sees what could not be told, puts it back, enables the channel, and tests the way.</summary>
public sealed class NotificationsCommandTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Id = "dislocation/BTC/bybit/BTCUSDT/1/fired";

    private static readonly AlertRule Rule = new()
    {
        Name = "dislocation",
        Table = ResultTableNames.DecouplingScores,
        Column = "DislocationRatio",
        Title = "dislocation",
        Unit = "x",
        Levels = [new AlertLevel(AlertSeverity.Warning, 1, 0.6)],
    };

    [Fact]
    public async Task Notifications_GoneReceiver_IsShownEnabledAndReplayed()
    {
        await using var receiver = await WebhookReceiver.StartAsync(
            new WebhookReceiverOptions(),
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );
        receiver.Script(WebhookAnswer.Refuse(410));
        await FireAsync();

        (await RunAsync(receiver, "run", "--once", "--no-fetch")).ExitCode.ShouldBe(0);
        var listed = await RunAsync(receiver, "notifications");
        var dead = await RunAsync(receiver, "notifications", "--dead", "--json");
        var test = await RunAsync(receiver, "alerts", "test", "slack");

        listed.ExitCode.ShouldBe(1);
        listed.Text.ShouldContain($"Gone 1 slack {Id}: HTTP 410");
        listed.Text.ShouldContain($"Dead slack {Id}: HTTP 410");
        listed.Text.ShouldContain("Disabled slack since");
        dead.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem().ShouldContain(Id);
        test.ExitCode.ShouldBe(1);
        test.Text.ShouldContain("slack: Fired Dead. The channel is disabled since");

        (await RunAsync(receiver, "notifications", "enable", "slack")).ExitCode.ShouldBe(0);
        (await RunAsync(receiver, "notifications", "replay", Id)).Text.ShouldContain("1 put back");
        (await RunAsync(receiver, "run", "--once", "--no-fetch")).ExitCode.ShouldBe(0);

        receiver.Posted.ShouldHaveSingleItem().Text.ShouldContain(Id);
        (await RunAsync(receiver, "notifications", "replay", "--all")).Text.ShouldContain("1 put back");
        foreach (var result in new[] { listed, dead, test })
        {
            (result.Text + result.Error).ShouldNotContain(receiver.Address.AbsolutePath);
        }
    }

    private async Task FireAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        var row = new RowBuilder("p", "r")
            .Add("Venue", "bybit")
            .Add("Symbol", "BTCUSDT")
            .Add("AsOf", now)
            .Add("Summary", "It stands apart.")
            .Add("DislocationRatio", 2.0)
            .Build();
        AlertChannel[] channels = [new("slack", KeepsIncidents: false)];
        await new RuleRunner(azurite.Tables, [Rule], channels, TimeProvider.System).RunAsync(
            "BTC",
            ResultTableNames.DecouplingScores,
            [row],
            TestContext.Current.CancellationToken
        );
    }

    private Task<CliResult> RunAsync(WebhookReceiver receiver, params string[] arguments) =>
        CliProcess.RunAsync(
            new Dictionary<string, string>
            {
                ["Decoupling__Assets"] = "BTC",
                ["Decoupling__StorageConnectionString"] = azurite.ConnectionString,
                ["Decoupling__SlackWebhookUrl"] = receiver.Address.AbsoluteUri,
                ["Decoupling__AllowedHosts"] = receiver.Address.Authority,
            },
            arguments
        );
}

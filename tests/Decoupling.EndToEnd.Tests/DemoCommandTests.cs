using System.Text.Json;
using Decoupling.EndToEnd.Tests.Loopback;

namespace Decoupling.EndToEnd.Tests;

/// <summary>What a new user sees first, as a process of its own with an Azurite of its own.</summary>
public sealed class DemoCommandTests
{
    [Fact]
    public async Task Demo_ThreeHours_TellsTheRightMessagesAtTheFirstAttempt()
    {
        var data = Directory.CreateTempSubdirectory("decoupling-demo-test-");
        try
        {
            await using var process = CliProcess.Start(
                new Dictionary<string, string>(),
                "demo",
                "--data",
                data.FullName
            );

            var result = await process.WaitAsync();

            result.ExitCode.ShouldBe(0, result.Error);
            // Three hours of five minutes, both ends among them, of two assets.
            result.Text.ShouldContain($"{2 * ((3 * 12) + 1)} snapshots scored");
            result.Text.ShouldContain("0 refusals");
            var rows = Notifications(data);
            rows.Select(row => row.Outcome).Distinct().ShouldBe(["Delivered", "HeldBack"], ignoreOrder: true);
            rows.Where(row => row is { Outcome: "Delivered", Change: "fired" or "resolved" })
                .Select(row => (row.Rule, row.Asset, row.Change))
                .ShouldBe(
                    from rule in new[] { "dislocation", "market-wide" }
                    from asset in new[] { "BTC", "ETH" }
                    from change in new[] { "fired", "resolved" }
                    select (rule, asset, change),
                    ignoreOrder: true
                );
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    /// <summary>What was told or held back: a notification's id is rule, asset, venue, symbol, generation and change.</summary>
    private static List<(string Rule, string Asset, string Change, string Outcome)> Notifications(DirectoryInfo data) =>
        [
            .. File.ReadLines(
                    data.GetFiles("Notifications.ndjson", SearchOption.AllDirectories).ShouldHaveSingleItem().FullName
                )
                .Select(line => JsonDocument.Parse(line).RootElement)
                .Select(row => (Id: row.GetProperty("NotificationId").GetString()!.Split('/'), Row: row))
                .Select(pair => (pair.Id[0], pair.Id[1], pair.Id[^1], pair.Row.GetProperty("Outcome").GetString()!)),
        ];
}

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
            result.Text.ShouldContain("74 snapshots scored");
            result.Text.ShouldContain("0 refusals, 9 webhook messages");
            Outcomes(data)
                .ShouldBe(new Dictionary<string, int> { ["Delivered"] = 9, ["HeldBack"] = 4 }, ignoreOrder: true);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static Dictionary<string, int> Outcomes(DirectoryInfo data) =>
        data.GetFiles("Notifications.ndjson", SearchOption.AllDirectories)
            .ShouldHaveSingleItem()
            .OpenText()
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("Outcome").GetString()!)
            .CountBy(outcome => outcome)
            .ToDictionary();
}

namespace Decoupling.EndToEnd.Tests.Worker;

/// <summary>A worker with a wrong setting ends before it comes to its host, and says which setting it is and no secret.</summary>
public sealed class FunctionsWorkerStartTests
{
    private const string Secret = "T0THES3CRET";

    [Theory]
    [InlineData("Decoupling__SlotMinutes", "7")]
    [InlineData("Decoupling__SlackWebhookUrl", $"hooks.slack.com/services/{Secret}")]
    [InlineData(
        "Decoupling__StorageConnectionString",
        $"AccountName=a;AccountKey={Secret};EndpointSuffix=core.windows.net"
    )]
    public async Task Worker_WrongSetting_EndsWithItsNameAndNoSecret(string name, string value)
    {
        await using var worker = await WorkerHost.StartProcessAsync(
            new Dictionary<string, string>
            {
                ["Decoupling__StorageConnectionString"] = "UseDevelopmentStorage=true",
                ["Decoupling__Assets"] = "BTC",
                ["Decoupling__WebhookUrl"] = $"https://example.com/{Secret}",
                ["Decoupling__WebhookSecrets"] = $"whsec_{Convert.ToBase64String(new byte[24])}",
                [name] = value,
            }
        );

        var result = await worker.EndAsync();

        result.ExitCode.ShouldNotBe(0);
        worker.Stream.Started.IsCompleted.ShouldBeFalse();
        var told = result.Text + result.Error + string.Concat(worker.Stream.Logs);
        told.ShouldContain(name);
        told.ShouldNotContain(Secret);
    }
}

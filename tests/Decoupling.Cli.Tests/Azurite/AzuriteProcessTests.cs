using System.Diagnostics;
using System.Net;
using Decoupling.Cli.Azurite;

namespace Decoupling.Cli.Tests.Azurite;

public sealed class AzuriteProcessTests
{
    [Fact]
    public async Task StartAsync_NoPortsGiven_ThreeServicesAnswer()
    {
        await using var azurite = await StartAsync(new AzuriteOptions());
        using var http = new HttpClient();

        foreach (var service in new[] { azurite.BlobUri, azurite.QueueUri, azurite.TableUri })
        {
            using var reply = await http.GetAsync(service, TestContext.Current.CancellationToken);
            reply.StatusCode.ShouldNotBe(HttpStatusCode.InternalServerError);
            azurite.ConnectionString.ShouldContain(service.ToString());
        }
    }

    [Fact]
    public async Task StartAsync_PortTaken_SaysSo()
    {
        await using var first = await StartAsync(new AzuriteOptions());
        var options = new AzuriteOptions { TablePort = first.TableUri.Port };

        var error = await Should.ThrowAsync<AzuriteException>(() => StartAsync(options));

        error.Message.ShouldContain("EADDRINUSE");
    }

    [Fact]
    public async Task DisposeAsync_TemporaryFolder_LeavesNothing()
    {
        var azurite = await StartAsync(new AzuriteOptions());
        var id = azurite.ProcessId;
        Directory.Exists(azurite.DataFolder).ShouldBeTrue();

        await azurite.DisposeAsync();

        Directory.Exists(azurite.DataFolder).ShouldBeFalse();
        Process.GetProcesses().ShouldNotContain(process => process.Id == id);
    }

    [Fact]
    public async Task DisposeAsync_NamedFolder_KeepsTheData()
    {
        var folder = Directory.CreateTempSubdirectory("decoupling-test-").FullName;
        try
        {
            await using (await StartAsync(new AzuriteOptions { DataFolder = folder })) { }

            File.Exists(Path.Combine(folder, "__azurite_db_table__.json")).ShouldBeTrue();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Process_ParentGone_EndsToo()
    {
        var folder = Directory.CreateTempSubdirectory("decoupling-test-").FullName;
        await AzuriteInstall.EnsureAsync(null, TestContext.Current.CancellationToken);
        var options = new AzuriteOptions { DataFolder = folder };
        var command = await AzuriteCommand.BuildAsync(options, TestContext.Current.CancellationToken);
        using var process = NodeRuntime.Start(command);
        var lines = new LastLines();
        var listening = new AzuriteListening(lines);
        lines.Follow(process);
        await listening.Completed.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        process.StandardInput.Close();
        await process
            .WaitForExitAsync(TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        process.ExitCode.ShouldBe(0);
        Directory.Delete(folder, recursive: true);
    }

    private static Task<AzuriteProcess> StartAsync(AzuriteOptions options) =>
        AzuriteProcess.StartAsync(options, null, TestContext.Current.CancellationToken);
}

using System.Diagnostics;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues;

namespace Decoupling.EndToEnd.Tests;

/// <summary><c>decoupling run</c> over an Azurite of its own, stopped as Ctrl+C stops it: by SIGINT to the whole process group.</summary>
public sealed class RunCommandTests : IAsyncLifetime
{
    private const string NeedsLinux = "Signals are sent, and the child is found, as Linux does.";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("decoupling-run-");
    private VenueSimulator? simulator;

    public async ValueTask InitializeAsync()
    {
        var script = MarketScript.CalmThroughout(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));
        simulator = await VenueSimulator.StartAsync(
            new SimulatorOptions { Script = script },
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );
    }

    public async ValueTask DisposeAsync()
    {
        await simulator!.DisposeAsync();
        data.Delete(recursive: true);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Run_StoppedWhileIdle_StopsCleanAndLeavesNoAzurite(string signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), NeedsLinux);
        await using var process = CliProcess.Start(Settings("0 0 0 1 1 *"), "run", "--data", data.FullName);
        await process.WaitForOutputAsync("Ctrl+C ends it");
        using var azurite = ChildOf(process.Id);

        Interrupt(process.Id, signal);
        var result = await process.WaitAsync();

        result.ExitCode.ShouldBe(130, result.Error);
        result.Text.ShouldContain("-01-01 00:00:00 UTC", customMessage: "when the next slot is fetched");
        result.Text.ShouldContain("Stopped.");
        result.Error.ShouldBeEmpty();
        await azurite
            .WaitForExitAsync(TestContext.Current.CancellationToken)
            .WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Run_InterruptedWhileFetching_FinishesTheFetchFirst()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), NeedsLinux);
        simulator!.Faults.Set(SimulatedVenue.Bybit, new SimulatorFault { Latency = TimeSpan.FromSeconds(3) });
        await using var bybit = await Forwarder.StartAsync(simulator.BybitAddress);
        var settings = Settings("* * * * * *");
        settings["Decoupling__BybitAddress"] = bybit.Address.AbsoluteUri;
        settings["Decoupling__AllowedHosts"] += $",{bybit.Address.Authority}";
        await using var process = CliProcess.Start(settings, "run", "--data", data.FullName);
        await bybit.FirstRequest.WaitAsync(Patience, TestContext.Current.CancellationToken);

        Interrupt(process.Id);
        var result = await process.WaitAsync();

        result.ExitCode.ShouldBe(130, result.Error);
        result.Text.ShouldContain("Stopped.");
        Blobs().ShouldNotBeEmpty("the fetch that was under way stored no snapshot");
    }

    [Fact]
    public async Task Run_KilledHard_LeavesNoAzurite()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), NeedsLinux);
        await using var process = CliProcess.Start(Settings("0 0 0 1 1 *"), "run", "--data", data.FullName);
        await process.WaitForOutputAsync("Ctrl+C ends it");
        using var azurite = ChildOf(process.Id);

        process.Kill();

        (await process.WaitAsync()).ExitCode.ShouldNotBe(0);
        await azurite
            .WaitForExitAsync(TestContext.Current.CancellationToken)
            .WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    private Dictionary<string, string> Settings(string fetchSchedule) =>
        new()
        {
            ["Decoupling__Assets"] = "BTC",
            ["Decoupling__BinanceSpotAddress"] = simulator!.BinanceSpotAddress.AbsoluteUri,
            ["Decoupling__BinanceFuturesAddress"] = simulator.BinanceFuturesAddress.AbsoluteUri,
            ["Decoupling__BybitAddress"] = simulator.BybitAddress.AbsoluteUri,
            ["Decoupling__AllowedHosts"] = simulator.BybitAddress.Authority,
            ["FetchSchedule"] = fetchSchedule,
        };

    private FileInfo[] Blobs() => new DirectoryInfo(Path.Combine(data.FullName, "__blobstorage__")).GetFiles();

    /// <summary>The command's Azurite: the process whose parent it is, by the fourth field of its stat, behind the name in brackets.</summary>
    private static Process ChildOf(int id) => Process.GetProcesses().Single(process => ParentOf(process) == $"{id}");

    private static string? ParentOf(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/stat").Split(") ")[^1].Split(' ')[1];
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return null;
        }
    }

    /// <summary>What a terminal does on Ctrl+C: the command and its Azurite get the signal, both. What asks to terminate asks the command.</summary>
    private static void Interrupt(int id, string signal = "INT")
    {
        using var azurite = ChildOf(id);
        using var kill = Process.Start(
            "sh",
            ["-c", signal == "INT" ? $"kill -INT {id} {azurite.Id}" : $"kill -{signal} {id}"]
        );
        kill.WaitForExit();
    }
}

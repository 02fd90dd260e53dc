using System.Globalization;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline.Venues;
using Decoupling.Simulator.Venues;

namespace Decoupling.EndToEnd.Tests.ManyAssets;

/// <summary>Fifty assets on seven venues: how much memory the product takes.</summary>
[Collection(nameof(SharedStorage))]
public sealed class ManyAssetsMemoryTests(AzuriteFixture azurite, ITestOutputHelper output)
{
    [Fact]
    public async Task Run_WarmSlot_TakesLessThan256MiB()
    {
        Assert.SkipUnless(Campaign.IsFull, "The whole campaign only: two assets say nothing of the memory of fifty.");
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The most memory that a process had is read from /proc.");
        var present = TimeProvider.System.GetUtcNow();
        var before =
            new DateTimeOffset(present.UtcTicks - (present.UtcTicks % WarmStorage.SlotLength.Ticks), TimeSpan.Zero)
            - WarmStorage.SlotLength;
        await WarmStorage.StoreAsync(azurite, WarmStorage.OtherAssets, before, SevenVenues.At);
        await using var simulator = await VenueSimulator.StartAsync(
            WarmStorage.SimulatorFrom(before),
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );

        // The product as a process of its own: the simulator's memory is not its.
        await using var process = CliProcess.Start(Settings(simulator), "run", "--once");
        var ended = process.WaitAsync(TimeSpan.FromMinutes(5));
        var peak = 0L;
        while (await Task.WhenAny(ended, Task.Delay(200, TestContext.Current.CancellationToken)) != ended)
        {
            peak = Math.Max(peak, PeakBytesOf(process.Id));
        }

        var result = await ended;
        output.WriteLine($"the process had {peak >> 20} MiB at most");
        result.ExitCode.ShouldBe(0, result.Error);
        // The slot before was stored and not scored: this run makes up for it.
        result
            .Text.Split('\n')
            .Count(line => line.Contains(" rows, ", StringComparison.Ordinal))
            .ShouldBe(2 * WarmStorage.AssetCount);
        peak.ShouldBeInRange(1, 256 << 20);
    }

    private Dictionary<string, string> Settings(VenueSimulator simulator) =>
        new()
        {
            ["Decoupling__Assets"] = string.Join(',', WarmStorage.OtherAssets),
            ["Decoupling__Venues"] = string.Join(',', VenueCatalog.Names),
            ["Decoupling__StorageConnectionString"] = azurite.ConnectionString,
            ["Decoupling__AllowedHosts"] = simulator.OkxAddress.Authority,
            ["Decoupling__BinanceSpotAddress"] = simulator.BinanceSpotAddress.AbsoluteUri,
            ["Decoupling__BinanceFuturesAddress"] = simulator.BinanceFuturesAddress.AbsoluteUri,
            ["Decoupling__BybitAddress"] = simulator.BybitAddress.AbsoluteUri,
            ["Decoupling__CoinbaseAddress"] = simulator.CoinbaseAddress.AbsoluteUri,
            ["Decoupling__DeribitAddress"] = simulator.DeribitAddress.AbsoluteUri,
            ["Decoupling__HyperliquidAddress"] = simulator.HyperliquidAddress.AbsoluteUri,
            ["Decoupling__KrakenAddress"] = simulator.KrakenAddress.AbsoluteUri,
            ["Decoupling__OkxAddress"] = simulator.OkxAddress.AbsoluteUri,
        };

    private static long PeakBytesOf(int processId)
    {
        try
        {
            var line = File.ReadLines($"/proc/{processId}/status")
                .First(text => text.StartsWith("VmHWM", StringComparison.Ordinal));
            return 1024
                * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException)
        {
            return 0;
        }
    }
}

using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline.Reference;

namespace Decoupling.EndToEnd.Tests;

/// <summary><c>decoupling hazard fit</c> as a process of its own.</summary>
public sealed class HazardFitCommandTests : IDisposable
{
    private static readonly Dictionary<string, string> NoSettings = [];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("decoupling-hazard-");

    private string Output => Path.Combine(folder.FullName, "model.json");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Fit_RecordedHours_WritesTheFileThatShips()
    {
        var data = Environment.GetEnvironmentVariable("DECOUPLING_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(data), "DECOUPLING_DATA names no folder of recorded market data.");
        string Of(string name) => Path.Combine(data!, "binance_1h", name);

        var result = await CliProcess.RunAsync(
            NoSettings,
            [
                "hazard",
                "fit",
                "--asset",
                "BTC",
                "ETH",
                "--spot",
                Of("BTCUSDT_spot_1h.csv.gz"),
                Of("ETHUSDT_spot_1h.csv.gz"),
                "--perp",
                Of("BTCUSDT_perp_last_1h.csv.gz"),
                Of("ETHUSDT_perp_last_1h.csv.gz"),
                "--funding",
                Of("BTCUSDT_funding.csv.gz"),
                Of("ETHUSDT_funding.csv.gz"),
                "--train-to",
                "2022-07-01",
                "--out",
                Output,
            ]
        );

        result.ExitCode.ShouldBe(0, result.Error);
        result.Text.ShouldContain("AUC of volatility only");
        var (fitted, shipped) = (ReferenceTables.Hazard(Output), ReferenceTables.Hazard());
        fitted.Intercept.ShouldBe(shipped.Intercept, 1e-6);
        fitted.Record.Auc.Value.ShouldBe(shipped.Record.Auc.Value, 2e-4);
        fitted.Training.ShouldBe(shipped.Training);
    }

    [Fact]
    public async Task Fit_FewerFilesThanAssets_SaysSoAndExitsWithUsage()
    {
        var result = await CliProcess.RunAsync(
            NoSettings,
            ["hazard", "fit", "--asset", "BTC", "ETH", "--spot", "a", "--perp", "b", "--funding", "c", "--out", Output]
        );

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("There are 2 assets, 1 --spot, 1 --perp and 1 --funding");
        File.Exists(Output).ShouldBeFalse();
    }
}

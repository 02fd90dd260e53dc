using System.Text.Json;

namespace Decoupling.Pipeline.Tests.Infra;

/// <summary>The README's cost table follows from infra/costs.json, whose inputs are those of the templates.</summary>
public sealed class CostsTests
{
    private static readonly string[] Head =
    [
        "assets",
        "slot",
        "compute",
        "requests",
        "events",
        "telemetry",
        "snapshots kept",
        "rows kept",
        "USD a month",
    ];

    [Fact]
    public void Readme_Costs_FollowFromTheInputs()
    {
        var costs = Costs.Read();
        var lines =
            from assets in new[] { 5, 50, 500 }
            from slotMinutes in new[] { 5, 1 }
            select costs.Line(assets, slotMinutes);

        DocumentTables.Check("README.md", "### Costs", DocumentTables.Table(Head, lines));
    }

    // By hand: 5 × 288 × 30.4 = 43,776 snapshots a month, each with 1 write and 6 reads of blobs, 20 requests of tables and 6 of queues:
    // 43,776 × (5.5 + 6 × 0.44 + 20 × 0.036 + 6 × 0.4) × 1e-6 = 0.493 dollars.
    [Fact]
    public void Of_FiveAssetsAtFiveMinutes_AsksStorageForSomeTensOfCents() =>
        Costs.Read().Of(5, 5).Requests.ShouldBe(0.493, 0.001);

    // By hand: 500 × 1,440 × 400 = 288 million snapshots of 76 kB are 21,888 GB, at 0.0208 dollars.
    [Fact]
    public void Of_FiveHundredAssetsAtOneMinute_KeepsSnapshotsForSomeHundredDollars() =>
        Costs.Read().Of(500, 1).Blobs.ShouldBe(21_888 * 0.0208, 0.5);

    [Theory]
    [InlineData("instanceGB", "param instanceMemoryMB int = 2048")]
    [InlineData("snapshotRetentionDays", "param snapshotRetentionDays int = 400")]
    [InlineData("telemetryCapGBPerDay", "param dailyTelemetryCapMB int = 500")]
    public void Inputs_OfTheTemplates_AreTheirDefaults(string input, string parameter)
    {
        var assumed = JsonDocument.Parse(RepositoryFiles.Read("infra/costs.json")).RootElement.GetProperty("assumed");
        var value = double.Parse(parameter.Split('=')[1], System.Globalization.CultureInfo.InvariantCulture);
        var inUnit = value == 400 ? value : Math.Round(value / 1000, 1);

        assumed.GetProperty(input).GetDouble().ShouldBe(inUnit);
        RepositoryFiles.Read("infra/main.bicep").ShouldContain(parameter);
    }

    [Fact]
    public void Prices_Each_SaysItsUnitDateAndSourceAndWhetherItWasSeen()
    {
        var prices = JsonDocument.Parse(RepositoryFiles.Read("infra/costs.json")).RootElement.GetProperty("prices");

        foreach (var price in prices.EnumerateArray())
        {
            price.GetProperty("price").GetDouble().ShouldBePositive();
            price.GetProperty("unit").GetString().ShouldNotBeNullOrEmpty();
            price.GetProperty("asOf").GetString()!.ShouldStartWith("202");
            price.GetProperty("source").GetString()!.ShouldStartWith("https://");
            price.GetProperty("isVerified").ValueKind.ShouldBeOneOf(JsonValueKind.True, JsonValueKind.False);
        }
    }
}

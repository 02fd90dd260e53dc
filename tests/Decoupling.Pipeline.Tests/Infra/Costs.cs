using System.Globalization;
using System.Text.Json;

namespace Decoupling.Pipeline.Tests.Infra;

/// <summary>What a month costs, from infra/costs.json by the README's formulas.</summary>
internal sealed class Costs
{
    private const double BytesOfGB = 1e9;
    private const double SecondsOfDay = 86_400;

    private readonly JsonElement measured;
    private readonly JsonElement assumed;
    private readonly Dictionary<string, (double Price, double Free)> prices;

    private Costs(JsonElement inputs)
    {
        measured = inputs.GetProperty("measured");
        assumed = inputs.GetProperty("assumed");
        prices = inputs
            .GetProperty("prices")
            .EnumerateArray()
            .ToDictionary(
                price => price.GetProperty("name").GetString()!,
                price => (price.GetProperty("price").GetDouble(), price.GetProperty("free").GetDouble())
            );
    }

    public static Costs Read() => new(JsonDocument.Parse(RepositoryFiles.Read("infra/costs.json")).RootElement);

    /// <summary>The lines of the bill, in USD a month, by what they are for.</summary>
    public (double Compute, double Requests, double Events, double Telemetry, double Blobs, double Rows) Of(
        int assets,
        int slotMinutes
    )
    {
        var days = Assumed("daysPerMonth");
        var slots = SecondsOfDay / (60 * slotMinutes) * days;
        var snapshots = assets * slots;
        var checks = SecondsOfDay / 300 * days;
        var deliveries = SecondsOfDay / 30 * days;

        var blobRuns = snapshots * Assumed("blobExecutionsPerSnapshot");
        var least = Assumed("leastBilledSecondsPerExecution");
        var fetchSeconds = slots * Math.Clamp(assets * Assumed("fetchSecondsPerAsset"), least, 60 * slotMinutes);
        var timerSeconds = least * (checks + deliveries);
        var blobSeconds = least * blobRuns / Math.Min(Assumed("blobExecutionsAtOnce"), assets);
        var compute =
            Price("functionGBSeconds", Assumed("instanceGB") * (fetchSeconds + timerSeconds + blobSeconds))
            + Price("functionExecutions", slots + checks + deliveries + blobRuns);

        var requests =
            Price("blobWrites", snapshots * Measured("blobWritesPerSnapshot"))
            + Price("blobReads", snapshots * Measured("blobReadsPerSnapshot"))
            + Price("tableRequests", snapshots * Measured("tableRequestsPerSnapshot"))
            + Price("queueRequests", snapshots * Assumed("queueRequestsPerSnapshot"));
        var events = Price("eventGridOperations", snapshots * Assumed("eventGridOperationsPerSnapshot"));
        var telemetry = Price(
            "telemetry",
            Math.Min(
                (blobRuns + slots + checks + deliveries) * Assumed("telemetryKBPerExecution") * 1e3 / BytesOfGB,
                Assumed("telemetryCapGBPerDay") * days
            )
        );

        var snapshotBytes = Measured($"snapshotBytes{slotMinutes}Minute{(slotMinutes == 1 ? "" : "s")}");
        var blobs = Price(
            "blobStorage",
            snapshots / days * Assumed("snapshotRetentionDays") * snapshotBytes / BytesOfGB
        );
        var rowBytes =
            Measured("derivativesPerAsset") * (Measured("scoreRowBytes") + Measured("liquidationRowBytes"))
            + Measured("slotRowBytes")
            + Measured("summaryRowBytes") * slotMinutes / 60;
        var rows = Price("tableStorage", snapshots / days * Assumed("rowDays") * rowBytes / BytesOfGB);
        return (compute, requests, events, telemetry, blobs, rows);
    }

    /// <summary>A line of the README's table.</summary>
    public string[] Line(int assets, int slotMinutes)
    {
        var (compute, requests, events, telemetry, blobs, rows) = Of(assets, slotMinutes);
        double[] parts = [compute, requests, events, telemetry, blobs, rows];
        return
        [
            Text(assets),
            $"{Text(slotMinutes)} min",
            .. parts.Select(part => Text(Math.Round(part))),
            Text(Math.Round(parts.Sum())),
        ];
    }

    private double Price(string name, double amount) => Math.Max(0, amount - prices[name].Free) * prices[name].Price;

    private double Measured(string name) => measured.GetProperty(name).GetDouble();

    private double Assumed(string name) => assumed.GetProperty(name).GetDouble();

    private static string Text(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}

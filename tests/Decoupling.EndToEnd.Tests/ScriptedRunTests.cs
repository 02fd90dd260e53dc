using System.Net;
using System.Text.Json;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Storage;
using Decoupling.Simulator.Webhooks;
using Decoupling.Snapshots;

namespace Decoupling.EndToEnd.Tests;

/// <summary>From the venues' REST replies to rows, messages and ledger, over HTTP all the way.</summary>
[Collection(nameof(ScriptedRun))]
public sealed class ScriptedRunTests(ScriptedRun run)
{
    // The bar that closes at 12:25 is the first with Bybit's perpetual away from its spot; the one that closes at 12:35 is the first with it back.
    private static readonly DateTimeOffset FiredAt = ScriptedRun.At(25);
    private static readonly DateTimeOffset ResolvedAt = ScriptedRun.At(35);

    [Fact]
    public async Task Fetch_EverySlot_LeavesAReadableSnapshotOfBothVenues()
    {
        foreach (var slotAt in ScriptedRun.Slots)
        {
            var name = new SnapshotName(ScriptedRun.Asset, slotAt);
            var read = await run.Azurite.Blobs.ReadAsync(name, TestContext.Current.CancellationToken);

            var snapshot = read.Snapshot.ShouldNotBeNull();
            snapshot.SlotAt.ShouldBe(slotAt);
            snapshot.Venues.SelectMany(venue => venue.Missing).ShouldBeEmpty();
            snapshot
                .Instruments.Select(instrument => (instrument.Venue, instrument.Kind))
                .ShouldBe([
                    ("binance", InstrumentKind.Spot),
                    ("binance", InstrumentKind.LinearPerpetual),
                    ("bybit", InstrumentKind.Spot),
                    ("bybit", InstrumentKind.LinearPerpetual),
                ]);
        }
    }

    [Theory]
    [InlineData(ResultTableNames.DecouplingScores)]
    [InlineData(ResultTableNames.LiquidationRisk)]
    public async Task Score_EverySlot_WritesARowForEachPerpetual(string table)
    {
        var rows = await StoredRows.ReadAsync(run.Azurite.Tables, table);

        rows.Select(row => ((DateTimeOffset)row["AsOf"]!, (string)row["Venue"]!))
            .ShouldBe(
                ScriptedRun.Slots.SelectMany(slotAt => new[] { (slotAt, "binance"), (slotAt, "bybit") }),
                ignoreOrder: true
            );
        rows.ShouldAllBe(row => (string?)row["Status"] == "Ok" && (int)row["SchemaVersion"]! == 1);
        rows.ShouldAllBe(row => row["InputsHash"] != null && row["MethodVersion"] != null);
    }

    [Fact]
    public async Task Score_DislocationOnOneVenue_ShowsOnThatVenueOnly()
    {
        var rows = await StoredRows.ReadAsync(run.Azurite.Tables, ResultTableNames.DecouplingScores);

        var dislocated = rows.Where(row => (double)row["DislocationRatio"]! >= 1).ToArray();

        dislocated.ShouldAllBe(row => (string?)row["Venue"] == "bybit" && (int)row["DislocationDirection"]! == -1);
        dislocated.ShouldAllBe(row => (int)row["VenuesDislocated"]! == 1 && (int)row["VenuesScored"]! == 2);
        dislocated
            .Select(row => (DateTimeOffset)row["AsOf"]!)
            .ShouldBe([FiredAt, ScriptedRun.At(30)], ignoreOrder: true);
        // The script's height, with the market's own noise of a few basis points around it.
        dislocated.ShouldAllBe(row => Math.Abs((double)row["BasisBps"]! + 90) < 20);
    }

    [Fact]
    public async Task Score_NewestSlot_StandsInLatest()
    {
        var latest = await StoredRows.ReadAsync(run.Azurite.Tables, ResultTableNames.Latest);

        latest.Select(row => row.RowKey).ShouldBe(["BTC_binance_BTCUSDT", "BTC_bybit_BTCUSDT"]);
        latest.Select(row => (DateTimeOffset)row["AsOf"]!).Distinct().ShouldBe([ScriptedRun.Slots[^1]]);
    }

    [Fact]
    public async Task Score_EverySlot_IsDoneInTheLedger()
    {
        var slots = await StoredRows.ReadAsync(run.Azurite.Tables, ResultTableNames.Slots);

        slots.Select(row => (DateTimeOffset)row["SlotAt"]!).ShouldBe(ScriptedRun.Slots);
        slots.ShouldAllBe(row => (string?)row["Status"] == "Done" && (int)row["ResultRows"]! == 4);
        slots.ShouldAllBe(row => (int)row["MissingInputs"]! == 0);
        (await StoredRows.ReadAsync(run.Azurite.Tables, ResultTableNames.Failures)).ShouldBeEmpty();
    }

    [Fact]
    public void Deliver_DislocationComesAndGoes_PostsTwoMessages()
    {
        run.Simulated.Receiver.Received.ShouldAllBe(webhook => webhook.IsPosted);
        var messages = run.Simulated.Receiver.Posted.Select(TextOf).ToArray();

        messages.Length.ShouldBe(2);
        messages[0].ShouldStartWith("Critical: BTC dislocation on bybit BTCUSDT, ");
        messages[1].ShouldStartWith("Resolved: BTC dislocation on bybit BTCUSDT, ");
    }

    [Fact]
    public async Task Deliver_Fired_SaysWhatHowMuchAgainstWhatSinceWhenAndWhere()
    {
        var row = (await StoredRows.ReadAsync(run.Azurite.Tables, ResultTableNames.DecouplingScores)).Single(scored =>
            (DateTimeOffset)scored["AsOf"]! == FiredAt && (string?)scored["Venue"] == "bybit"
        );
        var value = ((double)row["DislocationRatio"]!).ToString(
            "0.###",
            System.Globalization.CultureInfo.InvariantCulture
        );
        var message = run.Simulated.Receiver.Posted[0];

        TextOf(message).ShouldEndWith($", {value} × both floors");
        var blocks = WebUtility.HtmlDecode(BlocksOf(message));
        blocks.ShouldContain((string)row["Summary"]!);
        blocks.ShouldContain($"Value\n{value} × both floors");
        blocks.ShouldContain("Threshold\nfires at ≥ 3 × both floors");
        blocks.ShouldContain("Since\n2026-01-05 12:25 UTC (0 min)");
        blocks.ShouldContain("Venue\nbybit BTCUSDT");
        blocks.ShouldNotContain("http");
    }

    [Fact]
    public void Deliver_Resolved_SaysSinceWhenItFired()
    {
        var blocks = WebUtility.HtmlDecode(BlocksOf(run.Simulated.Receiver.Posted[1]));

        blocks.ShouldContain("Since\n2026-01-05 12:25 UTC (10 min)");
        blocks.ShouldContain("0.6 × both floors");
        blocks.ShouldContain("Slot 2026-01-05 12:35 UTC.");
    }

    [Fact]
    public async Task Deliver_EachAttempt_IsARowAndNothingWaits()
    {
        var attempts = await StoredRows.ReadAsync(run.Azurite.Tables, ResultTableNames.Notifications);

        attempts
            .OrderBy(row => (DateTimeOffset)row["SlotAt"]!)
            .Select(row => ((string)row["Kind"]!, (string)row["Outcome"]!, (DateTimeOffset)row["SlotAt"]!))
            .ShouldBe([("Fired", "Delivered", FiredAt), ("Resolved", "Delivered", ResolvedAt)]);
        attempts.ShouldAllBe(row => (int)row["Attempt"]! == 1 && !(bool)row["PossibleRepeat"]!);
        var alerts = await StoredRows.ReadAsync(run.Azurite.Tables, ResultTableNames.Alerts);
        alerts.ShouldAllBe(row => row.RowKey.StartsWith("state_") && !(bool)row["IsFiring"]!);
    }

    [Fact]
    public async Task Summarize_AfterTheScript_SaysOneRowForTheAssetAndOneForAll()
    {
        var summaries = await StoredRows.ReadAsync(run.Azurite.Tables, ResultTableNames.RiskSummaries);

        summaries
            .Select(row => (string)row["Asset"]!)
            .ShouldBe([ScriptedRun.Asset, TableKeys.AllAssets], ignoreOrder: true);
        summaries.ShouldAllBe(row => (int)row["DerivativesScored"]! == 2 && (int)row["DerivativesMapped"]! == 2);
        summaries.ShouldAllBe(row => (string)row["CascadeStatus"]! == "Ok");
        summaries.ShouldAllBe(row => (double)row["CascadeFall5PercentMovePercent"]! >= 5);
    }

    [Fact]
    public async Task Secrets_WebhookPathAndStorageKey_AreInNoRowAndNoLogLine()
    {
        var secret = run.Simulated.Receiver.Address.AbsolutePath;
        string[] forbidden = [secret, secret.Split('/')[^1], Cli.Azurite.AzuriteProcess.AccountKey];

        foreach (var table in ResultTableNames.All)
        {
            var text = await StoredRows.TextAsync(run.Azurite.Tables, table);
            forbidden.ShouldAllBe(word => !text.Contains(word, StringComparison.OrdinalIgnoreCase));
        }

        run.Simulated.Log.Lines.ShouldAllBe(line =>
            !forbidden.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase))
        );
    }

    private static string TextOf(ReceivedWebhook webhook)
    {
        using var json = JsonDocument.Parse(webhook.Body);
        return WebUtility.HtmlDecode(json.RootElement.GetProperty("text").GetString()!);
    }

    /// <summary>All strings of the blocks, one after the other.</summary>
    private static string BlocksOf(ReceivedWebhook webhook)
    {
        using var json = JsonDocument.Parse(webhook.Body);
        return string.Join('\n', StringsOf(json.RootElement.GetProperty("blocks")));
    }

    private static IEnumerable<string> StringsOf(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().SelectMany(StringsOf),
            JsonValueKind.Object => element.EnumerateObject().SelectMany(property => StringsOf(property.Value)),
            JsonValueKind.String => [element.GetString()!],
            _ => [],
        };
}

using System.Diagnostics;
using Azure.Storage.Blobs;
using Decoupling.Alerts;
using Decoupling.Cli.Hosting;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline.Accounts;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Storage;
using Decoupling.Simulator.Market;

namespace Decoupling.EndToEnd.Tests;

/// <summary>Positions files from upload to purge, over Azurite and simulated venues.</summary>
public sealed class AccountsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private static readonly TimeSpan SlotLength = TimeSpan.FromMinutes(5);
    private static int s_runs;

    // Each test has a month of its own, so that the snapshots of another are not its newest.
    private readonly DateTimeOffset startAt = new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero).AddMonths(
        Interlocked.Increment(ref s_runs)
    );

    private SimulatedPipeline? simulated;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AssessAccounts Assess => simulated!.Pipeline.Assess;

    public async ValueTask InitializeAsync()
    {
        simulated = await SimulatedPipeline.StartAsync(
            azurite.ConnectionString,
            MarketScript.CalmThroughout(startAt),
            "BTC",
            "ETH"
        );
        await simulated.Pipeline.CreateStorageAsync(Cancellation);
        await foreach (var blob in simulated.Pipeline.Accounts!.ListAsync(Cancellation))
        {
            await new BlobContainerClient(azurite.ConnectionString, AccountBlobs.Container).DeleteBlobAsync(
                blob.Name,
                cancellationToken: Cancellation
            );
        }

        await simulated.RunAsync(startAt);
    }

    public ValueTask DisposeAsync() => simulated?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Upload_ThenASlot_AnswersBoth()
    {
        var file = await UploadAsync(
            PositionsFiles.Account(
                "desk",
                PositionsFiles.Position("btc", "binance", "BTC"),
                PositionsFiles.Position("eth", "bybit", "ETH")
            )
        );

        await Assess.RunAsync(file, Cancellation);
        var first = await RowsAsync(file);

        first.Count.ShouldBe(3);
        var btc = first.Single(row => (string?)row["Position"] == "btc");
        btc["Status"].ShouldBe("Ok", btc["Reason"]?.ToString());
        btc["Snapshot"].ShouldBe($"snapshots/{new SnapshotName("BTC", startAt).Format()}");
        ((double)btc["EffectiveLeverage"]!).ShouldBeInRange(5, 60);
        ((double)btc["LiquidationPrice"]!).ShouldBeLessThan((double)btc["MarkPrice"]!);
        ((double)btc["LiquidationProbability7d"]!).ShouldBeGreaterThan((double)btc["LiquidationProbability1h"]!);
        btc["BindingLimit"].ShouldNotBeNull();
        btc["StopStatus"].ShouldBe("Ok", btc["StopReason"]?.ToString());
        var account = first.Single(row => (string?)row["RowKind"] == "Account");
        account["Snapshot"]!.ToString()!.Split(' ').Length.ShouldBe(2);
        ((int)account["Positions"]!).ShouldBe(2);

        await RunSlotAsync(startAt + SlotLength);
        var both = await RowsAsync(file);

        both.Count.ShouldBe(6);
        both.Take(3).ShouldAllBe(row => (DateTimeOffset)row["AsOf"]! == startAt + SlotLength);
    }

    [Fact]
    public async Task Upload_AgainOrTwiceAtOnce_ChangesNotOneByte()
    {
        var file = await UploadAsync(PositionsFiles.Account("desk", PositionsFiles.Position("btc", "binance", "BTC")));
        await Assess.RunAsync(file, Cancellation);
        var before = await TextAsync(file);

        await Assess.RunAsync(file, Cancellation);
        await Task.WhenAll(Assess.RunAsync(file, Cancellation), Assess.RunAsync(file, Cancellation));

        (await TextAsync(file)).ShouldBe(before);
    }

    [Fact]
    public async Task Upload_WithoutAPositionThatWasThere_TakesItsRowOfTheSlotAway()
    {
        var one = PositionsFiles.Position("btc", "binance", "BTC");
        var file = await UploadAsync(
            PositionsFiles.Account("desk", one, PositionsFiles.Position("eth", "bybit", "ETH"))
        );
        await Assess.RunAsync(file, Cancellation);

        await PositionsFiles.UploadAsync(azurite, file, PositionsFiles.File(PositionsFiles.Account("desk", one)));
        await Assess.RunAsync(file, Cancellation);

        (await RowsAsync(file)).Select(row => row["Position"]).ShouldBe([null, "btc"]);
    }

    [Fact]
    public async Task Slot_OfAnAssetThatNobodyHoldsOrAnOlderOne_AnswersNothing()
    {
        var file = await UploadAsync(PositionsFiles.Account("desk", PositionsFiles.Position("btc", "binance", "BTC")));
        await RunSlotAsync(startAt + SlotLength);
        var before = await TextAsync(file);

        var ofEth = await Assess.RunAfterSlotAsync(
            new SnapshotName("ETH", startAt + SlotLength).Format(),
            Cancellation
        );
        var ofOld = await Assess.RunAfterSlotAsync(new SnapshotName("BTC", startAt).Format(), Cancellation);

        ofEth.Rows.ShouldBe(0);
        ofOld.Rows.ShouldBe(0);
        (await TextAsync(file)).ShouldBe(before);
    }

    [Fact]
    public async Task Upload_BadAccounts_AreListedByTheirLinesAndTheGoodAnswered()
    {
        var file = await UploadAsync(
            PositionsFiles.Account("good", PositionsFiles.Position("btc", "binance", "BTC")),
            PositionsFiles.Account("negative", PositionsFiles.Position("secretlabel", "binance", "BTC", -77.125)),
            PositionsFiles.Account("unknown", PositionsFiles.Position("a", "nowhere", "BTC")),
            PositionsFiles.Account(
                "doubled",
                PositionsFiles.Position("a", "binance", "BTC"),
                PositionsFiles.Position("b", "binance", "BTC")
            )
        );

        var outcome = await Assess.RunAsync(file, Cancellation);
        await Assess.RunAsync(file, Cancellation);

        outcome.Accounts.ShouldBe(1);
        outcome.Faults.ShouldBe(3);
        (await RowsAsync(file)).Select(row => row["Account"]).Distinct().ShouldBe(["good"]);
        var failures = (await StoredRows.ReadAsync(azurite.Tables, ResultTableNames.Failures))
            .Where(row => ((string)row["Source"]!).Contains(file))
            .Select(row => (string)row["Reason"]!)
            .Order()
            .ToArray();
        failures.Select(reason => reason.Split(':')[0]).ShouldBe(["Line 12", "Line 7", "Line 9"]);
        string.Join(' ', failures).ShouldNotContain("77");
        string.Join(' ', failures).ShouldNotContain("secretlabel");
    }

    [Fact]
    public async Task RuleOverPositions_TellsTheLabelAndTheFigureAndNothingElse()
    {
        var rule = new AlertRule
        {
            Name = "near-liquidation",
            Title = "near liquidation",
            Table = ResultTableNames.AccountRisk,
            Column = "LiquidationDistancePercent",
            Direction = AlertDirection.AtMost,
            Levels = [new AlertLevel(AlertSeverity.Warning, Enter: 20, Leave: 25)],
            Unit = "%",
        };
        var watched = simulated!.Open(
            simulated.Options with
            {
                Alerts = simulated.Options.Alerts with { OwnRules = [rule] },
            }
        );
        var file = await UploadAsync(
            PositionsFiles.Account("desk", PositionsFiles.Position("risky", "binance", "BTC", 0.73519))
        );

        await watched.Assess.RunAsync(file, Cancellation);
        await watched.Assess.RunAsync(file, Cancellation);

        var message = simulated
            .Receiver.Posted.Select(posted => posted.Text)
            .Where(text => text.Contains("near liquidation"))
            .ShouldHaveSingleItem();
        message.ShouldContain($"desk/risky@{file}");
        message.ShouldNotContain("73519");
        message.ShouldNotContain("88000");
    }

    [Fact]
    public async Task Purge_AfterTheRetention_LeavesNothingOfIt()
    {
        var file = await UploadAsync(PositionsFiles.Account("desk", PositionsFiles.Position("btc", "binance", "BTC")));
        await Assess.RunAsync(file, Cancellation);

        simulated!.Clock.MoveTo(startAt.AddDays(29));
        await simulated.Pipeline.Purge.RunAsync(Cancellation);
        (await RowsAsync(file)).Count.ShouldBe(2);

        simulated.Clock.MoveTo(startAt.AddDays(31));
        await simulated.Pipeline.Purge.RunAsync(Cancellation);
        (await RowsAsync(file)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Watch_NewFilesAndSlots_AreAnsweredOnce()
    {
        var file = await UploadAsync(PositionsFiles.Account("desk", PositionsFiles.Position("btc", "binance", "BTC")));
        var watch = new AccountWatch(simulated!.Pipeline, simulated.Options.Fetch, simulated.Clock);

        var first = await watch.AssessNewAsync(CancellationToken.None, Cancellation);
        var idle = await watch.AssessNewAsync(CancellationToken.None, Cancellation);
        await simulated.RunAsync(startAt + SlotLength);
        var afterSlot = await watch.AssessNewAsync(CancellationToken.None, Cancellation);
        await PositionsFiles.UploadAsync(azurite, file, PositionsFiles.OneLong("BTC") + " ");
        var replaced = await watch.AssessNewAsync(CancellationToken.None, Cancellation);

        (first.Rows, idle.Rows, afterSlot.Rows, replaced.Rows).ShouldBe((2, 0, 2, 2));
        (await RowsAsync(file)).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Upload_ManyAccounts_AreAllAnswered()
    {
        var count = Campaign.IsFull ? 2_500 : 25;
        var accounts = Enumerable
            .Range(0, count)
            .Select(index =>
                PositionsFiles.Account(
                    $"desk-{index}",
                    PositionsFiles.Position("a", "binance", "BTC"),
                    PositionsFiles.Position("b", "bybit", "BTC"),
                    PositionsFiles.Position("c", "binance", "ETH"),
                    PositionsFiles.Position("d", "bybit", "ETH")
                )
            );
        var file = await UploadAsync([.. accounts]);
        var watch = Stopwatch.StartNew();

        var outcome = await Assess.RunAsync(file, Cancellation);

        TestContext.Current.SendDiagnosticMessage($"{outcome.Rows} rows of {count} accounts took {watch.Elapsed}");
        outcome.Rows.ShouldBe(5 * count);
        var rows = await RowsAsync(file);
        rows.Count.ShouldBe(5 * count);
        rows.ShouldAllBe(row => (string)row["Status"]! == "Ok");
    }

    [Fact]
    public async Task SwitchedOff_NothingIsAnswered()
    {
        var file = await UploadAsync(PositionsFiles.Account("desk", PositionsFiles.Position("btc", "binance", "BTC")));
        var off = simulated!.Open(simulated.Options with { Accounts = new AccountFilesOptions { IsEnabled = false } });

        (await off.Assess.RunAsync(file, Cancellation)).ShouldBe(AccountsOutcome.None);
        (await RowsAsync(file)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Log_OfAllOfIt_RepeatsNoLabelSizeOrPrice()
    {
        var file = await UploadAsync(
            PositionsFiles.Account("quokka-desk", PositionsFiles.Position("wombat", "binance", "BTC", 0.73519)),
            PositionsFiles.Account("numbat", PositionsFiles.Position("bilby", "nowhere", "BTC", 0.73519))
        );
        await Assess.RunAsync(file, Cancellation);
        await RunSlotAsync(startAt + SlotLength);
        var broken = simulated!.Open(
            simulated.Options with
            {
                Storage = new StorageOptions { ConnectionString = await BrokenTablesAsync() },
            }
        );
        var thrown = await Should.ThrowAsync<Exception>(() => broken.Assess.RunAsync(file, Cancellation));

        string[] secrets = ["quokka", "wombat", "numbat", "bilby", "73519", "88000", "nowhere"];
        var said = string.Join('\n', simulated.Log.Lines) + thrown;
        simulated.Log.Lines.ShouldContain(line => line.Contains("A positions file"));
        foreach (var secret in secrets)
        {
            said.ShouldNotContain(secret);
        }
    }

    /// <summary>The same blobs, and tables that are nowhere.</summary>
    private Task<string> BrokenTablesAsync() =>
        Task.FromResult(
            azurite.ConnectionString.Replace(
                $"TableEndpoint={azurite.TableUri}",
                $"TableEndpoint={azurite.BlobUri}",
                StringComparison.Ordinal
            )
        );

    private async Task<string> UploadAsync(params string[] accounts)
    {
        var file = $"{Guid.NewGuid():N}.json";
        await PositionsFiles.UploadAsync(azurite, file, PositionsFiles.File(accounts));
        return file;
    }

    private async Task RunSlotAsync(DateTimeOffset slotAt)
    {
        foreach (var outcome in await simulated!.RunAsync(slotAt))
        {
            await Assess.RunAfterSlotAsync(outcome.Snapshot, Cancellation);
        }
    }

    private async Task<IReadOnlyList<TableRow>> RowsAsync(string file)
    {
        var rows = await StoredRows.ReadAsync(azurite.Tables, ResultTableNames.AccountRisk);
        return [.. rows.Where(row => (string?)row["File"] == file)];
    }

    private async Task<string> TextAsync(string file) =>
        string.Concat((await RowsAsync(file)).Select(row => StoredRows.Text(row)));
}

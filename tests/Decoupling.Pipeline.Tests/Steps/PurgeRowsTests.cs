using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Decoupling.Pipeline.Tests.Steps;

public sealed class PurgeRowsTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset NowAt = new(2026, 3, 1, 3, 15, 0, TimeSpan.Zero);
    private static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_OldAndYoungRows_DeletesWhatIsOverItsRetentionAndNothingElse()
    {
        var tables = await azurite.OpenTablesAsync();
        var account = $"purge-{Guid.NewGuid():N}";
        DateTimeOffset[] old = [NowAt - Retention - TimeSpan.FromTicks(1), NowAt.AddDays(-31), NowAt.AddDays(-400)];
        DateTimeOffset[] young = [NowAt, NowAt - Retention, NowAt.AddDays(-29)];
        var others = new TableRow($"BTC_{account}", $"{TableKeys.ReverseTicks(NowAt.AddDays(-400))}_binance_x", []);
        await tables.UpsertAsync(ResultTableNames.LiquidationRisk, [others], Cancellation);
        await tables.UpsertAsync(
            ResultTableNames.AccountRisk,
            [.. old.Concat(young).SelectMany(at => Rows(account, at))],
            Cancellation
        );

        var deleted = await Purge(tables).RunAsync(Cancellation);
        var again = await Purge(tables).RunAsync(Cancellation);

        deleted.ShouldBe(old.Length * 121);
        again.ShouldBe(0);
        var left = await tables
            .ReadTableAsync(ResultTableNames.AccountRisk, null, null, Cancellation)
            .Where(stored => stored.Row.PartitionKey.Contains(account))
            .CountAsync(Cancellation);
        left.ShouldBe(young.Length * 121);
        (
            await tables.ReadAsync(ResultTableNames.LiquidationRisk, others.PartitionKey, others.RowKey, Cancellation)
        ).ShouldNotBeNull();
    }

    [Fact]
    public async Task RunAsync_ResultsOverTheirRetention_GoByWholeDaysAndNothingElse()
    {
        var tables = await azurite.OpenTablesAsync();
        var asset = $"P{Guid.NewGuid():N}"[..20];
        var retention = TimeSpan.FromDays(100);
        DateTimeOffset[] old = [NowAt - retention - TimeSpan.FromDays(1), NowAt.AddDays(-130)];
        DateTimeOffset[] young = [NowAt, NowAt - retention];
        string[] names =
        [
            ResultTableNames.DecouplingScores,
            ResultTableNames.LiquidationRisk,
            ResultTableNames.RiskSummaries,
            ResultTableNames.Slots,
        ];
        foreach (var (name, at) in names.SelectMany(name => old.Concat(young).Select(at => (name, at))))
        {
            await tables.UpsertAsync(name, [Score(asset, at)], Cancellation);
        }

        var purge = new PurgeRows(
            tables,
            [asset],
            retention,
            Retention,
            new ManualTime(NowAt),
            NullLogger<PurgeRows>.Instance
        );
        var deleted = await purge.RunAsync(Cancellation);
        await purge.RunAsync(Cancellation);

        deleted.ShouldBeGreaterThanOrEqualTo(names.Length * old.Length);
        foreach (var name in names)
        {
            foreach (var at in old.Concat(young))
            {
                var row = Score(asset, at);
                var left = await tables.ReadAsync(name, row.PartitionKey, row.RowKey, Cancellation);
                (left is not null).ShouldBe(young.Contains(at), $"{name} {at:O}");
            }
        }
    }

    private static TableRow Score(string asset, DateTimeOffset at) =>
        new(TableKeys.AssetDay(asset, at), TableKeys.Newest(at, "binance", "x"), []);

    [Fact]
    public async Task RunAsync_RowsGoneMeanwhile_DeletesTheRest()
    {
        var tables = await azurite.OpenTablesAsync();
        var account = $"race-{Guid.NewGuid():N}";
        var rows = Rows(account, NowAt.AddDays(-50));
        await tables.UpsertAsync(ResultTableNames.AccountRisk, rows, Cancellation);
        var watched = new WatchedTableStore(tables);
        var struck = false;
        watched.BeforeCommit = async () =>
        {
            if (!struck)
            {
                struck = true;
                await tables.CommitAsync(
                    ResultTableNames.AccountRisk,
                    [new TableWrite(TableWriteKind.Delete, rows[3])],
                    Cancellation
                );
            }
        };

        await Purge(watched).RunAsync(Cancellation);

        var left = await tables
            .ReadPartitionAsync(ResultTableNames.AccountRisk, rows[0].PartitionKey, null, null, Cancellation)
            .CountAsync(Cancellation);
        left.ShouldBe(0);
    }

    private static PurgeRows Purge(ITableStore tables) => Purge(tables, TimeSpan.FromDays(3650));

    private static PurgeRows Purge(ITableStore tables, TimeSpan rowRetention) =>
        new(tables, ["BTC"], rowRetention, Retention, new ManualTime(NowAt), NullLogger<PurgeRows>.Instance);

    /// <summary>An account's row and 120 positions': more than one transaction.</summary>
    private static TableRow[] Rows(string account, DateTimeOffset at) =>
        [
            .. Enumerable
                .Range(0, 121)
                .Select(index => new TableRow(
                    $"file_{account}_{TableKeys.Day(at)}",
                    $"{TableKeys.ReverseTicks(at)}_{(index == 0 ? "account" : $"position_{index}")}",
                    []
                )),
        ];
}

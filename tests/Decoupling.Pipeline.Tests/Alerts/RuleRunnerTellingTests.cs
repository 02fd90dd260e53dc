using Decoupling.Alerts;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Tests.Alerts;

/// <summary>What holds back and what goes together, over the stored states of several alerts.</summary>
public sealed class RuleRunnerTellingTests : IAsyncLifetime
{
    private static readonly AlertRule s_market = DislocationRows.Rule with { Name = "market", Column = "BasisBps" };

    private readonly TemporaryFolder folder = new();
    private readonly FolderTableStore tables;

    public RuleRunnerTellingTests() => tables = new FolderTableStore(folder.FullName);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await tables.CreateTablesAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        await tables.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_InhibitedInTheSameSlot_IsRecordedAndNotSent(bool inhibitedFirst)
    {
        var inhibited = DislocationRows.Rule with { InhibitedBy = ["market"] };

        var notified = await RunAsync(inhibitedFirst ? [inhibited, s_market] : [s_market, inhibited], Row(0, "bybit"));

        notified.ShouldBe(1);
        (await DislocationRows.OutboxAsync(tables, "BTC"))
            .Select(pending => (pending.Notification.Rule, pending.HeldBack?.Reason))
            .ShouldBe([("market", null), ("dislocation", "The rule market fires for BTC.")], ignoreOrder: true);
    }

    [Fact]
    public async Task RunAsync_InhibitingRuleHasNoData_HoldsNothingBack()
    {
        var market = s_market with { NoDataAfterSlots = 1 };
        var inhibited = DislocationRows.Rule with { InhibitedBy = ["market"] };
        await RunAsync([market], Row(0, "bybit"));

        await RunAsync([market, inhibited], Row(1, "bybit", basisBps: null));

        (await DislocationRows.OutboxAsync(tables, "BTC"))
            .Select(pending => (pending.Notification.Rule, pending.Notification.Kind, pending.HeldBack))
            .ShouldBe(
                [
                    ("market", NotificationKind.Fired, null),
                    ("market", NotificationKind.NoData, null),
                    ("dislocation", NotificationKind.Fired, null),
                ],
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task RunAsync_GroupLargerThanATransaction_IsTwoMessagesThatTellEachAlertOnce()
    {
        var rule = DislocationRows.Rule with { GroupsByAsset = true };
        var rows = Enumerable.Range(0, 120).Select(i => Row(0, $"v{i}")).ToArray();

        var notified = await RunAsync([rule], rows);

        notified.ShouldBe(2);
        var told = (await DislocationRows.OutboxAsync(tables, "BTC")).Select(pending => pending.Notification).ToArray();
        told.Select(notification => notification.Id).ShouldBeUnique();
        told.SelectMany(notification => notification.Members)
            .Select(member => member.Venue)
            .ShouldBe(rows.Select(row => (string)row["Venue"]!), ignoreOrder: true);
    }

    [Fact]
    public async Task RunAsync_RowWithoutAMarket_IsOfAllOfThem()
    {
        var row = new RowBuilder("p", "r")
            .Add("AsOf", DislocationRows.SlotAt(0))
            .Add("Summary", "All of them.")
            .Add("DislocationRatio", 2.0)
            .Build();

        await RunAsync([DislocationRows.Rule], row);

        (await DislocationRows.OutboxAsync(tables, "BTC"))
            .ShouldHaveSingleItem()
            .Notification.Id.ShouldBe("dislocation/BTC/~all/~all/1/fired");
    }

    [Fact]
    public async Task RunAsync_VenuesByPattern_LeavesTheOthersAlone()
    {
        var rule = DislocationRows.Rule with { Venues = ["by*"], Assets = ["B?C"] };

        (await RunAsync([rule], Row(0, "bybit"), Row(0, "okx"))).ShouldBe(1);

        (await DislocationRows.StatesAsync(tables, "BTC")).ShouldHaveSingleItem();
    }

    private Task<int> RunAsync(AlertRule[] rules, params TableRow[] rows) =>
        new RuleRunner(tables, rules, DislocationRows.Channels, new ManualTime(DislocationRows.FirstSlotAt)).RunAsync(
            "BTC",
            ResultTableNames.DecouplingScores,
            rows,
            Cancellation
        );

    private static TableRow Row(int slot, string venue, double? basisBps = 17.5) =>
        new RowBuilder("p", $"{slot}_{venue}")
            .Add("Venue", venue)
            .Add("Symbol", "BTCUSDT")
            .Add("AsOf", DislocationRows.SlotAt(slot))
            .Add("Summary", "It stands apart.")
            .Add("DislocationRatio", 2.0)
            .Add("BasisBps", basisBps)
            .Build();
}

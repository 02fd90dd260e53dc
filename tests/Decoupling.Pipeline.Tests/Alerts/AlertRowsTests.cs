using Decoupling.Alerts;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Tests.Storage;

namespace Decoupling.Pipeline.Tests.Alerts;

public sealed class AlertRowsTests(AzuriteFixture azurite)
{
    private const string OddAsset = "1000/PEPE #?";
    private const string OddVenue = "bit_get\\é";
    private const string OddSymbol = "BTC/USDT:USDT_😀~all";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<AlertState> States =>
        [
            AlertState.Initial with
            {
                LastSlotAt = DislocationRows.SlotAt(3),
            },
            new AlertState
            {
                IsFiring = true,
                Generation = int.MaxValue,
                LastSlotAt = DislocationRows.SlotAt(3).AddTicks(1),
                SinceAt = DislocationRows.SlotAt(2),
                PeakValue = 2,
            },
            new AlertState
            {
                IsFiring = true,
                Generation = 1,
                LastSlotAt = DislocationRows.SlotAt(3),
                SinceAt = DislocationRows.SlotAt(3),
                PeakValue = -1e-300,
            },
        ];

    [Theory]
    [MemberData(nameof(States), DisableDiscoveryEnumeration = true)]
    public async Task FromState_StoredAndRead_IsTheSameState(AlertState state)
    {
        var stored = await StoreAsync(AlertRows.FromState(DislocationRows.Rule, Sample(), state));

        AlertRows.ToState(stored).ShouldBe(state);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FromPending_StoredAndRead_IsTheSameNotification(bool isInFlight)
    {
        var pending = new PendingNotification
        {
            Notification = Notification() with { Value = 0.1 + 0.2, PeakValue = double.MaxValue, LeaveLevel = -0.0 },
            CreatedAt = DislocationRows.SlotAt(2),
            Attempts = 7,
            DueAt = DislocationRows.SlotAt(1).AddTicks(1),
            InFlightSinceAt = isInFlight ? DislocationRows.SlotAt(1) : null,
        };

        var stored = await StoreAsync(AlertRows.FromPending(pending));

        var read = AlertRows.ToPending(stored);
        var facts = pending.Notification.Facts;
        read.Notification.Facts.ShouldBe(facts);
        (read with { Notification = read.Notification with { Facts = facts } }).ShouldBe(pending);
    }

    [Fact]
    public void Keys_OddCharacters_AreThoseThatAzureTakes()
    {
        var state = AlertRows.FromState(
            DislocationRows.Rule,
            Sample(),
            AlertState.Initial with
            {
                LastSlotAt = DislocationRows.SlotAt(0),
            }
        );
        var pending = AlertRows.FromPending(Pending(Notification()));

        Should.NotThrow(() => TableRules.CheckRow(ResultTableNames.Alerts, state));
        Should.NotThrow(() => TableRules.CheckRow(ResultTableNames.Alerts, pending));
        state.PartitionKey.ShouldBe(pending.PartitionKey);
        state.RowKey.ShouldBe("state_dislocation_bit~005fget~005c~00e9_BTC~002fUSDT~003aUSDT~005f~d83d~de00~007eall");
    }

    [Fact]
    public void StateKey_PartsThatCouldRunTogether_AreDifferentKeys()
    {
        var sample = Sample();
        string[] keys =
        [
            AlertRows.StateKey(DislocationRows.Rule, sample with { Venue = "a_b", Symbol = "c" }),
            AlertRows.StateKey(DislocationRows.Rule, sample with { Venue = "a", Symbol = "b_c" }),
            AlertRows.StateKey(DislocationRows.Rule, sample with { Venue = "a~005fb", Symbol = "c" }),
        ];

        keys.ShouldBeUnique();
    }

    [Fact]
    public void FromPending_LaterSlot_ComesAfterInTheOutbox()
    {
        var keys = new[] { 0, 1, 9, 10, 100_000 }
            .Select(slot => Notification() with { SlotAt = DislocationRows.SlotAt(slot) })
            .Select(notification => AlertRows.FromPending(Pending(notification)).RowKey)
            .ToArray();

        keys.ShouldBe(keys.Order(StringComparer.Ordinal));
        keys.ShouldAllBe(key =>
            string.CompareOrdinal(key, AlertRows.OutboxPrefix) > 0
            && string.CompareOrdinal(key, AlertRows.EndOf(AlertRows.OutboxPrefix)) < 0
        );
    }

    private static AlertSample Sample() =>
        new()
        {
            Asset = OddAsset,
            Venue = OddVenue,
            Symbol = OddSymbol,
            SlotAt = DislocationRows.SlotAt(0),
            Value = 2,
            Summary = "\"<&>\" — 測試 😀\n\u0001",
            Facts = [new AlertFact("BasisBps", "17.5"), new AlertFact("", "")],
        };

    private static AlertNotification Notification() =>
        AlertDecision.Decide(DislocationRows.Rule, AlertState.Initial, Sample()).Notification!;

    private static PendingNotification Pending(AlertNotification notification) =>
        new()
        {
            Notification = notification,
            CreatedAt = notification.SlotAt,
            Attempts = 0,
            DueAt = notification.SlotAt,
        };

    private async Task<TableRow> StoreAsync(TableRow row)
    {
        var own = row with { PartitionKey = $"{Guid.NewGuid():N}" };
        var tables = await azurite.OpenTablesAsync();
        await tables.CommitAsync(ResultTableNames.Alerts, [new TableWrite(TableWriteKind.Insert, own)], Cancellation);
        return (await tables.ReadAsync(ResultTableNames.Alerts, own.PartitionKey, own.RowKey, Cancellation))!.Row;
    }
}

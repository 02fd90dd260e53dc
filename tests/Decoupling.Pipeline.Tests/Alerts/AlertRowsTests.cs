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
                Phase = AlertPhase.NoData,
                PhaseBehind = AlertPhase.Recovering,
                LevelsReached = 1,
                SilenceCount = 3,
                SlotsWithoutValue = 4,
                Generation = int.MaxValue,
                LastSlotAt = DislocationRows.SlotAt(3).AddTicks(1),
                SinceAt = DislocationRows.SlotAt(2),
                PeakValue = 2,
            },
            new AlertState
            {
                Phase = AlertPhase.Firing,
                LevelsReached = 1,
                Generation = 1,
                LastSlotAt = DislocationRows.SlotAt(3),
                SinceAt = DislocationRows.SlotAt(3),
                PeakValue = -1e-300,
                ResolvedAt = DislocationRows.SlotAt(1),
                Marks =
                [
                    new AlertMark(DislocationRows.SlotAt(2), 0, 1),
                    new AlertMark(DislocationRows.SlotAt(3), 1, 1),
                ],
                Readings = [new AlertReading(DislocationRows.SlotAt(3), 0.1 + 0.2)],
                Told = new AlertTold
                {
                    Generation = 1,
                    LevelsReached = 1,
                    At = DislocationRows.SlotAt(3),
                    Reminders = 2,
                    SilenceCount = 3,
                    IsDataBack = true,
                    HeldBack = "one\ntwo",
                },
            },
        ];

    [Theory]
    [MemberData(nameof(States), DisableDiscoveryEnumeration = true)]
    public async Task FromState_StoredAndRead_IsTheSameState(AlertState state)
    {
        var stored = await StoreAsync(AlertRows.FromState(DislocationRows.Rule, Sample(), state));

        var read = AlertRows.ToState(stored);
        read.Marks.ShouldBe(state.Marks);
        read.Readings.ShouldBe(state.Readings);
        (read with { Marks = state.Marks, Readings = state.Readings }).ShouldBe(state);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FromPending_StoredAndRead_IsTheSameNotification(bool isInFlight)
    {
        var pending = new PendingNotification
        {
            Notification = Notification() with
            {
                Value = 0.1 + 0.2,
                PeakValue = double.MaxValue,
                LeaveLevel = -0.0,
                ChangeOver = TimeSpan.FromMinutes(10),
                DataAge = TimeSpan.FromSeconds(7),
                Drivers = [new AlertDriver("funding", 0.4)],
                Members = [new AlertMember("a/b", "a", "b", null)],
                Channels = ["night"],
            },
            CreatedAt = DislocationRows.SlotAt(2),
            Attempts = 7,
            DueAt = DislocationRows.SlotAt(1).AddTicks(1),
            InFlightSinceAt = isInFlight ? DislocationRows.SlotAt(1) : null,
            HeldBack = isInFlight ? null : new HeldBack(SuppressionCause.Silenced, "Silenced by ann."),
        };

        var stored = await StoreAsync(AlertRows.FromPending(pending));

        var read = AlertRows.ToPending(stored);
        var (facts, drivers) = (pending.Notification.Facts, pending.Notification.Drivers);
        var (members, channels) = (pending.Notification.Members, pending.Notification.Channels);
        read.Notification.Facts.ShouldBe(facts);
        read.Notification.Drivers.ShouldBe(drivers);
        read.Notification.Members.ShouldBe(members);
        read.Notification.Channels.ShouldBe(channels);
        var withTheLists = read.Notification with
        {
            Facts = facts,
            Drivers = drivers,
            Members = members,
            Channels = channels,
        };
        (read with { Notification = withTheLists }).ShouldBe(pending);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ToState_RowOfTheFirstColumns_TellsNothingAgain(bool isFiring)
    {
        var row = new RowBuilder("BTC", "state_dislocation_bybit_BTCUSDT")
            .Add("SchemaVersion", 1)
            .Add("Rule", "dislocation")
            .Add("Venue", "bybit")
            .Add("Symbol", "BTCUSDT")
            .Add("IsFiring", isFiring)
            .Add("Generation", 4)
            .Add("LastSlotAt", DislocationRows.SlotAt(3))
            .Add("SinceAt", isFiring ? DislocationRows.SlotAt(2) : null)
            .Add("PeakValue", isFiring ? 2.5 : null)
            .Build();

        var state = AlertRows.ToState(row);
        var same = Decide(state, 4, isFiring ? 0.7 : 0.1);
        var other = Decide(state, 4, isFiring ? 0.1 : 1.5);

        same.Notifications.ShouldBeEmpty();
        var told = other.Notifications.ShouldHaveSingleItem();
        told.Id.ShouldBe($"dislocation/{OddAsset}/{OddVenue}/{OddSymbol}/{(isFiring ? "4/resolved" : "5/fired")}");
        told.PeakValue.ShouldBe(isFiring ? 2.5 : 1.5);
        told.SinceAt.ShouldBe(DislocationRows.SlotAt(isFiring ? 2 : 4));
    }

    [Fact]
    public void ToPending_BodyOfBeforeGroups_HasEmptyListsAndNoNulls()
    {
        var row = AlertRows.FromPending(Pending(Notification()));
        var old = new RowBuilder(row.PartitionKey, row.RowKey)
            .Add("CreatedAt", row["CreatedAt"])
            .Add("Attempts", 0)
            .Add("DueAt", row["DueAt"])
            .Add(
                "Body",
                """
                {"schemaVersion":1,"id":"a/1/fired","alertKey":"a","kind":"Fired","rule":"r","title":"t","severity":"Warning","asset":"BTC",
                "venue":"v","symbol":"s","slotAt":"2026-01-05T00:00:00+00:00","sinceAt":"2026-01-05T00:00:00+00:00","value":2,"peakValue":2,
                "enterLevel":1,"leaveLevel":0.6,"direction":"AtLeast","unit":"bp","summary":"It stands apart.","facts":[]}
                """
            )
            .Build();

        var read = AlertRows.ToPending(old).Notification;

        (read.Members.Count, read.Drivers.Count, read.Channels.Count).ShouldBe((0, 0, 0));
        (read.NextStep, read.Coverage, read.Value).ShouldBe(("", "", 2));
    }

    [Fact]
    public void FromState_LargestState_FitsIntoAColumn()
    {
        var rule = DislocationRows.Rule with
        {
            ChangeOver = TimeSpan.FromHours(25),
            EnterWithinSlots = AlertRule.MostConfirmingSlots,
        };
        var state = AlertState.Initial;
        for (var slot = 0; slot < 2 * AlertRule.MostChangeSlots; slot++)
        {
            state = AlertTransition.Next(
                rule,
                state,
                Sample() with
                {
                    SlotAt = DislocationRows.SlotAt(slot),
                    Value = -1.2345678901234567e-300,
                }
            );
        }

        state.Readings.Count.ShouldBe(AlertRule.MostChangeSlots + 1);
        var row = AlertRows.FromState(
            rule,
            Sample(),
            state with
            {
                Told = new AlertTold { HeldBack = new('x', 2_000) },
            }
        );
        Should.NotThrow(() => TableRules.CheckRow(ResultTableNames.Alerts, row));
    }

    [Fact]
    public void FromState_LadderShortened_HasTheTopSeverity()
    {
        var state = AlertState.Initial with { Phase = AlertPhase.Firing, LevelsReached = 3, Generation = 1 };

        AlertRows.FromState(DislocationRows.Rule, Sample(), state)["Severity"].ShouldBe("Warning");
    }

    private static AlertDecision Decide(AlertState state, int slot, double value) =>
        AlertDecision.Decide(
            DislocationRows.Rule,
            state,
            Sample() with
            {
                SlotAt = DislocationRows.SlotAt(slot),
                Value = value,
            },
            AlertContext.None
        );

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
        AlertDecision
            .Decide(DislocationRows.Rule, AlertState.Initial, Sample(), AlertContext.None)
            .Notifications.ShouldHaveSingleItem();

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

using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Venues;
using Decoupling.Snapshots;
using Decoupling.Venues;
using Microsoft.Extensions.Logging.Abstractions;

namespace Decoupling.Pipeline.Tests.Venues;

/// <summary>What is known of the venues outlives the process, is told once, and is obeyed by the next.</summary>
public sealed class VenueWatchTests : IAsyncLifetime
{
    private static readonly TimeSpan SlotLength = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset StartAt = Recording.SlotAt;

    private readonly TemporaryFolder _folder = new();
    private readonly FolderTableStore _tables;
    private readonly ManualTime _time = new(Recording.NowAt);

    public VenueWatchTests() => _tables = new FolderTableStore(_folder.FullName);

    public async ValueTask InitializeAsync() => await _tables.CreateTablesAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _tables.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Write_VenueFailsSlotAfterSlot_IsDownAndToldOnceAndRecoveredOnce()
    {
        bool[] answers = [true, false, false, false, false, false, true, true, true, true];
        var resting = new List<bool>();
        for (var slot = 0; slot < answers.Length; slot++)
        {
            resting.Add(await RunAsync(slot, answers[slot]));
        }

        // The third failure in a row, of slot 3, leaves it alone until two slots later, the fourth until four slots later.
        resting.ShouldBe([false, false, false, false, true, false, true, true, true, false]);
        var row = await RowAsync();
        row["State"].ShouldBe("Up");
        row["AsOf"].ShouldBe(StartAt + (9 * SlotLength));
        _tables
            .RowCounts[ResultTableNames.Notifications]
            .ShouldBe(2, "it is told when it goes down and when it is back");
    }

    [Fact]
    public async Task Write_VenueIsDown_RowSaysSinceWhenAndWhy()
    {
        for (var slot = 0; slot < 3; slot++)
        {
            await RunAsync(slot, answers: false);
        }

        var row = await RowAsync();
        row["State"].ShouldBe("Down");
        row["FailedSlots"].ShouldBe(3);
        row["FailingSinceAt"].ShouldBe(StartAt);
        row["NextAskAt"].ShouldBe(StartAt + (4 * SlotLength));
        row["Reason"].ShouldBe("Nothing came from kraken: no answer.");
        row["ClockSkewStatus"].ShouldBe("InsufficientData");
        row["ClockSkewMilliseconds"].ShouldBeNull();
    }

    [Fact]
    public async Task Read_VenueToldAnotherProcessToStayAway_IsObeyed()
    {
        var told = Venue();
        told.Traffic.Obey(new VenueHold(Recording.NowAt.AddMinutes(10), "the venue told us to send nothing for 600 s"));
        await RunAsync(0, answers: false, told);
        var later = Venue();

        await Watch(later).ReadAsync(TestContext.Current.CancellationToken);

        later
            .Traffic.Hold.ShouldNotBeNull()
            .ShouldBe(new VenueHold(Recording.NowAt.AddMinutes(10), "the venue told us to send nothing for 600 s"));
    }

    [Fact]
    public async Task Write_NothingWasFetched_LeavesTheRow()
    {
        await RunAsync(0, answers: true);
        var before = await RowAsync();
        var watch = Watch(Venue());

        await watch.WriteAsync(
            StartAt + SlotLength,
            await watch.ReadAsync(TestContext.Current.CancellationToken),
            [],
            TestContext.Current.CancellationToken
        );

        (await RowAsync())["AsOf"].ShouldBe(before["AsOf"]);
    }

    /// <summary>Runs a slot as a process of its own would, and says whether the venue was left alone.</summary>
    private async Task<bool> RunAsync(int slot, bool answers, IVenue? venue = null)
    {
        var slotAt = StartAt + (slot * SlotLength);
        var watch = Watch(venue ?? Venue());
        var health = await watch.ReadAsync(TestContext.Current.CancellationToken);
        var isResting = health["kraken"].IsResting(slotAt);
        var answer = Answer(answers && !isResting);
        await watch.WriteAsync(slotAt, health, [answer], TestContext.Current.CancellationToken);
        return isResting;
    }

    private VenueWatch Watch(IVenue venue) =>
        new(
            _tables,
            [venue],
            SlotLength,
            new RuleRunner(_tables, new AlertOptions().Rules(SlotLength), [], _time),
            new DeliverNotifications(_tables, [], new Random(1), _time, NullLogger<DeliverNotifications>.Instance),
            _time,
            NullLogger<VenueWatch>.Instance
        );

    private IVenue Venue() =>
        Recording.Venue(
            "kraken",
            new ReplayHandler(new Dictionary<string, string>()),
            _time,
            Recording.Options("kraken")
        );

    private static VenueSnapshot Answer(bool answers) =>
        new()
        {
            Venue = "kraken",
            Missing = answers ? [] : [new MissingInput("venue", null, "Nothing came from kraken: no answer.")],
        };

    private async Task<TableRow> RowAsync() =>
        (
            await _tables.ReadAsync(ResultTableNames.Venues, "venues", "kraken", TestContext.Current.CancellationToken)
        )!.Row;
}

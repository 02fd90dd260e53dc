using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Baselines;
using Decoupling.Pipeline.Ledger;
using Decoupling.Pipeline.Reference;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Venues;
using Decoupling.Pipeline.Venues.Binance;
using Decoupling.Pipeline.Venues.Bybit;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues;
using Decoupling.Snapshots;
using Microsoft.Extensions.Logging.Abstractions;

namespace Decoupling.Pipeline.Tests.Alerts;

/// <summary>A script in which each gate's fault happens once, on OKX, over HTTP: what the rows say, and who is told what.</summary>
public sealed class FaultScriptTests
{
    private const string Venue = "okx";
    private static readonly TimeSpan s_slot = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset s_startAt = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] s_ofPrices =
    [
        "DislocationRatio",
        "BasisBps",
        "Beta",
        "KalmanBeta",
        "CrossBasisBps",
        "HazardProbability",
        "VolatilityPerYear",
        "LongLiquidationWithin5PercentUsd",
        "BuyHereBreakEvenFee",
    ];
    private static readonly string[] s_ofBook = ["BidDepthWithin1PercentUsd", "BuyHereBreakEvenFee"];
    private static readonly string[] s_ofOpenInterest = ["OpenInterestUsd", "LongLiquidationWithin5PercentUsd"];

    /// <summary>The faults one after the other, a calm slot at least between. A bar is of the minutes before its slot, a quote of those after it.</summary>
    private static readonly Act[] s_acts =
    [
        new(MarketFaultKind.FrozenBids, 6, 18, "bids:FrozenBook!", s_ofBook),
        new(MarketFaultKind.FrozenAsks, 21, 33, "asks:FrozenBook!", s_ofBook),
        new(MarketFaultKind.CrossedBook, 40, 43, "bids:CrossedBook! asks:CrossedBook!", s_ofBook),
        new(MarketFaultKind.OutlierPrint, 49, 50, "last:Outlier!", s_ofPrices),
        new(MarketFaultKind.PriceUnitJump, 60, 63, "last:UnitJump!", s_ofPrices),
        new(MarketFaultKind.OpenInterestUnitJump, 70, 73, "openInterest:UnitJump!", s_ofOpenInterest),
        new(MarketFaultKind.OpenInterestHalved, 80, 83, "openInterest:OpenInterestJump!", s_ofOpenInterest),
        new(MarketFaultKind.FundingOutsideCap, 90, 93, "funding:FundingCap!", ["FundingPerYear"]),
        new(MarketFaultKind.OwnIndex, 100, 103, "index:OwnIndex!", ["PremiumBps", "IndexBasisBps", "FundingGapBps"]),
        new(
            MarketFaultKind.ClockBehind,
            110,
            113,
            "clock:Clock!",
            [.. s_ofPrices, .. s_ofBook, .. s_ofOpenInterest, "PremiumBps", "FundingPerYear", "MarkPrice"]
        ),
        new(MarketFaultKind.FrozenLast, 115, 140, "last:FrozenLast!", s_ofPrices),
        new(MarketFaultKind.FrozenSpot, 145, 170, "spot.last:FrozenLast!", ["DislocationRatio", "BasisBps", "Beta"]),
        new(MarketFaultKind.Outage, 175, 195, "last:RestartPrint!", s_ofPrices, ShowsAt: 200),
    ];

    [Fact]
    public async Task Run_EachFaultOnce_EndsWithItsVerdictNoScoreOfItAndOneAlert()
    {
        var script = new MarketScript
        {
            StartAt = s_startAt,
            Phases = [],
            Faults =
            [
                .. s_acts.Select(act => new MarketFault
                {
                    Kind = act.Kind,
                    Venue = Venue,
                    After = TimeSpan.FromMinutes(act.From),
                    Length = TimeSpan.FromMinutes(act.To - act.From),
                }),
            ],
        };

        var (rows, told) = await RunAsync(script, slots: 42);

        rows.Where(row => (string)row["Venue"]! != Venue).ShouldAllBe(row => IsSound(row));
        foreach (var act in s_acts)
        {
            var row = rows.Single(one => (string)one["Venue"]! == Venue && (DateTimeOffset)one["AsOf"]! == act.ShownAt);
            row["VenueVerdict"].ShouldBe("BadData", $"{act.Kind}: {row["DataFindings"]}");
            ((string)row["DataFindings"]!).ShouldContain(act.Finding, Case.Sensitive, $"{act.Kind}");
            ((string)row["VerdictReason"]!).ShouldStartWith(Venue);
            act.Lost.ShouldAllBe(column => row[column] == null, $"{act.Kind}");
        }

        var okx = rows.Where(row => (string)row["Venue"]! == Venue).ToArray();
        okx.Where(row => !s_acts.Any(act => act.Covers((DateTimeOffset)row["AsOf"]!)))
            .ShouldAllBe(row => (string)row["VenueVerdict"]! == "Normal" && (int)row["DataRefused"]! == 0);

        // Each fault is told once, and once that it is over; nothing else is told of anything.
        told.ShouldAllBe(line => line.Contains("\"Rule\":\"bad-data\"") && line.Contains("\"Venue\":\"okx\""));
        told.Count(line => line.Contains("\"Kind\":\"Fired\"")).ShouldBe(s_acts.Length);
        told.Count(line => line.Contains("\"Kind\":\"Resolved\"")).ShouldBe(s_acts.Length);
    }

    private static bool IsSound(TableRow row) =>
        (string)row["VenueVerdict"]! == "Normal"
        && (string)row["DataFindings"]! == "none"
        && (string)row["Status"]! == "Ok"
        && (double)row["DislocationRatio"]! < 1;

    /// <summary>A fault from one minute of the script to another, and the slot whose row must show it.</summary>
    private sealed record Act(
        MarketFaultKind Kind,
        int From,
        int To,
        string Finding,
        string[] Lost,
        int? ShowsAt = null
    )
    {
        public DateTimeOffset ShownAt => s_startAt.AddMinutes(ShowsAt ?? (To + 4) / 5 * 5 - (To % 5 == 0 ? 0 : 5));

        /// <summary>From the first slot with data of the fault to the one that shows it.</summary>
        public bool Covers(DateTimeOffset slotAt) => slotAt >= s_startAt.AddMinutes(From) && slotAt <= ShownAt;
    }

    private static async Task<(List<TableRow> Rows, string[] Told)> RunAsync(MarketScript script, int slots)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var clock = new SteppedClock(script.StartAt.AddSeconds(10));
        await using var simulator = await VenueSimulator.StartAsync(
            new SimulatorOptions { Script = script },
            clock,
            cancellationToken
        );
        var fetch = new MarketFetch(new FetchOptions { Assets = ["BTC"] }, VenuesOf(simulator, clock));
        using var folder = new TemporaryFolder();
        var rows = new List<TableRow>();
        var tables = new FolderTableStore(folder.FullName);
        await tables.CreateTablesAsync(cancellationToken);
        var step = StepOver(tables, folder, clock);
        MarketSnapshot? previous = null;
        for (var slot = 0; slot < slots; slot++)
        {
            clock.Now = script.StartAt + slot * s_slot + TimeSpan.FromSeconds(10);
            previous = await fetch.FetchAsync("BTC", script.StartAt + slot * s_slot, previous, cancellationToken);
            previous.Venues.SelectMany(venue => venue.Missing).ShouldBeEmpty();
            var scored = step.Score(previous, null);
            await step.CommitAsync(scored, $"slot {slot}", cancellationToken);
            rows.AddRange(scored.Scores.Zip(scored.Liquidations, Joined));
        }

        await tables.DisposeAsync();
        return (rows, await File.ReadAllLinesAsync(folder.PathOf("Notifications.ndjson"), cancellationToken));
    }

    private static ScoreSnapshot StepOver(FolderTableStore tables, TemporaryFolder folder, TimeProvider clock) =>
        new(
            ReferenceTables.Scoring(),
            blobs: null,
            new BaselineBlobs(new FolderBaselineStore(folder.PathOf("baselines"))),
            tables,
            new RuleRunner(tables, new AlertOptions().Rules(s_slot), channels: [], clock),
            new DeliverNotifications(
                tables,
                channels: [],
                new Random(0),
                clock,
                NullLogger<DeliverNotifications>.Instance
            ),
            new SlotLedger(tables, clock, "test"),
            new FailureLog(tables, clock),
            heartbeat: null,
            NullLogger<ScoreSnapshot>.Instance
        );

    private static IReadOnlyList<IVenue> VenuesOf(VenueSimulator simulator, TimeProvider clock) =>
        VenueFactory.Create(
            new VenueOptions
            {
                AllowedHosts = [simulator.BybitAddress.Authority],
                Binance = new BinanceOptions
                {
                    SpotBaseAddress = simulator.BinanceSpotAddress,
                    FuturesBaseAddress = simulator.BinanceFuturesAddress,
                },
                Bybit = new BybitOptions { BaseAddress = simulator.BybitAddress },
                Okx = new() { Enabled = true, BaseAddress = simulator.OkxAddress },
            },
            clock
        );

    /// <summary>Both tables' columns of a derivative.</summary>
    private static TableRow Joined(TableRow score, TableRow liquidation) =>
        score with
        {
            Columns = [.. score.Columns, .. liquidation.Columns],
        };

    /// <summary>Stands until it is set; its timestamps leap with it, so that nothing kept for some seconds outlives a slot.</summary>
    private sealed class SteppedClock(DateTimeOffset now) : TimeProvider
    {
        private double _secondsLeapt;

        public DateTimeOffset Now
        {
            get => now;
            set
            {
                _secondsLeapt += (value - now).TotalSeconds;
                now = value;
            }
        }

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => base.GetTimestamp() + (long)(_secondsLeapt * TimestampFrequency);
    }
}

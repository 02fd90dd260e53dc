using System.Net;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Storage;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues;
using Decoupling.Snapshots;
using Microsoft.Extensions.Logging.Abstractions;

namespace Decoupling.EndToEnd.Tests;

/// <summary>Three of seven venues fail at once, in turn and in every way: each slot ends in the ledger, and each snapshot names what is missing and why.</summary>
[Collection(nameof(SharedStorage))]
public sealed class FailingVenuesTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Asset = "ETH";
    private const int Pace = 10;

    private static readonly DateTimeOffset StartAt = new(2027, 5, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] Names =
    [
        "binance",
        "bybit",
        "okx",
        "deribit",
        "hyperliquid",
        "coinbase",
        "kraken",
    ];

    private static readonly (SimulatorFault? Fault, string Reason)[] Faults =
    [
        (new() { Hang = true }, "no answer within"),
        (new() { Status = HttpStatusCode.InternalServerError }, "HTTP 500"),
        (new() { Status = HttpStatusCode.TooManyRequests, RetryAfter = TimeSpan.FromMinutes(6) }, "HTTP 429"),
        (new() { BrokenJson = true }, "broken JSON"),
        (new() { TruncatedBody = true }, "the reply broke off"),
        (new() { ContentType = "text/html" }, "not JSON by its content type"),
        (new() { RedirectTo = new Uri("https://elsewhere.example/") }, "a redirect, which is not followed"),
        (null, "the connection failed (SecureConnectionError)"),
        (new() { Status = HttpStatusCode.Forbidden }, "blocked from this region (HTTP 403)"),
        (new() { Status = HttpStatusCode.UnavailableForLegalReasons }, "blocked from this region (HTTP 451)"),
    ];

    private readonly PacedClock clock = new(StartAt, Pace);
    private readonly WrongCertificate wrong = new();
    private VenueSimulator simulator = null!;

    public async ValueTask InitializeAsync() =>
        simulator = await VenueSimulator.StartAsync(
            new SimulatorOptions { Script = MarketScript.CalmThroughout(StartAt), EnforceRequestLimits = false },
            clock,
            TestContext.Current.CancellationToken
        );

    public async ValueTask DisposeAsync()
    {
        await simulator.DisposeAsync();
        await wrong.DisposeAsync();
    }

    [Fact]
    public async Task Run_ThreeOfSevenFail_TheSlotIsDoneAndTheSnapshotNamesThem()
    {
        // Each way with three venues; with DECOUPLING_CAMPAIGN=full, each way with all of them in turn.
        var rounds = Campaign.IsFull ? 3 : 1;
        var first = 0;
        for (var i = 0; i < rounds * Faults.Length; i++)
        {
            var (fault, reason) = Faults[i % Faults.Length];
            string[] failing = [.. Enumerable.Range(first, 3).Select(at => Names[at % Names.Length])];
            first += 3;
            // An hour apart: what a venue told us to wait is over.
            var slotAt = StartAt.AddHours(i);

            await RunAsync(slotAt, failing, fault);

            var where = $"{reason}: {string.Join(", ", failing)}";
            var snapshot = await ReadAsync(slotAt);
            snapshot.Venues.Select(venue => venue.Venue).ShouldBe(Names.Order(StringComparer.Ordinal), where);
            foreach (var venue in snapshot.Venues)
            {
                if (failing.Contains(venue.Venue))
                {
                    venue.Missing.ShouldHaveSingleItem(where).Reason.ShouldContain(reason, customMessage: where);
                }
                else
                {
                    venue.Missing.ShouldBeEmpty(where);
                }
            }

            snapshot.Instruments.ShouldAllBe(instrument => !failing.Contains(instrument.Venue), where);
            SnapshotRules.Check(snapshot).ShouldBeEmpty(where);
            (await SlotAsync(slotAt))["Status"].ShouldBe("Done", where);
        }
    }

    private async Task RunAsync(DateTimeOffset slotAt, string[] failing, SimulatorFault? fault)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        clock.MoveTo(slotAt.AddSeconds(10));
        foreach (var venue in fault is null ? [] : failing.SelectMany(SimulatedOf))
        {
            simulator.Faults.Set(venue, fault!);
        }

        // A process of its own each time, as a cold start gives.
        using var pipeline = RiskPipeline.Create(
            Options(fault is null ? failing : []),
            clock,
            NullLoggerFactory.Instance
        );
        foreach (var name in await pipeline.Fetch.RunAsync(cancellationToken))
        {
            await pipeline.Score.RunAsync(name, cancellationToken);
        }

        foreach (var venue in Enum.GetValues<SimulatedVenue>())
        {
            simulator.Faults.Clear(venue);
        }
    }

    private PipelineOptions Options(string[] behindTheWrongCertificate)
    {
        var venues = SevenVenues.At(simulator);
        Uri At(string name, Uri usual) => behindTheWrongCertificate.Contains(name) ? wrong.Address : usual;
        return new PipelineOptions
        {
            Fetch = new FetchOptions { Assets = [Asset] },
            Storage = new StorageOptions { ConnectionString = azurite.ConnectionString },
            Venues = venues with
            {
                AllowedHosts = [.. venues.AllowedHosts, wrong.Address.Authority],
                // By a clock on which limits pass quickly, and timeouts too.
                TryTimeout = TimeSpan.FromSeconds(30),
                TotalTimeout = TimeSpan.FromSeconds(50),
                Binance = venues.Binance with
                {
                    SpotBaseAddress = At("binance", venues.Binance.SpotBaseAddress),
                    FuturesBaseAddress = At("binance", venues.Binance.FuturesBaseAddress),
                },
                Bybit = venues.Bybit with { BaseAddress = At("bybit", venues.Bybit.BaseAddress) },
                Okx = venues.Okx with { BaseAddress = At("okx", venues.Okx.BaseAddress) },
                Deribit = venues.Deribit with { BaseAddress = At("deribit", venues.Deribit.BaseAddress) },
                Hyperliquid = venues.Hyperliquid with
                {
                    BaseAddress = At("hyperliquid", venues.Hyperliquid.BaseAddress),
                },
                Coinbase = venues.Coinbase with { BaseAddress = At("coinbase", venues.Coinbase.BaseAddress) },
                Kraken = venues.Kraken with { BaseAddress = At("kraken", venues.Kraken.BaseAddress) },
            },
        };
    }

    private static IEnumerable<SimulatedVenue> SimulatedOf(string name) =>
        Enum.GetValues<SimulatedVenue>()
            .Where(venue => venue.ToString().StartsWith(name, StringComparison.OrdinalIgnoreCase));

    private async Task<MarketSnapshot> ReadAsync(DateTimeOffset slotAt) =>
        (
            await azurite.Blobs.ReadAsync(new SnapshotName(Asset, slotAt), TestContext.Current.CancellationToken)
        ).Snapshot.ShouldNotBeNull();

    private async Task<TableRow> SlotAsync(DateTimeOffset slotAt) =>
        (await StoredRows.ReadAsync(azurite.Tables, ResultTableNames.Slots, Asset)).Single(row =>
            (DateTimeOffset)row["SlotAt"]! == slotAt
        );
}

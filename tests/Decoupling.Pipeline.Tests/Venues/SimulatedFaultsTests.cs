using System.Net;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Venues;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Tests.Venues;

/// <summary>Each of the newer venues fails in each way over HTTP: nothing throws, nothing bad comes, and what is missing is named.</summary>
public sealed class SimulatedFaultsTests
{
    private static readonly DateTimeOffset SlotAt = new(2026, 1, 5, 13, 0, 0, TimeSpan.Zero);

    private static readonly (SimulatorFault Fault, string Reason)[] Faults =
    [
        (new() { Status = HttpStatusCode.InternalServerError }, "HTTP 500"),
        (
            new() { Status = HttpStatusCode.TooManyRequests, RetryAfter = TimeSpan.FromSeconds(30) },
            "the venue told us to send nothing for 30 s (HTTP 429)"
        ),
        (new() { Status = HttpStatusCode.Forbidden }, "blocked from this region (HTTP 403)"),
        (new() { Status = HttpStatusCode.UnavailableForLegalReasons }, "blocked from this region (HTTP 451)"),
        (new() { BrokenJson = true }, "broken JSON or not of the documented shape"),
        (new() { TruncatedBody = true }, "the reply broke off"),
        (new() { ContentType = "text/html" }, "the reply is not JSON by its content type"),
        (new() { RedirectTo = new Uri("http://elsewhere.example/") }, "a redirect, which is not followed"),
        (new() { Hang = true }, "no answer within"),
    ];

    [Theory]
    [InlineData(SimulatedVenue.Okx)]
    [InlineData(SimulatedVenue.Deribit)]
    [InlineData(SimulatedVenue.Hyperliquid)]
    [InlineData(SimulatedVenue.Coinbase)]
    [InlineData(SimulatedVenue.Kraken)]
    public async Task FetchAsync_VenueFails_NamesWhyAndGivesNothing(SimulatedVenue venue)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var simulator = await VenueSimulator.StartAsync(
            new SimulatorOptions { Script = MarketScript.CalmThroughout(SlotAt) },
            new FrozenClock(SlotAt.AddSeconds(10)),
            cancellation
        );
        foreach (var (fault, reason) in Faults)
        {
            simulator.Faults.Set(venue, fault);
            var asked = VenueFactory.Create(
                OptionsFor(simulator, venue, fault.Hang),
                new FrozenClock(SlotAt.AddSeconds(10))
            );

            var snapshot = await new MarketFetch(new FetchOptions(), asked).FetchAsync(
                "BTC",
                SlotAt,
                null,
                cancellation
            );

            snapshot.Instruments.ShouldBeEmpty($"{venue}: {reason}");
            var missing = snapshot.Venues.ShouldHaveSingleItem().Missing.ShouldHaveSingleItem();
            missing.Input.ShouldBe("venue");
            missing.Reason.ShouldContain(reason, customMessage: $"{venue}");
            SnapshotRules.Check(snapshot).ShouldBeEmpty();
        }
    }

    private static VenueOptions OptionsFor(VenueSimulator simulator, SimulatedVenue venue, bool hangs)
    {
        SingleHostOptions At(SimulatedVenue which, Uri address) =>
            new() { Enabled = which == venue, BaseAddress = address };
        var defaults = new VenueOptions();
        return defaults with
        {
            AllowedHosts = [simulator.OkxAddress.Authority],
            Products = VenueProducts.Spot | VenueProducts.Linear,
            Retries = 0,
            // What does answer is given the time that a busy machine takes.
            TryTimeout = TimeSpan.FromSeconds(hangs ? 1 : 60),
            TotalTimeout = TimeSpan.FromSeconds(hangs ? 1 : 60),
            Binance = defaults.Binance with { Enabled = false },
            Bybit = defaults.Bybit with { Enabled = false },
            Okx = At(SimulatedVenue.Okx, simulator.OkxAddress),
            Deribit = At(SimulatedVenue.Deribit, simulator.DeribitAddress),
            Hyperliquid = At(SimulatedVenue.Hyperliquid, simulator.HyperliquidAddress),
            Coinbase = At(SimulatedVenue.Coinbase, simulator.CoinbaseAddress),
            Kraken = At(SimulatedVenue.Kraken, simulator.KrakenAddress),
        };
    }

    /// <summary>A wall clock that stands still; waits are the machine's.</summary>
    private sealed class FrozenClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}

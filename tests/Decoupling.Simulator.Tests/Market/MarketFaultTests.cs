using Decoupling.Simulator.Market;

namespace Decoupling.Simulator.Tests.Market;

public class MarketFaultTests
{
    private static readonly DateTimeOffset s_startAt = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<MarketFaultKind> Kinds => [.. Enum.GetValues<MarketFaultKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fault_OfOneVenue_ChangesNoOtherVenueAndNoOtherTime(MarketFaultKind kind)
    {
        var sound = Market([]);
        var faulty = Market([
            new MarketFault
            {
                Kind = kind,
                Venue = "okx",
                After = TimeSpan.FromMinutes(30),
                Length = TimeSpan.FromMinutes(10),
            },
        ]);

        foreach (var series in new[] { PriceSeries.Spot, PriceSeries.Perpetual, PriceSeries.Index })
        {
            // A minute's close is the next minute's price, and an outage's first prints come five minutes after it.
            Closes(faulty, VenueProfile.Bybit, series, 0, 60)
                .ShouldBe(Closes(sound, VenueProfile.Bybit, series, 0, 60));
            Closes(faulty, VenueProfile.Okx, series, 0, 29).ShouldBe(Closes(sound, VenueProfile.Okx, series, 0, 29));
            Closes(faulty, VenueProfile.Okx, series, 45, 60).ShouldBe(Closes(sound, VenueProfile.Okx, series, 45, 60));
        }

        OpenInterest(faulty, VenueProfile.Okx, 29).ShouldBe(OpenInterest(sound, VenueProfile.Okx, 29));
        OpenInterest(faulty, VenueProfile.Okx, 40).ShouldBe(OpenInterest(sound, VenueProfile.Okx, 40));
        OpenInterest(faulty, VenueProfile.Bybit, 35).ShouldBe(OpenInterest(sound, VenueProfile.Bybit, 35));
    }

    [Fact]
    public void Validate_UnknownVenueOrPartOfAMinute_IsRefused()
    {
        var fault = new MarketFault
        {
            Kind = MarketFaultKind.FrozenBids,
            Venue = "okx",
            After = TimeSpan.Zero,
            Length = TimeSpan.FromMinutes(1),
        };

        Should.NotThrow(() => Market([fault]));
        Should.Throw<ArgumentException>(() => Market([fault with { Venue = "mtgox" }]));
        Should.Throw<ArgumentException>(() => Market([fault with { After = TimeSpan.FromSeconds(30) }]));
        Should.Throw<ArgumentException>(() => Market([fault with { Length = TimeSpan.Zero }]));
    }

    private static ScriptedMarket Market(MarketFault[] faults) =>
        new(
            new MarketScript
            {
                StartAt = s_startAt,
                Phases = [],
                Faults = faults,
            }
        );

    private static int[] Closes(ScriptedMarket market, int venue, PriceSeries series, int from, int to) =>
        [
            .. market
                .Assets[0]
                .Bars.Bars(series, venue, At(from), At(to), BarModel.MinuteMilliseconds, At(120))
                .Select(bar => bar.Close),
        ];

    private static double OpenInterest(ScriptedMarket market, int venue, int minute) =>
        market.Assets[0].OpenInterest.CoinsAt(venue, At(minute));

    private static long At(int minute) => s_startAt.AddMinutes(minute).ToUnixTimeMilliseconds();
}

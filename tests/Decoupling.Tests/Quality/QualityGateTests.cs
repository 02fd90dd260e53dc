using Decoupling.Quality;
using Decoupling.Snapshots;
using Decoupling.Tests.Scoring;
using Decoupling.Tests.Scoring.CrossVenue;

namespace Decoupling.Tests.Quality;

public class QualityGateTests
{
    public static TheoryData<string> FaultNames => [.. FaultyMarket.Faults.Keys];

    [Fact]
    public void Inspect_SoundMarkets_FindNothingAndAreLeftAsTheyAre()
    {
        for (var seed = 1; seed <= 30; seed++)
        {
            foreach (var market in new[] { FaultyMarket.Sound(seed), SampleMarket.TwoVenues(seed) })
            {
                var quality = FaultyMarket.Inspect(market);

                quality.Findings.ShouldBeEmpty($"{seed}");
                quality.Sound.ShouldBeSameAs(market);
            }
        }
    }

    [Theory]
    [MemberData(nameof(FaultNames))]
    public void Inspect_OneFault_IsFoundOnceAtItsPlace(string name)
    {
        var (make, gate, inputs) = FaultyMarket.Faults[name];

        var findings = FaultyMarket.Inspect(make(FaultyMarket.Sound())).Findings;

        var blocking = findings.Where(finding => finding.Blocks && finding.Kind == FaultyMarket.Kind).ToArray();
        blocking.Select(finding => (finding.Venue, finding.Gate)).Distinct().ShouldBe([(FaultyMarket.Venue, gate)]);
        blocking.Select(finding => finding.Input).ShouldBe(inputs);
        blocking.ShouldAllBe(finding => finding.Reason.StartsWith(FaultyMarket.Venue) && finding.Reason.EndsWith('.'));
        findings.ShouldAllBe(finding => finding.Venue == FaultyMarket.Venue);
    }

    [Theory]
    [MemberData(nameof(FaultNames))]
    public void Inspect_FaultGone_FindsNothingOrOnlyBarsLeftOut(string name)
    {
        // The next slots: the same fault, then a sound bar for every one since.
        var (make, gate, _) = FaultyMarket.Faults[name];
        var faulty = make(FaultyMarket.Sound());
        var sound = FaultyMarket.Sound();

        var recovered = FaultyMarket.Inspect(
            faulty.Change(
                FaultyMarket.Venue,
                FaultyMarket.Kind,
                self =>
                    sound.Instruments.Single(one => one.Venue == self.Venue && one.Kind == self.Kind) with
                    {
                        Bars = self.Bars,
                    }
            ) with
            {
                Venues = sound.Venues,
            }
        );

        recovered
            .Findings.Where(finding => finding.Kind == FaultyMarket.Kind && finding.Input != SnapshotInput.Last)
            .ShouldBeEmpty($"{gate}");
    }

    [Theory]
    [MemberData(nameof(FaultNames))]
    public void Inspect_AllPricesTimesAFactor_FindsTheSame(string name)
    {
        var faulty = FaultyMarket.Faults[name].Make(FaultyMarket.Sound());
        var expected = Places(FaultyMarket.Inspect(faulty));

        foreach (var factor in new[] { 1e-5, 0.37, 41.0, 1e4 })
        {
            Places(FaultyMarket.Inspect(faulty.Scaled(factor))).ShouldBe(expected, $"× {factor}");
        }
    }

    [Theory]
    [MemberData(nameof(FaultNames))]
    public void Inspect_RefusedInput_IsAbsentWithItsReason(string name)
    {
        var (make, _, inputs) = FaultyMarket.Faults[name];
        var sound = FaultyMarket.Inspect(make(FaultyMarket.Sound())).Sound;

        var self = sound.Instruments.Single(one => one.Venue == FaultyMarket.Venue && one.Kind == FaultyMarket.Kind);

        self.Refused.Select(refused => refused.Input).ShouldBe(inputs);
        (self.Bars is null).ShouldBe(inputs.Contains(SnapshotInput.Last) || inputs.Contains(SnapshotInput.Clock));
        (self.Mark is null).ShouldBe(inputs.Contains(SnapshotInput.Mark) || inputs.Contains(SnapshotInput.Clock));
        (self.Index is null).ShouldBe(inputs.Contains(SnapshotInput.Index) || inputs.Contains(SnapshotInput.Clock));
        (self.Funding is null).ShouldBe(inputs.Contains(SnapshotInput.Funding) || inputs.Contains(SnapshotInput.Clock));
        (self.OpenInterest is null).ShouldBe(
            inputs.Contains(SnapshotInput.OpenInterest) || inputs.Contains(SnapshotInput.Clock)
        );
        (self.Book is null).ShouldBe(
            inputs.Any(input => input is SnapshotInput.Bids or SnapshotInput.Asks or SnapshotInput.Clock)
        );
    }

    [Fact]
    public void Inspect_NothingThere_FindsNothing()
    {
        FaultyMarket.Inspect(SampleMarket.Of()).Findings.ShouldBeEmpty();
        var bare = SampleMarket.Spot("binance", []) with { Bars = null };
        FaultyMarket.Inspect(SampleMarket.Of(bare)).Findings.ShouldBeEmpty();
        FaultyMarket.Inspect(SampleMarket.Of(SampleMarket.Spot("binance", [1]))).Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(-0.2)]
    [InlineData(-0.6)]
    [InlineData(0.4)]
    public void Inspect_AllVenuesMoveInOneBar_FindsNothing(double move)
    {
        var market = FaultyMarket.Sound();
        foreach (var self in market.Instruments)
        {
            market = market.LastMoved(self.Venue, self.Kind, 1e4 * move);
        }

        FaultyMarket.Inspect(FaultyMarket.Quoted(market)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public void Inspect_OneVenueFarOffAndItsBookWithIt_WarnsAndScores()
    {
        // 10 October 2025: one venue traded a stablecoin at 0.65, really.
        var market = FaultyMarket.Sound().LastMoved(FaultyMarket.Venue, FaultyMarket.Kind, -3_500);
        var price = market
            .Instruments.Single(one => one.Venue == FaultyMarket.Venue && one.Kind == FaultyMarket.Kind)
            .Bars!.Close[^1];
        var borneOut = market.Change(
            FaultyMarket.Venue,
            FaultyMarket.Kind,
            self => self with { Mark = self.Mark! with { Price = price }, Book = SampleMarket.Book(price) }
        );

        var findings = FaultyMarket.Inspect(borneOut).Findings;

        findings
            .Select(finding => (finding.Input, finding.Gate, finding.Severity))
            .ShouldBe([(SnapshotInput.Last, QualityGate.Outlier, QualitySeverity.Warns)]);
    }

    [Fact]
    public void Inspect_OpenInterestHalvesAndWasTraded_FindsNothing()
    {
        var market = FaultyMarket
            .Faults["open interest halves"]
            .Make(FaultyMarket.Sound())
            .ChangeBars(
                FaultyMarket.Venue,
                FaultyMarket.Kind,
                bars => bars with { Volume = [.. bars.Volume![..^1], 9_000] }
            );

        FaultyMarket.Inspect(market).Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(-0.0013, -80, false)]
    [InlineData(-0.0013, -4, true)]
    [InlineData(-0.0013, 80, true)]
    [InlineData(0.0016, 45, false)]
    public void Inspect_FundingTenTimesTheUsual_IsSoundWhereTheRoundsPremiumBearsItOut(
        double rate,
        double premiumBps,
        bool isRefused
    )
    {
        // An hour of the round at that premium, back to none in the last bars, as after a cascade.
        var market = FaultyMarket
            .Sound()
            .ChangeBars(
                FaultyMarket.Venue,
                FaultyMarket.Kind,
                bars =>
                    bars with
                    {
                        Close =
                        [
                            .. bars.Close.Select(
                                (price, i) => i is >= 262 and < 274 ? price * (1 + 1e-4 * premiumBps) : price
                            ),
                        ],
                    }
            )
            .Change(
                FaultyMarket.Venue,
                FaultyMarket.Kind,
                self => self with { Funding = self.Funding! with { RatePerInterval = rate } }
            );

        FaultyMarket
            .Inspect(market)
            .Findings.Select(finding => (finding.Gate, finding.Input))
            .ShouldBe(isRefused ? [(QualityGate.UnitJump, SnapshotInput.Funding)] : []);
    }

    [Fact]
    public void Inspect_BothSidesSameAndNothingTraded_IsAQuietBook()
    {
        var market = FaultyMarket
            .Sound()
            .Change(
                FaultyMarket.Venue,
                FaultyMarket.Kind,
                self =>
                    self with
                    {
                        Book = self.Book! with
                        {
                            BidsSinceAt = SampleMarket.SlotAt.AddMinutes(-5),
                            AsksSinceAt = SampleMarket.SlotAt.AddMinutes(-5),
                        },
                        Bars = self.Bars! with { Volume = [.. self.Bars.Volume![..^1], 0] },
                    }
            );

        FaultyMarket.Inspect(market).Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1.27, null)]
    [InlineData(2.5, QualitySeverity.Warns)]
    [InlineData(-149, QualitySeverity.Warns)]
    [InlineData(151, QualitySeverity.Blocks)]
    public void Inspect_VenuesClockOff_IsToldFromTwoSecondsAndBlocksFromHalfASlot(
        double seconds,
        QualitySeverity? severity
    )
    {
        var market = FaultyMarket.Clock(TimeSpan.FromSeconds(seconds))(FaultyMarket.Sound());

        var clocks = FaultyMarket.Inspect(market).Findings.Where(finding => finding.Gate == QualityGate.Clock);

        clocks
            .Select(finding => (finding.Venue, (QualitySeverity?)finding.Severity))
            .Distinct()
            .ShouldBe(severity is null ? [] : [(FaultyMarket.Venue, severity)]);
    }

    [Fact]
    public void Inspect_OurOwnClockOff_BlamesNobody()
    {
        var market = FaultyMarket.Sound();
        var skewed = market with
        {
            Venues =
            [
                .. market.Venues.Select(venue => venue with { ServerTimeAt = venue.AskedAt!.Value.AddSeconds(90) }),
            ],
        };

        FaultyMarket.Inspect(skewed).Findings.ShouldBeEmpty();
    }

    private static IEnumerable<(string, InstrumentKind, QualityGate, SnapshotInput, QualitySeverity)> Places(
        SnapshotQuality quality
    ) =>
        quality.Findings.Select(finding =>
            (finding.Venue, finding.Kind, finding.Gate, finding.Input, finding.Severity)
        );
}

using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Scoring;

/// <summary>An input that is missing or stale takes its own numbers away and leaves the others as they were.</summary>
public class MissingInputTests
{
    private static readonly MarketSnapshot s_snapshot = SampleMarket.TwoVenues();
    private static readonly DerivativeScore s_whole = Score(s_snapshot);

    [Theory]
    [InlineData(null, MetricStatus.InsufficientData)]
    [InlineData(-11, MetricStatus.Stale)]
    [InlineData(11, MetricStatus.Stale)]
    public void Compute_BookMissingOrOfAnotherTime_LosesTheDepthAlone(int? minutes, MetricStatus status)
    {
        var score = ScoreWith(perpetual =>
            perpetual with
            {
                Book = minutes is { } age ? perpetual.Book! with { VenueAt = At(age), ReceivedAt = At(age) } : null,
            }
        );

        score.Depth.Status.ShouldBe(status);
        score.Depth.Bands.ShouldBeEmpty();
        score.ShouldBeAsBefore(depth: false);
    }

    [Theory]
    [InlineData(null, MetricStatus.InsufficientData)]
    [InlineData(-11, MetricStatus.Stale)]
    [InlineData(11, MetricStatus.Stale)]
    public void Compute_OpenInterestMissingOrOfAnotherTime_LosesDepthAndMap(int? minutes, MetricStatus depthStatus)
    {
        var score = ScoreWith(perpetual =>
            perpetual with
            {
                OpenInterest = minutes is { } age
                    ? perpetual.OpenInterest! with
                    {
                        VenueAt = At(age),
                        ReceivedAt = At(age),
                    }
                    : null,
            }
        );

        score.Depth.Status.ShouldBe(depthStatus);
        score.Liquidation.OpenInterestUsd.ShouldBeNull();
        score.Liquidation.Map.Status.ShouldBe(MetricStatus.InsufficientData);
        score.Liquidation.Map.Reason.ShouldBe("The open interest is not known.");
        score.Liquidation.Map.Bins.ShouldBeNull();
        score.Liquidation.Ladder.Rungs.Count.ShouldBe(10);
        score.ShouldBeAsBefore(depth: false, map: false);
    }

    [Fact]
    public void Compute_NoOpenInterestHistory_GoesByVolume()
    {
        var score = ScoreWith(perpetual => perpetual with { OpenInterestHistoryUsd = null });

        score.Liquidation.Map.Status.ShouldBe(MetricStatus.Ok);
        score.Liquidation.Map.Evidence.ShouldBe(Decoupling.Liquidation.EntryEvidence.Volume);
        score.ShouldBeAsBefore(map: false);
    }

    [Fact]
    public void Compute_OpenInterestOfZero_LiquidatesNothing()
    {
        var score = ScoreWith(perpetual =>
            perpetual with
            {
                OpenInterest = perpetual.OpenInterest! with { Quantity = 0, Usd = 0 },
                OpenInterestHistoryUsd = null,
            }
        );

        score.Liquidation.Map.Bands.ShouldAllBe(band => band.LongUsd == 0 && band.ShortUsd == 0);
        score.Depth.Bands.ShouldAllBe(band => band.OpenInterestOverDepth == 0);
    }

    [Fact]
    public void Compute_NoFunding_LosesTheFundingAlone()
    {
        var score = ScoreWith(perpetual => perpetual with { Funding = null });

        score.Funding.Status.ShouldBe(MetricStatus.InsufficientData);
        score.Funding.Reason.ShouldBe("The venue gave no funding rate.");
        score.ShouldBeAsBefore(funding: false);
    }

    [Fact]
    public void Compute_FundingOfARoundThatHasEnded_IsStale()
    {
        var running = ScoreWith(perpetual =>
            perpetual with
            {
                Funding = perpetual.Funding! with { SettlesAt = SampleMarket.SlotAt },
            }
        );
        var ended = ScoreWith(perpetual =>
            perpetual with
            {
                Funding = perpetual.Funding! with { SettlesAt = SampleMarket.SlotAt.AddSeconds(-1) },
            }
        );

        running.Funding.Status.ShouldBe(MetricStatus.Ok);
        ended.Funding.Status.ShouldBe(MetricStatus.Stale);
        ended.Funding.Reason.ShouldBe("The funding rate is of an earlier round.");
        ended.Funding.FundingPerYear.ShouldBeNull();
        ended.ShouldBeAsBefore(funding: false);
    }

    [Theory]
    [InlineData(-11)]
    [InlineData(11)]
    public void Compute_FundingReadLongBeforeOrAfterTheSlot_IsStale(int minutes)
    {
        var score = ScoreWith(perpetual =>
            perpetual with
            {
                Funding = perpetual.Funding! with { VenueAt = At(minutes), ReceivedAt = At(minutes) },
            }
        );

        score.Funding.Status.ShouldBe(MetricStatus.Stale);
        score.ShouldBeAsBefore(funding: false);
    }

    [Fact]
    public void Compute_VenueWhoseFundingTermsAreNotKnown_SaysWhich()
    {
        var close = SampleMarket.Walk(9);
        var snapshot = SampleMarket.Of(SampleMarket.Spot("kraken", close), SampleMarket.Perpetual("kraken", close));

        var score = Score(snapshot);

        score.Funding.Status.ShouldBe(MetricStatus.OutOfDomain);
        score.Funding.Reason.ShouldBe("The funding terms of kraken are not known.");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(-11)]
    [InlineData(11)]
    public void Compute_MarkMissingOrOfAnotherTime_StartsFromTheLastClose(int? minutes)
    {
        var score = ScoreWith(perpetual =>
            perpetual with
            {
                Mark = minutes is { } age ? perpetual.Mark! with { VenueAt = At(age), ReceivedAt = At(age) } : null,
            }
        );

        score.MarkOverIndex.GapBps.ShouldBeNull();
        score.Funding.Status.ShouldBe(MetricStatus.Ok);
        score.Funding.PremiumBps.ShouldBeNull();
        score.Funding.GapBps.ShouldBeNull();
        score.Funding.FundingPerYear.ShouldBe(s_whole.Funding.FundingPerYear);
        score.Liquidation.MarkPrice.ShouldBe(s_snapshot.Instruments[1].Bars!.Close[^1]);
        score.Liquidation.IsLastClose.ShouldBeTrue();
        score.Liquidation.Map.Status.ShouldBe(MetricStatus.Ok);
        score.ShouldBeAsBefore(funding: false, map: false);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(-11)]
    public void Compute_IndexMissingOrStale_LosesThePremiumAlone(int? minutes)
    {
        var score = ScoreWith(perpetual =>
            perpetual with
            {
                Index = minutes is { } age ? perpetual.Index! with { VenueAt = At(age), ReceivedAt = At(age) } : null,
            }
        );

        score.MarkOverIndex.GapBps.ShouldBeNull();
        score.Funding.PremiumBps.ShouldBeNull();
        score.Liquidation.MarkPrice.ShouldBe(s_whole.Liquidation.MarkPrice);
        score.ShouldBeAsBefore(funding: false);
    }

    [Fact]
    public void Compute_NoSpotAnywhere_LosesTheTrackingAlone()
    {
        var score = Score(SampleMarket.Of(s_snapshot.Instruments[1]));

        score.Status.ShouldBe(MetricStatus.InsufficientData);
        score.Reason.ShouldBe("No venue gave a spot market to compare with.");
        score.ReferenceVenue.ShouldBeNull();
        score.DataAge.ShouldBe(TimeSpan.Zero);
        score.VenuesScored.ShouldBe(0);
        score.ShouldBeAsBefore(tracking: false);
    }

    [Fact]
    public void Compute_VenueOutage_LosesItsRowsAndLeavesTheOthers()
    {
        var snapshot = s_snapshot with
        {
            Venues =
            [
                s_snapshot.Venues[0] with
                {
                    Missing = [new MissingInput("venue", null, "The venue did not answer.")],
                },
                s_snapshot.Venues[1],
            ],
            Instruments = [.. s_snapshot.Instruments.Skip(2)],
        };

        var whole = SnapshotScoring.Compute(s_snapshot, SampleMarket.Options).Derivatives[1];
        var card = SnapshotScoring.Compute(snapshot, SampleMarket.Options);

        var score = card.Derivatives.ShouldHaveSingleItem();
        card.MissingInputs.ShouldBe(1);
        score.Venue.ShouldBe("bybit");
        score.VenuesScored.ShouldBe(1);
        (score.CoMovement, score.Basis, score.Funding).ShouldBe((whole.CoMovement, whole.Basis, whole.Funding));
    }

    [Fact]
    public void Compute_NoMarginTable_LosesMapAndLadder()
    {
        var options = SampleMarket.Options with
        {
            MarginTiers = Decoupling.Liquidation.MarginTierTables.Parse("""{ "schemaVersion": 1, "tables": [] }"""),
        };

        var score = SnapshotScoring.Compute(s_snapshot, options).Derivatives[0];

        score.Liquidation.Map.Reason.ShouldBe("No margin table applies.");
        score.Liquidation.Ladder.Rungs.ShouldBeEmpty();
        score.Liquidation.IsMarginTableAssumed.ShouldBeNull();
        score.ShouldBeAsBefore(map: false);
    }

    private static DerivativeScore ScoreWith(Func<InstrumentSnapshot, InstrumentSnapshot> change) =>
        Score(s_snapshot.Change("binance", InstrumentKind.LinearPerpetual, change));

    private static DerivativeScore Score(MarketSnapshot snapshot)
    {
        SnapshotRules.Check(snapshot).ShouldBeEmpty();
        return SnapshotScoring.Compute(snapshot, SampleMarket.Options).Derivatives[0];
    }

    private static DateTimeOffset At(int minutes) => SampleMarket.SlotAt.AddMinutes(minutes);
}

file static class Expectations
{
    private static readonly DerivativeScore s_whole = SnapshotScoring
        .Compute(SampleMarket.TwoVenues(), SampleMarket.Options)
        .Derivatives[0];

    public static void ShouldBeAsBefore(
        this DerivativeScore score,
        bool tracking = true,
        bool funding = true,
        bool depth = true,
        bool map = true
    )
    {
        (score.CoMovement, score.Ewma, score.Deviation).ShouldBeEqualIf(
            tracking,
            (s_whole.CoMovement, s_whole.Ewma, s_whole.Deviation)
        );
        (score.Basis, score.Dislocation).ShouldBeEqualIf(tracking, (s_whole.Basis, s_whole.Dislocation));
        score.Funding.ShouldBeEqualIf(funding, s_whole.Funding);
        score.Depth.Bands.ShouldBeEqualIf(depth, s_whole.Depth.Bands);
        score.Liquidation.Map.Bands.ShouldBeEqualIf(map, s_whole.Liquidation.Map.Bands);
        score.Liquidation.Volatility.ShouldBe(s_whole.Liquidation.Volatility);
    }

    private static void ShouldBeEqualIf<T>(this T actual, bool isEqual, T expected)
    {
        if (isEqual)
        {
            actual.ShouldBe(expected);
        }
        else
        {
            actual.ShouldNotBe(expected);
        }
    }
}

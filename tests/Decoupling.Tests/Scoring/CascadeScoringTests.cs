using Decoupling.Cascades;
using Decoupling.Depth;
using Decoupling.Liquidation;
using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Scoring;

public class CascadeScoringTests
{
    private static readonly DerivativeScore s_score = SnapshotScoring
        .Compute(SampleMarket.TwoVenues(), SampleMarket.Options)
        .Derivatives[0];

    [Fact]
    public void Compute_EachShock_ClosesWhatTheMapHasWithinTheWholeMove()
    {
        var map = s_score.Liquidation.Map;
        var mark = s_score.Liquidation.MarkPrice!.Value;

        s_score.Cascade.Status.ShouldBe(MetricStatus.Ok);
        s_score.Cascade.Cells.Count.ShouldBe(6);
        foreach (var cell in s_score.Cascade.Cells)
        {
            var reached = Reached(map.Bins!, mark, cell.Side, cell.Actual.TotalMove!.Value);
            cell.Actual.ForcedUsd.ShouldBeWithin(1e-9, reached);
            cell.Actual.TotalMove.Value.ShouldBeGreaterThanOrEqualTo(cell.Shock - 1e-12);
            cell.Stressed.TotalMove!.Value.ShouldBeGreaterThanOrEqualTo(cell.Actual.TotalMove.Value);
        }
    }

    [Fact]
    public void Compute_FirstRound_WalksTheBookAsC3Does()
    {
        var snapshot = SampleMarket.TwoVenues();
        var perpetual = snapshot.Instruments[1];
        var mark = perpetual.Mark!.Price;
        var round = s_score.Cascade.Find(PositionSide.Long, 0.02)!.Actual.Rounds[0];
        var first = Array.FindIndex(perpetual.Book!.BidPrices, price => price < mark * 0.98);

        var walk = BookWalk.Compute(
            perpetual.Book.BidPrices.AsSpan(first),
            perpetual.Book.BidSizes.AsSpan(first),
            round.ForcedUsd / mark,
            SampleMarket.SlotAt
        );

        walk.IsFilled.ShouldBeTrue();
        (round.Price * mark).ShouldBeWithin(1e-12, walk.LastPrice!.Value);
        (round.AveragePrice * mark).ShouldBeWithin(1e-12, walk.AveragePrice!.Value);
    }

    [Fact]
    public void Compute_LoopGain_IsWhatIsForcedOverWhatStandsWithinOnePercent()
    {
        var perpetual = SampleMarket.TwoVenues().Instruments[1];
        var mark = perpetual.Mark!.Price;
        var edge = mark * Math.Exp(-0.01);
        var bids = perpetual.Book!.BidPrices.Zip(perpetual.Book.BidSizes);
        var standing = bids.Where(bid => bid.First > edge && bid.First <= mark).Sum(bid => bid.Second * mark);
        var forced = Reached(s_score.Liquidation.Map.Bins!, mark, PositionSide.Long, 1 - Math.Exp(-0.01));

        s_score.Cascade.FallGain!.Gain.ShouldBeWithin(1e-9, forced / standing);
    }

    [Fact]
    public void Compute_ShortBook_MarksWhatRestsOnAssumedDepth()
    {
        var snapshot = SampleMarket.TwoVenues();
        var thin = WithBook(
            snapshot,
            book => book with { BidPrices = book.BidPrices[..20], BidSizes = book.BidSizes[..20] }
        );
        var known = SampleMarket.Options with { Cascade = new CascadeScoringOptions { Beyond = BeyondBook.Nothing } };

        var assumed = SnapshotScoring.Compute(thin, SampleMarket.Options).Derivatives[0].Cascade;
        var fetched = SnapshotScoring.Compute(thin, known).Derivatives[0].Cascade;

        assumed.IsDepthAssumed.ShouldBe(true);
        assumed.Find(PositionSide.Long, 0.05)!.Actual.IsExtrapolated.ShouldBe(true);
        fetched.IsDepthAssumed.ShouldBe(false);
        fetched.Find(PositionSide.Long, 0.05)!.Actual.Outcome.ShouldBe(CascadeOutcome.BookExhausted);
        fetched.FallGain!.Status.ShouldBe(MetricStatus.InsufficientData);
    }

    [Fact]
    public void Compute_StaleBook_HasNoCascadeAndSaysWhy()
    {
        var stale = WithBook(
            SampleMarket.TwoVenues(),
            book =>
                book with
                {
                    VenueAt = SampleMarket.SlotAt.AddHours(-1),
                    ReceivedAt = SampleMarket.SlotAt.AddHours(-1),
                }
        );

        var cascade = SnapshotScoring.Compute(stale, SampleMarket.Options).Derivatives[0].Cascade;

        cascade.Status.ShouldBe(MetricStatus.Stale);
        cascade.Reason.ShouldNotBeNull().ShouldContain("depth");
        cascade.Cells.ShouldBeEmpty();
        ResultContract.ShouldHold(cascade);
    }

    [Fact]
    public void Merge_OneMarketTwice_EndsWhereItAloneDoes()
    {
        var perpetual = SampleMarket.TwoVenues().Instruments[1];
        var bins = s_score.Liquidation.Map.Bins!;
        var mark = s_score.Liquidation.MarkPrice!.Value;
        var side = CascadeSide.Of(PositionSide.Long, bins, mark, perpetual);
        var shorts = CascadeSide.Of(PositionSide.Short, bins, mark, perpetual);
        var options = new CascadeScoringOptions();

        var one = CascadeScoring.Compute(side, shorts, [0.05], 0.005, null, options, SampleMarket.SlotAt);
        var two = CascadeScoring.Compute(
            CascadeSide.Merge([side, side], options.Beyond),
            CascadeSide.Merge([shorts, shorts], options.Beyond),
            [0.05],
            0.005,
            null,
            options,
            SampleMarket.SlotAt
        );

        two.Cells[0].Actual.TotalMove.ShouldBeWithin(1e-9, one.Cells[0].Actual.TotalMove!.Value);
        two.Cells[0].Actual.ForcedUsd.ShouldBeWithin(1e-9, 2 * one.Cells[0].Actual.ForcedUsd!.Value);
        two.Cells[1].Stressed.TotalMove.ShouldBeWithin(1e-9, one.Cells[1].Stressed.TotalMove!.Value);
        two.FallGain!.Gain.ShouldBeWithin(1e-9, one.FallGain!.Gain!.Value);
    }

    /// <summary>E4 over the hours before and the slot is E4 of one tape.</summary>
    [Fact]
    public void ForcedOrders_HistoryAndSlot_AreOneTapeForTheBranching()
    {
        var whole = FallingMarket.ThroughItsMap();
        var perpetual = whole.Instruments[1];
        var tape = perpetual.Liquidations!;
        var startAt = SampleMarket.SlotAt - SampleMarket.SlotLength;
        var shift = 6 * SampleMarket.SlotLength;
        var history = new LiquidationTape(
            tape.Coverage,
            [.. tape.At.Select(at => at - shift)],
            tape.Price,
            tape.SizeCoins
        )
        {
            FromAt = startAt - shift,
        };
        var joined = whole with
        {
            Instruments = [whole.Instruments[0], perpetual with { LiquidationHistory = history }],
        };
        double[] seconds = [.. history.At.Concat(tape.At).Select(at => (at - history.FromAt.Value).TotalSeconds)];

        var score = SnapshotScoring.Compute(joined, SampleMarket.Options).Derivatives[0].Liquidation.ForcedOrders;

        var expected = HawkesBranching.Compute(
            seconds,
            (SampleMarket.SlotAt - history.FromAt.Value).TotalSeconds,
            SampleMarket.SlotAt
        );
        score.BranchingLength.ShouldBe(shift + SampleMarket.SlotLength);
        score.Branching.SampleCount.ShouldBe(2 * FallingMarket.Liquidations);
        score.Branching.BranchingRatio.ShouldBe(expected.BranchingRatio);
        score.MapUsage.ShouldBe(
            SnapshotScoring.Compute(whole, SampleMarket.Options).Derivatives[0].Liquidation.ForcedOrders.MapUsage
        );
    }

    [Fact]
    public void ForcedOrders_OfAFall_AreSetAgainstTheMapOfBeforeIt()
    {
        var snapshot = FallingMarket.ThroughItsMap();
        var tape = snapshot.Instruments[1].Liquidations!;

        var forced = SnapshotScoring.Compute(snapshot, SampleMarket.Options).Derivatives[0].Liquidation.ForcedOrders;

        forced.Branching.Status.ShouldBe(MetricStatus.Ok);
        // One immigrant in ten: nine of ten are set off.
        forced.Branching.BranchingRatio!.Value.ShouldBe(0.9, 0.1);
        forced.MapUsage.ForcedUsd.ShouldBeWithin(
            1e-12,
            tape.Price.Zip(tape.SizeCoins, (price, size) => -price * size).Sum()
        );
        forced.MapUsage.CrossedUsd!.Value.ShouldBeGreaterThan(1e6);
        (forced.MapUsage.MatchedUsd + forced.MapUsage.UnexplainedUsd).ShouldBeWithin(
            1e-12,
            forced.MapUsage.ForcedUsd!.Value
        );
        forced.MapUsage.Coverage.ShouldBe(LiquidationCoverage.LowerBound);
    }

    [Fact]
    public void ForcedOrders_WithoutATape_SaySo()
    {
        s_score.Liquidation.ForcedOrders.Branching.Status.ShouldBe(MetricStatus.InsufficientData);
        s_score.Liquidation.ForcedOrders.MapUsage.Reason.ShouldBe("binance gives no liquidations.");
    }

    [Theory]
    [InlineData(0.05, 0.02)]
    [InlineData(0.02, 0.99)]
    public void Validate_ShocksThatDoNotRise_AreRefused(double first, double second) =>
        Should
            .Throw<ArgumentOutOfRangeException>(() => new CascadeScoringOptions { Shocks = [first, second] }.Validate())
            .ParamName.ShouldBe("Shocks");

    private static double Reached(LiquidationBins bins, double mark, PositionSide side, double move)
    {
        var (sign, usd) = side == PositionSide.Long ? (1, bins.LongUsd) : (-1, bins.ShortUsd);
        var last = mark * (1 - sign * move);
        // A bin whose center the price stops at is reached; rounding must not tell otherwise.
        return Enumerable
            .Range(0, bins.Count)
            .Where(bin => sign * bins.CenterPrice(bin) >= sign * last - 1e-9 * last)
            .Sum(bin => usd[bin]);
    }

    private static MarketSnapshot WithBook(MarketSnapshot snapshot, Func<OrderBook, OrderBook> change) =>
        snapshot with
        {
            Instruments =
            [
                .. snapshot.Instruments.Select(instrument =>
                    instrument.Book is { } book ? instrument with { Book = change(book) } : instrument
                ),
            ],
        };
}

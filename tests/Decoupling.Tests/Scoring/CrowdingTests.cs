using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Scoring;

public class CrowdingTests
{
    private static readonly MarketSnapshot s_snapshot = SampleMarket.TwoVenues();

    private static InstrumentSnapshot Perpetual => s_snapshot.Instruments[1];

    [Fact]
    public void C2_OpenInterestOverVolume_IsTheDaysOfTradeByHand()
    {
        var bars = Perpetual.Bars!;
        var volumeUsd = bars.Close.Zip(bars.Volume!, (price, coins) => price * coins).Sum();

        Score(s_snapshot).OverVolume.Ratio.ShouldBeWithin(1e-12, Perpetual.OpenInterest!.Usd / volumeUsd);
    }

    [Fact]
    public void C2_OlderBarsThanADay_AreNotInTheVolume()
    {
        var close = SampleMarket.Walk(1, 2 * SampleMarket.BarsInADay);
        var snapshot = SampleMarket.Of(SampleMarket.Spot("binance", close), SampleMarket.Perpetual("binance", close));
        var bars = snapshot.Instruments[1].Bars!;
        var lastDay = bars.Close.Zip(bars.Volume!, (price, coins) => price * coins).TakeLast(SampleMarket.BarsInADay);

        Score(snapshot)
            .OverVolume.Ratio.ShouldBeWithin(1e-12, snapshot.Instruments[1].OpenInterest!.Usd / lastDay.Sum());
    }

    [Fact]
    public void C2_HalfOfTheDaysBars_AreNoVolumeOfADay()
    {
        var snapshot = s_snapshot.ChangeBars(
            "binance",
            InstrumentKind.LinearPerpetual,
            bars => bars.Slice(bars.EndAt - bars.Step * 144, bars.EndAt)
        );

        var result = Score(snapshot).OverVolume;

        result.Status.ShouldBe(MetricStatus.InsufficientData);
        result.Reason.ShouldBe("There are 144 of the 288 bars of 24 h.");
    }

    [Fact]
    public void C2_BarsWithoutVolume_AreInsufficient()
    {
        var snapshot = s_snapshot.ChangeBars(
            "binance",
            InstrumentKind.LinearPerpetual,
            bars => bars with { Volume = null }
        );

        Score(snapshot).OverVolume.Status.ShouldBe(MetricStatus.InsufficientData);
    }

    [Fact]
    public void C2_OpenInterestAmongItsMonth_HasTheShareOfSamplesBelowIt()
    {
        var earlier = Perpetual.OpenInterestHistoryUsd!.Values[..^1];
        var now = earlier.Order().ElementAt(earlier.Length / 4) + 1;
        var snapshot = s_snapshot.Change(
            "binance",
            InstrumentKind.LinearPerpetual,
            perpetual => perpetual with { OpenInterest = perpetual.OpenInterest! with { Usd = now } }
        );

        var rank = Score(snapshot).Rank;

        rank.SampleCount.ShouldBe(earlier.Length);
        rank.MidRank.ShouldBeWithin(1e-12, (earlier.Length / 4 + 1) / (double)earlier.Length);
    }

    [Fact]
    public void C2_HistoryOfADay_IsNoRankOfAMonth()
    {
        var result = Score(WithHistory(Last(SampleMarket.BarsInADay))).Rank;

        result.Status.ShouldBe(MetricStatus.InsufficientData);
        result.Reason.ShouldBe("The history of open interest reaches back 1 of 30 days.");
    }

    [Fact]
    public void C2_NoHistory_LeavesTheRatioToVolume()
    {
        var score = Score(WithHistory(null));

        score.Rank.Status.ShouldBe(MetricStatus.InsufficientData);
        score.Change.Status.ShouldBe(MetricStatus.InsufficientData);
        score.OverVolume.Status.ShouldBe(MetricStatus.Ok);
    }

    [Fact]
    public void C2_ChangeOfADay_IsAgainstTheSampleOf24HoursAgo()
    {
        var slotAt = SampleMarket.SlotAt;
        var history = new SampleSeries
        {
            At = [slotAt.AddHours(-25), slotAt.AddHours(-24), slotAt.AddHours(-23)],
            Values = [7e8, 5e8, 9e8],
        };

        Score(WithHistory(history)).Change.Change.ShouldBeWithin(1e-12, Perpetual.OpenInterest!.Usd / 5e8 - 1);
    }

    [Fact]
    public void C2_SampleOf27HoursAgo_IsNoneOfADayAgo()
    {
        var history = new SampleSeries { At = [SampleMarket.SlotAt.AddHours(-27)], Values = [5e8] };

        Score(WithHistory(history)).Change.Status.ShouldBe(MetricStatus.InsufficientData);
    }

    [Fact]
    public void C2_NothingOpenADayAgo_HasNoChange()
    {
        var history = new SampleSeries { At = [SampleMarket.SlotAt.AddHours(-24)], Values = [0] };

        Score(WithHistory(history)).Change.Status.ShouldBe(MetricStatus.OutOfDomain);
    }

    [Fact]
    public void C2_ReserveInUsd_IsTheRatioOfMethods()
    {
        // [EXACT] 400k/2.5M = 0.16.
        var snapshot = WithReserve(2.5e6, QuantityUnit.Usd)
            .Change(
                "binance",
                InstrumentKind.LinearPerpetual,
                perpetual =>
                    perpetual with
                    {
                        OpenInterest = perpetual.OpenInterest! with { Usd = 400e3 },
                        OpenInterestHistoryUsd = null,
                    }
            );

        var score = Score(snapshot);

        score.LeverageRatio.Ratio.ShouldBeWithin(1e-15, 0.16);
        score.ReserveUsd.ShouldBe(2.5e6);
        score.ReserveCountedAt.ShouldBe(SampleMarket.SlotAt.AddDays(-4));
    }

    [Fact]
    public void C2_ReserveInCoins_IsValuedAtTheMarkPrice()
    {
        var score = Score(WithReserve(50_000, QuantityUnit.Coins));

        score.ReserveUsd.ShouldBe(50_000 * Perpetual.Mark!.Price);
        score.LeverageRatio.Ratio.ShouldBeWithin(1e-12, Perpetual.OpenInterest!.Usd / score.ReserveUsd!.Value);
    }

    [Fact]
    public void C2_TwoDerivativesOfAVenue_ShareItsReserve()
    {
        var second = Perpetual with { Symbol = "BTCUSDU" };
        var snapshot = s_snapshot with { Instruments = [.. s_snapshot.Instruments.Take(2), second] };

        Score(snapshot).LeverageRatio.Ratio.ShouldBeWithin(1e-12, 2 * Score(s_snapshot).LeverageRatio.Ratio!.Value);
    }

    [Fact]
    public void C2_OneOfTwoOpenInterestsMissing_HasNoRatioOfTheVenue()
    {
        var second = Perpetual with { Symbol = "BTCUSDU", OpenInterest = null };
        var snapshot = s_snapshot with { Instruments = [.. s_snapshot.Instruments.Take(2), second] };

        var result = Score(snapshot).LeverageRatio;

        result.Status.ShouldBe(MetricStatus.InsufficientData);
        result.Reason.ShouldBe("binance gave no open interest of BTCUSDU.");
    }

    [Fact]
    public void C2_NoReserve_IsOutOfDomainAndNeverZero()
    {
        var result = Score(WithReserve(null)).LeverageRatio;

        result.Status.ShouldBe(MetricStatus.OutOfDomain);
        result.Ratio.ShouldBeNull();
    }

    [Fact]
    public void C2_ReserveOfNothing_IsOutOfDomain() =>
        Score(WithReserve(0, QuantityUnit.Usd)).LeverageRatio.Status.ShouldBe(MetricStatus.OutOfDomain);

    [Theory]
    [InlineData(35, MetricStatus.Ok)]
    [InlineData(36, MetricStatus.Stale)]
    public void C2_ReserveOfSomeDaysAgo_IsStaleAfterTheLimit(int days, MetricStatus status)
    {
        var reserve = new ReserveQuote(1e9, QuantityUnit.Usd, SampleMarket.SlotAt.AddDays(-days), "a test");

        Score(WithReserve(reserve)).LeverageRatio.Status.ShouldBe(status);
    }

    [Fact]
    public void Compute_StaleOpenInterest_GivesNoNumber()
    {
        var snapshot = s_snapshot.Change(
            "binance",
            InstrumentKind.LinearPerpetual,
            perpetual =>
                perpetual with
                {
                    OpenInterest = perpetual.OpenInterest! with { VenueAt = SampleMarket.SlotAt.AddHours(-1) },
                }
        );

        var score = Score(snapshot);

        MetricResult[] results = [score.OverVolume, score.Rank, score.Change, score.LeverageRatio];
        results.ShouldAllBe(result => result.Status == MetricStatus.Stale);
    }

    private static CrowdingScore Score(MarketSnapshot snapshot) =>
        SnapshotScoring.Compute(snapshot, SampleMarket.Options).Derivatives[0].Crowding;

    private static SampleSeries Last(int count)
    {
        var history = Perpetual.OpenInterestHistoryUsd!;
        return new SampleSeries { At = history.At[^count..], Values = history.Values[^count..] };
    }

    private static MarketSnapshot WithHistory(SampleSeries? history) =>
        s_snapshot.Change(
            "binance",
            InstrumentKind.LinearPerpetual,
            perpetual => perpetual with { OpenInterestHistoryUsd = history }
        );

    private static MarketSnapshot WithReserve(double quantity, QuantityUnit unit) =>
        WithReserve(new ReserveQuote(quantity, unit, SampleMarket.SlotAt.AddDays(-4), "a test"));

    private static MarketSnapshot WithReserve(ReserveQuote? reserve) =>
        s_snapshot with
        {
            Venues = [s_snapshot.Venues[0] with { Reserve = reserve }, s_snapshot.Venues[1]],
        };
}

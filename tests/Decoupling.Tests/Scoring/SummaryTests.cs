using System.Globalization;
using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Scoring.CrossVenue;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Scoring;

public class SummaryTests
{
    // What the evidence does not support saying.
    private static readonly string[] s_forbidden = ["early", "warning", "predict", "forecast", "infinity", "∞"];

    [Fact]
    public void ScoreSummary_Dislocated_SaysHowFarWhereAndWithWhom()
    {
        var score = SampleScore.Dislocated with
        {
            VenuesDislocated = 1,
            VenuesScored = 2,
            Verdict = VenueVerdict.VenueLocal,
        };

        ScoreSummary
            .Of("BTC", SampleMarket.SlotLength, score)
            .ShouldBe(
                "BTC perpetual on bybit: basis -83.1 bp (robust z -40.2), venue-local (1 of 2 venues dislocated); β 0.970 ± 0.020, ρ 0.991; funding -12.3 % a year."
            );
    }

    [Fact]
    public void ScoreSummary_Calm_SaysNothingOfDislocation()
    {
        var score = SampleScore.Dislocated with
        {
            Kind = InstrumentKind.LinearFuture,
            Basis = SampleScore.Dislocated.Basis with { BasisBps = 4.04, RobustZScore = 0.31 },
            Dislocation = SampleScore.Dislocated.Dislocation with { Ratio = 0.06, Direction = 1 },
            Funding = SampleScore.NoFunding,
            VenuesScored = 2,
        };

        ScoreSummary
            .Of("ETH", SampleMarket.SlotLength, score)
            .ShouldBe("ETH future on bybit: basis +4.0 bp (robust z +0.3); β 0.970 ± 0.020, ρ 0.991.");
    }

    [Theory]
    [InlineData("BTC", "binance", 5, -4.0, true)]
    [InlineData("ETH", "binance", 5, -6.1, true)]
    [InlineData("SOL", "binance", 5, -6.1, false)]
    [InlineData("BTC", "bybit", 5, -6.1, false)]
    [InlineData("BTC", "binance", 1, -6.1, false)]
    [InlineData("BTC", "binance", 5, -3.9, false)]
    [InlineData("BTC", "binance", 5, 6.1, false)]
    public void ScoreSummary_RecordOfReversion_IsCitedWhereItWasMeasured(
        string asset,
        string venue,
        int minutes,
        double robustZ,
        bool isCited
    )
    {
        var score = SampleScore.Dislocated with
        {
            Venue = venue,
            Basis = SampleScore.Dislocated.Basis with { RobustZScore = robustZ },
            Reversion = SampleScore.Dislocated.Reversion with
            {
                Odds = SampleScore.Dislocated.Reversion.Odds with { IsBrownian = true },
            },
        };

        var sentence = ScoreSummary.Of(asset, TimeSpan.FromMinutes(minutes), score);

        sentence.Contains("; 77 % of such gaps closed within 5 minutes;").ShouldBe(isCited, sentence);
        sentence.Contains("no reversion").ShouldBe(!isCited, sentence);
    }

    [Fact]
    public void ScoreSummary_FutureOnBinance_HasNoRecordOfReversion()
    {
        var score = SampleScore.Dislocated with { Venue = "binance", Kind = InstrumentKind.InversePerpetual };

        ScoreSummary.Of("BTC", SampleMarket.SlotLength, score).ShouldNotContain("such gaps");
    }

    [Fact]
    public void ScoreSummary_OwnSpotFarFromTheMedian_NamesIt()
    {
        var score = SampleScore.Dislocated with
        {
            VenuesDislocated = 1,
            VenuesScored = 3,
            Verdict = VenueVerdict.VenueLocal,
            CrossVenue = SampleScore.Dislocated.CrossVenue with { SpotVenueCount = 3, SpotOffMedianBps = 82.34 },
        };
        // Of two venues the median is the mean, which blames both.
        var ofTwo = score with
        {
            CrossVenue = score.CrossVenue with { SpotVenueCount = 2 },
        };

        ScoreSummary
            .Of("BTC", SampleMarket.SlotLength, score)
            .ShouldContain("venue-local (1 of 3 venues dislocated), its own spot +82.3 bp off the venues' median; β");
        ScoreSummary.Of("BTC", SampleMarket.SlotLength, ofTwo).ShouldNotContain("its own spot");
    }

    [Theory]
    [InlineData(0.3667, false, "; half-life 22 min;")]
    [InlineData(0.001, false, "; half-life 1 min;")]
    [InlineData(5.25, false, "; half-life 5.3 h;")]
    [InlineData(5.25, true, "; no reversion shown over the day;")]
    public void ScoreSummary_Reversion_SaysHowFastOrThatNothingShowsIt(double hours, bool isBrownian, string expected)
    {
        var reversion = SampleScore.Dislocated.Reversion;
        var score = SampleScore.Dislocated with
        {
            Reversion = reversion with
            {
                Process = reversion.Process with { HalfLifeHours = hours },
                Odds = reversion.Odds with { IsBrownian = isBrownian },
            },
        };

        ScoreSummary.Of("BTC", SampleMarket.SlotLength, score).ShouldContain("ρ 0.991" + expected);
    }

    [Fact]
    public void ScoreSummary_MarketWideAndAlone_SaySo()
    {
        var market = SampleScore.Dislocated with
        {
            VenuesDislocated = 2,
            VenuesScored = 2,
            Verdict = VenueVerdict.MarketWide,
        };
        var alone = SampleScore.Dislocated with
        {
            VenuesDislocated = 1,
            VenuesScored = 1,
            Verdict = VenueVerdict.InsufficientData,
        };

        ScoreSummary
            .Of("BTC", SampleMarket.SlotLength, market)
            .ShouldContain(", market-wide (2 of 2 venues dislocated);");
        ScoreSummary.Of("BTC", SampleMarket.SlotLength, alone).ShouldContain(", no other venue to compare with;");
    }

    [Fact]
    public void ScoreSummary_RoundedToNothing_HasNoSign()
    {
        var score = SampleScore.Dislocated with
        {
            Basis = SampleScore.Dislocated.Basis with { BasisBps = -0.04, RobustZScore = -0.04 },
            Dislocation = SampleScore.Dislocated.Dislocation with { Ratio = 0.001 },
        };

        ScoreSummary
            .Of("BTC", SampleMarket.SlotLength, score)
            .ShouldStartWith("BTC perpetual on bybit: basis 0.0 bp (robust z 0.0);");
    }

    [Fact]
    public void ScoreSummary_Stale_SaysWhyThereIsNoScore()
    {
        var snapshot = SampleMarket.TwoVenues().ChangeBars("binance", InstrumentKind.Spot, bars => bars.MissingLast(5));

        var score = SnapshotScoring.Compute(snapshot, SampleMarket.Options).Derivatives[0];

        ScoreSummary
            .Of("BTC", SampleMarket.SlotLength, score)
            .ShouldBe(
                "BTC perpetual on binance: no score (binance BTCUSDT Spot last traded 25 min before the slot); funding +11.0 % a year."
            );
    }

    [Fact]
    public void ScoreSummary_BasisWithoutZ_SaysThatItIsNoScore()
    {
        var score = SampleScore.Dislocated with
        {
            Basis = SampleScore.Dislocated.Basis with
            {
                Status = MetricStatus.InsufficientData,
                Reason = "Too few.",
                RobustZScore = null,
            },
            Dislocation = new DislocationResult
            {
                Status = MetricStatus.InsufficientData,
                Reason = "Too few.",
                SampleCount = 5,
                AsOf = SampleMarket.SlotAt,
            },
        };

        ScoreSummary
            .Of("BTC", SampleMarket.SlotLength, score)
            .ShouldStartWith("BTC perpetual on bybit: basis -83.1 bp, no score (Too few); β");
    }

    [Fact]
    public void LiquidationSummary_MapAndLadder_SaysTheAssumptionFirst() =>
        LiquidationSummary
            .Of("BTC", SampleScore.Dislocated)
            .ShouldBe(
                "BTC on bybit: under the assumed leverages a 5 % fall would close 210.0 M USD of longs, a rise 180.5 M USD of shorts; "
                    + "a 10× long opened now is liquidated at 54272.5, within 24 h with probability 0.0123."
            );

    [Fact]
    public void LiquidationSummary_NoMapAndNoLadder_SaysWhy()
    {
        var snapshot = SampleMarket
            .TwoVenues()
            .Change(
                "binance",
                InstrumentKind.LinearPerpetual,
                perpetual => perpetual with { Mark = null, Bars = null }
            );

        var score = SnapshotScoring.Compute(snapshot, SampleMarket.Options).Derivatives[0];

        LiquidationSummary.Of("BTC", score).ShouldBe("BTC on binance: no liquidation map (No fresh price is known).");
    }

    [Fact]
    public void LiquidationSummary_StaleBars_GivesThePriceWithoutOdds()
    {
        var snapshot = SampleMarket
            .TwoVenues()
            .ChangeBars("binance", InstrumentKind.LinearPerpetual, bars => bars.MissingLast(5));

        var score = SnapshotScoring.Compute(snapshot, SampleMarket.Options).Derivatives[0];

        // 10,000 USD at 10 times, 0.4 % maintenance: P* = P·(1 - 0.1)/(1 - 0.004).
        var price = (score.Liquidation.MarkPrice!.Value * 0.9 / 0.996).ToString("0.##", CultureInfo.InvariantCulture);
        LiquidationSummary
            .Of("BTC", score)
            .ShouldBe(
                "BTC on binance: no liquidation map (binance BTCUSDT LinearPerpetual last traded 25 min before the slot); "
                    + $"a 10× long opened now is liquidated at {price}."
            );
    }

    [Fact]
    public void LiquidationSummary_CoinOfAFractionOfACent_KeepsThePricesDigits()
    {
        var rung = SampleScore.Dislocated.Liquidation.Ladder.Rungs[0] with { Price = 0.00001234 };
        var score = SampleScore.Dislocated with
        {
            Liquidation = SampleScore.Dislocated.Liquidation with
            {
                Ladder = SampleScore.Dislocated.Liquidation.Ladder with { Rungs = [rung] },
            },
        };

        LiquidationSummary.Of("PEPE", score).ShouldContain("is liquidated at 0.00001234,");
    }

    [Fact]
    public void Summaries_ManyCards_SayNothingThatTheEvidenceDoesNotSupport()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var card = SnapshotScoring.Compute(SampleMarket.TwoVenues(seed), SampleMarket.Options);
            foreach (var score in card.Derivatives)
            {
                foreach (
                    var text in (string[])
                        [ScoreSummary.Of("BTC", SampleMarket.SlotLength, score), LiquidationSummary.Of("BTC", score)]
                )
                {
                    s_forbidden.ShouldAllBe(word => !text.Contains(word, StringComparison.OrdinalIgnoreCase), text);
                    text.ShouldNotContain("NaN", Case.Sensitive);
                    text.ShouldEndWith(".");
                    text.ShouldNotContain("..");
                }
            }
        }
    }

    [Fact]
    public void Summaries_CultureWithCommas_KeepThePoint()
    {
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        comma.NumberFormat.NegativeSign = "~";
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = comma;
        try
        {
            ScoreSummary
                .Of("BTC", SampleMarket.SlotLength, SampleScore.Dislocated)
                .ShouldContain("basis -83.1 bp (robust z -40.2)");
            LiquidationSummary.Of("BTC", SampleScore.Dislocated).ShouldContain("210.0 M USD of longs");
            LiquidationSummary
                .Of("BTC", SampleScore.Dislocated)
                .ShouldContain("at 54272.5, within 24 h with probability 0.0123");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}

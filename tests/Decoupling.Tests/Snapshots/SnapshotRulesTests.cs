using Decoupling.Snapshots;

namespace Decoupling.Tests.Snapshots;

public class SnapshotRulesTests
{
    [Fact]
    public void Check_SoundSnapshot_HasNoReason()
    {
        var reasons = SnapshotRules.Check(SoundSnapshot.Make());

        reasons.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("BTC-USD", false)]
    [InlineData("ÄTH", false)]
    [InlineData("A12345678901234567890", false)]
    [InlineData("A1234567890123456789", true)]
    [InlineData("1000PEPE", true)]
    public void Check_Asset_IsOneToTwentyLettersAndDigits(string asset, bool sound)
    {
        var reasons = SnapshotRules.Check(SoundSnapshot.Make() with { Asset = asset });

        reasons.Count.ShouldBe(sound ? 0 : 1);
    }

    public static TheoryData<string, MarketSnapshot> Broken =>
        new()
        {
            { "schema version", SoundSnapshot.Make() with { SchemaVersion = 2 } },
            {
                "not a multiple of the slot length",
                SoundSnapshot.Make() with
                {
                    SlotAt = SoundSnapshot.SlotAt.AddSeconds(1),
                }
            },
            { "slot length", SoundSnapshot.Make() with { SlotLength = TimeSpan.Zero } },
            {
                "not in UTC",
                SoundSnapshot.Make() with
                {
                    SlotAt = SoundSnapshot.SlotAt.ToOffset(TimeSpan.FromHours(2)),
                }
            },
            { "venue is not among the venues", SoundSnapshot.Make() with { Venues = [] } },
            { "reserve of binance is below 0", WithReserve(reserve => reserve with { Quantity = -1 }) },
            { "reserve of binance is below 0", WithReserve(reserve => reserve with { Quantity = double.NaN }) },
            { "in neither coins nor", WithReserve(reserve => reserve with { Unit = QuantityUnit.Contracts }) },
            {
                "counted at a time that is not in UTC",
                WithReserve(reserve => reserve with { CountedAt = reserve.CountedAt.ToOffset(TimeSpan.FromHours(1)) })
            },
            { "source that is empty", WithReserve(reserve => reserve with { Source = "" }) },
            { "order of their names", SoundSnapshot.Make() with { Venues = [Venue("bybit"), Venue("binance")] } },
            { "order of their names", SoundSnapshot.Make() with { Venues = [Venue("binance"), Venue("binance")] } },
            { "name is not", SoundSnapshot.Make() with { Venues = [Venue("binance"), Venue("Bybit")] } },
            {
                "stands twice",
                SoundSnapshot.Make() with
                {
                    Instruments = [SoundSnapshot.Spot(), SoundSnapshot.Spot()],
                }
            },
            {
                "order of venue",
                SoundSnapshot.Make() with
                {
                    Instruments = [SoundSnapshot.Perpetual(), SoundSnapshot.Spot()],
                }
            },
            { "symbol", SoundSnapshot.With(perpetual => perpetual with { Symbol = "BTC\nUSDT" }) },
            { "kind is not known", SoundSnapshot.With(perpetual => perpetual with { Kind = (InstrumentKind)99 }) },
            { "contract multiplier", SoundSnapshot.With(perpetual => perpetual with { ContractMultiplier = 0 }) },
            {
                "mark is not a price",
                SoundSnapshot.With(perpetual => perpetual with { Mark = perpetual.Mark! with { Price = 0 } })
            },
            {
                "index is not a price",
                SoundSnapshot.With(perpetual => perpetual with { Index = perpetual.Index! with { Price = double.NaN } })
            },
            {
                "funding interval",
                SoundSnapshot.With(perpetual =>
                    perpetual with
                    {
                        Funding = perpetual.Funding! with { Interval = TimeSpan.Zero },
                    }
                )
            },
            {
                "funding is not a number",
                SoundSnapshot.With(perpetual =>
                    perpetual with
                    {
                        Funding = perpetual.Funding! with { RatePerInterval = double.PositiveInfinity },
                    }
                )
            },
            {
                "no known unit",
                SoundSnapshot.With(perpetual =>
                    perpetual with
                    {
                        OpenInterest = perpetual.OpenInterest! with { Unit = (QuantityUnit)(-1) },
                    }
                )
            },
            {
                "open interest is below 0",
                SoundSnapshot.With(perpetual =>
                    perpetual with
                    {
                        OpenInterest = perpetual.OpenInterest! with { Usd = -1 },
                    }
                )
            },
            {
                "hourly bars have a step",
                SoundSnapshot.With(perpetual => perpetual with { HourlyBars = SoundSnapshot.Spot().Bars })
            },
            {
                "history has a time",
                SoundSnapshot.With(perpetual =>
                    perpetual with
                    {
                        FundingHistory = new SampleSeries
                        {
                            At = [SoundSnapshot.SlotAt, SoundSnapshot.SlotAt],
                            Values = [1, 2],
                        },
                    }
                )
            },
            {
                "history has a time",
                SoundSnapshot.With(perpetual =>
                    perpetual with
                    {
                        FundingHistory = new SampleSeries { At = [SoundSnapshot.SlotAt.AddHours(1)], Values = [1] },
                    }
                )
            },
            {
                "1 times and 0 values",
                SoundSnapshot.With(perpetual =>
                    perpetual with
                    {
                        FundingHistory = new SampleSeries { At = [SoundSnapshot.SlotAt], Values = [] },
                    }
                )
            },
        };

    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public void Check_BrokenSnapshot_SaysWhy(string why, MarketSnapshot snapshot)
    {
        var reasons = SnapshotRules.Check(snapshot);

        reasons.ShouldContain(reason => reason.Contains(why, StringComparison.Ordinal));
    }

    public static TheoryData<string, BarSeries> BrokenBars
    {
        get
        {
            var bars = SoundSnapshot.Spot().Bars!;
            return new()
            {
                { "out of range", bars with { Close = [1, double.NaN, -1, 1] } },
                { "out of range", bars with { Close = [1, double.NaN, double.PositiveInfinity, 1] } },
                { "out of range", bars with { Volume = [1, double.NaN, -0.5, 1] } },
                { "miss the same bars", bars with { High = [1, 2, 3, 4] } },
                { "miss the same bars", bars with { Low = [1, double.NaN, double.NaN, 4] } },
                { "different length", bars with { Volume = [1, double.NaN, 3] } },
                { "on their grid", bars with { StartAt = bars.StartAt.AddMinutes(-1) } },
                { "end after the slot", bars with { StartAt = bars.StartAt.AddMinutes(5) } },
                { "out of bounds", bars with { Step = TimeSpan.FromMilliseconds(1) } },
                { "out of bounds", bars with { Close = new double[SnapshotRules.MaxBars + 1] } },
            };
        }
    }

    [Theory]
    [MemberData(nameof(BrokenBars), DisableDiscoveryEnumeration = true)]
    public void Check_BrokenBars_SaysWhy(string why, BarSeries bars)
    {
        var reasons = SnapshotRules.Check(SoundSnapshot.With(perpetual => perpetual with { Bars = bars }));

        reasons.Count.ShouldBe(1);
        reasons[0].ShouldContain(why);
        reasons[0].ShouldStartWith("binance LinearPerpetual BTCUSDT: bars");
    }

    [Theory]
    [InlineData(new[] { 3.0, 2.0 }, new[] { 1.0 }, false)]
    [InlineData(new[] { 2.0, 3.0 }, new[] { 1.0, 1.0 }, false)]
    [InlineData(new[] { 3.0, 3.0 }, new[] { 1.0, 1.0 }, false)]
    [InlineData(new[] { 3.0, double.NaN }, new[] { 1.0, 1.0 }, false)]
    [InlineData(new[] { 3.0, 2.0 }, new[] { 1.0, 0.0 }, false)]
    [InlineData(new double[0], new double[0], true)]
    public void Check_Bids_FallStrictlyWithSizes(double[] prices, double[] sizes, bool sound)
    {
        var snapshot = SoundSnapshot.With(perpetual =>
            perpetual with
            {
                Book = perpetual.Book! with { BidPrices = prices, BidSizes = sizes },
            }
        );

        SnapshotRules.Check(snapshot).Count.ShouldBe(sound ? 0 : 1);
    }

    [Fact]
    public void Check_CrossedBook_IsForTheGates()
    {
        var snapshot = SoundSnapshot.With(perpetual =>
            perpetual with
            {
                Book = perpetual.Book! with { BidPrices = [60_000, 59_000] },
            }
        );

        SnapshotRules.Check(snapshot).ShouldBeEmpty();
    }

    [Fact]
    public void Check_LiquidationsOutOfOrder_SaysWhy()
    {
        var snapshot = SoundSnapshot.With(perpetual =>
            perpetual with
            {
                Liquidations = perpetual.Liquidations! with
                {
                    At = [SoundSnapshot.SlotAt, SoundSnapshot.SlotAt.AddSeconds(-1)],
                },
            }
        );

        SnapshotRules.Check(snapshot).ShouldHaveSingleItem().ShouldContain("order of their times");
    }

    [Fact]
    public void Check_EverythingBroken_ListsTwentyReasons()
    {
        var broken = SoundSnapshot.Spot() with { ContractMultiplier = -1, SettlementCoin = "" };
        var snapshot = SoundSnapshot.Make() with { Instruments = [.. Enumerable.Repeat(broken, 50)] };

        SnapshotRules.Check(snapshot).Count.ShouldBe(SnapshotRules.MaxReasons);
    }

    private static VenueSnapshot Venue(string name) => new() { Venue = name, Missing = [] };

    private static MarketSnapshot WithReserve(Func<ReserveQuote, ReserveQuote> change)
    {
        var snapshot = SoundSnapshot.Make();
        var venue = snapshot.Venues[0];
        return snapshot with { Venues = [venue with { Reserve = change(venue.Reserve!) }] };
    }
}

using Decoupling.Hazard;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Hazard;

public class HazardFeaturesTests
{
    private const double Tolerance = 1e-10;

    [Fact]
    public void Hazard_WaveMarket_AgreesWithPandas()
    {
        var (fault, features) = Read(WaveMarket.Spot, WaveMarket.Perpetual, WaveMarket.Funding);

        // pandas and numpy over the same waves: rolling squares, shifts, and the band of Binance's formula written anew.
        fault.ShouldBe(HazardFault.None);
        features[(int)HazardFeature.LogVolatility24h].ShouldBeWithin(Tolerance, -0.9284934400067099);
        features[(int)HazardFeature.LogVolatility72h].ShouldBeWithin(Tolerance, -1.2297719013815036);
        features[(int)HazardFeature.LogVolatility168h].ShouldBeWithin(Tolerance, -1.1768076032477834);
        features[(int)HazardFeature.Return24h].ShouldBeWithin(Tolerance, -0.021560865803553656);
        features[(int)HazardFeature.Drawdown7d].ShouldBeWithin(Tolerance, 0.021330091874073864);
        features[(int)HazardFeature.VolumeZ].ShouldBeWithin(Tolerance, -0.1021560098011487);
        features[(int)HazardFeature.AbsoluteFunding7dBps].ShouldBeWithin(Tolerance, 20.830154991053128);
        features[(int)HazardFeature.LogFundingGap].ShouldBeWithin(Tolerance, 1.7105033030217667);
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e9)]
    public void Read_BothPricesScaled_ChangesNothing(double scale)
    {
        var (_, usual) = Read(WaveMarket.Spot, WaveMarket.Perpetual, WaveMarket.Funding);

        var (_, scaled) = Read(Scale(WaveMarket.Spot), Scale(WaveMarket.Perpetual), WaveMarket.Funding);

        for (var i = 0; i < HazardFeatures.Count; i++)
        {
            scaled[i].ShouldBeWithin(1e-9, usual[i]);
        }

        BarSeries Scale(BarSeries bars) => bars with { Close = [.. bars.Close.Select(close => scale * close)] };
    }

    [Fact]
    public void Read_FundingOfTheOtherSign_HasTheSameSize()
    {
        var paid = WaveMarket.Funding;
        var (_, usual) = Read(WaveMarket.Spot, WaveMarket.Perpetual, paid);

        var turned = paid with { Values = [.. paid.Values.Select(rate => -rate)] };
        var (_, features) = Read(WaveMarket.Spot, WaveMarket.Perpetual, turned);

        features[..(int)HazardFeature.LogFundingGap].ShouldBe(usual[..(int)HazardFeature.LogFundingGap]);
    }

    [Fact]
    public void Read_LongerHistory_GivesTheSameBits()
    {
        var (_, whole) = Read(WaveMarket.Spot, WaveMarket.Perpetual, WaveMarket.Funding);

        var (_, shortest) = Read(Last(WaveMarket.Spot), Last(WaveMarket.Perpetual), WaveMarket.Funding);

        shortest.ShouldBe(whole);

        static BarSeries Last(BarSeries bars) => bars.Slice(bars.EndAt.AddHours(-HazardFeatures.History), bars.EndAt);
    }

    [Fact]
    public void Read_PremiumThatTheRateImplies_HasNoGap()
    {
        // A rate of the interest itself implies any premium of -4 to 6 bp.
        var paid = WaveMarket.Funding with
        {
            Values = [.. WaveMarket.Funding.Values.Select(_ => 1e-4)],
        };
        var perpetual = WaveMarket.Perpetual with
        {
            Close = [.. WaveMarket.Spot.Close.Select(close => close * 1.0003)],
        };

        var (fault, features) = Read(WaveMarket.Spot, perpetual.Without(300, 400, 500, 501, 535), paid);

        fault.ShouldBe(HazardFault.None);
        features[(int)HazardFeature.LogFundingGap].ShouldBe(0);
        features[(int)HazardFeature.AbsoluteFunding7dBps].ShouldBeWithin(Tolerance, 21);
    }

    [Theory]
    [InlineData(HazardFault.ShortHistory)]
    [InlineData(HazardFault.UnderlyingGap)]
    [InlineData(HazardFault.StillPrice)]
    [InlineData(HazardFault.NoVolume)]
    [InlineData(HazardFault.SteadyVolume)]
    [InlineData(HazardFault.PremiumGap)]
    [InlineData(HazardFault.FundingGap)]
    [InlineData(HazardFault.FundingBeyondCap)]
    [InlineData(HazardFault.Overflow)]
    internal void Read_InputAtFault_SaysWhich(HazardFault fault)
    {
        var (spot, perpetual, paid) = (WaveMarket.Spot, WaveMarket.Perpetual, WaveMarket.Funding);
        (spot, perpetual, paid) = fault switch
        {
            HazardFault.ShortHistory => (spot.Slice(spot.EndAt.AddHours(-503), spot.EndAt), perpetual, paid),
            HazardFault.UnderlyingGap => (spot.Without([.. Enumerable.Range(540, 5)]), perpetual, paid),
            HazardFault.StillPrice => (spot with { Close = [.. spot.Close.Select(_ => 100.0)] }, perpetual, paid),
            HazardFault.NoVolume => (spot, perpetual with { Volume = null }, paid),
            HazardFault.SteadyVolume => (spot, perpetual with { Volume = [.. perpetual.Close.Select(_ => 5.0)] }, paid),
            HazardFault.PremiumGap => (spot, perpetual.Without(555, 558), paid),
            HazardFault.FundingGap => (spot, perpetual, Without(paid, 60)),
            HazardFault.FundingBeyondCap => (
                spot,
                perpetual,
                paid with
                {
                    Values = [.. paid.Values.Select((rate, i) => i == 60 ? 0.05 : rate)],
                }
            ),
            _ => (
                spot with
                {
                    Close = [.. spot.Close.Select(close => close * 1e-200)],
                },
                perpetual with
                {
                    Close = [.. perpetual.Close.Select(close => close * 1e200)],
                },
                paid
            ),
        };

        Read(spot, perpetual, paid).Fault.ShouldBe(fault);
    }

    [Theory]
    [InlineData(69)]
    [InlineData(49)]
    public void Read_FundingThatDoesNotCoverTheWeek_IsAGap(int missing) =>
        Read(WaveMarket.Spot, WaveMarket.Perpetual, Without(WaveMarket.Funding, missing))
            .Fault.ShouldBe(HazardFault.FundingGap);

    [Fact]
    public void Read_VenueWithoutKnownTerms_SaysSo() =>
        Read(WaveMarket.Spot, WaveMarket.Perpetual, WaveMarket.Funding, "kraken")
            .Fault.ShouldBe(HazardFault.UnknownTerms);

    [Fact]
    public void Read_PaymentOfThisVeryHour_DoesNotCountYet()
    {
        var paid = WaveMarket.Funding;
        var (_, before) = Read(WaveMarket.Spot, WaveMarket.Perpetual, Without(paid, 70));

        var (_, after) = Read(WaveMarket.Spot, WaveMarket.Perpetual, paid);

        paid.At[70].ShouldBe(WaveMarket.Spot.EndAt.AddMilliseconds(7));
        after.ShouldBe(before);
    }

    [Fact]
    public void Read_HostileNumbers_GivesFiniteFeaturesOrAFault()
    {
        var numbers = new HostileNumbers(seed: 5);
        var read = 0;
        for (var run = 0; run < Campaign.Runs(50_000); run++)
        {
            var (spot, perpetual, paid) = (WaveMarket.Spot, WaveMarket.Perpetual, WaveMarket.Funding);
            var hostile = numbers.NextSample(WaveMarket.Hours);
            var (fault, features) = (run % 4) switch
            {
                0 => Read(Disturb(spot, hostile), perpetual, paid),
                1 => Read(spot, Disturb(perpetual, hostile), paid),
                2 => Read(spot, perpetual with { Volume = [.. hostile.Select(Math.Abs)] }, paid),
                _ => Read(spot, perpetual, paid with { Values = hostile[..paid.Values.Length] }),
            };

            read += fault == HazardFault.None ? 1 : 0;
            (fault != HazardFault.None || features.All(double.IsFinite)).ShouldBeTrue($"run {run}");
        }

        read.ShouldBeGreaterThan(Campaign.Runs(50_000) / 50);
    }

    private static BarSeries Disturb(BarSeries bars, double[] factors) =>
        bars with
        {
            Close =
            [
                .. bars.Close.Select(
                    (close, i) => factors[i] > 0 && factors[i] < double.MaxValue ? close * factors[i] : close
                ),
            ],
        };

    private static SampleSeries Without(SampleSeries samples, int index) =>
        new()
        {
            At = [.. samples.At.Where((_, i) => i != index)],
            Values = [.. samples.Values.Where((_, i) => i != index)],
        };

    private static (HazardFault Fault, double[] Features) Read(
        BarSeries spot,
        BarSeries perpetual,
        SampleSeries paid,
        string venue = "binance"
    )
    {
        var hours = HazardHours.Form(spot, perpetual, new double[HazardHours.RoomFor(spot, perpetual)]);
        var funding = new HazardFunding(
            paid,
            new HazardContract(venue, "BTC", InstrumentKind.LinearPerpetual, ShippedTables.FundingTerms)
        );
        var features = new double[HazardFeatures.Count];
        var fault = HazardFeatures.Read(hours, ref funding, hours.Count - 1, features);
        return (fault, features);
    }
}

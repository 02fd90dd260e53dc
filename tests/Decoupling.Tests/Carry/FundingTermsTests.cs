using Decoupling.Carry;
using FsCheck.Fluent;

namespace Decoupling.Tests.Carry;

public class FundingTermsTests
{
    private static readonly TimeSpan s_eightHours = TimeSpan.FromHours(8);
    private static readonly FundingTerms s_bybit = ShippedTables.FundingOf("bybit", SeriesF1.AsOf);
    private static readonly FundingTerms s_deribit = ShippedTables.FundingOf("deribit", SeriesF1.AsOf);

    [Theory]
    [InlineData(-0.0010, -0.0005)]
    [InlineData(-0.0004, 0.0001)]
    [InlineData(0, 0.0001)]
    [InlineData(0.0002, 0.0001)]
    [InlineData(0.0006, 0.0001)]
    [InlineData(0.0010, 0.0005)]
    public void B2_ClampedInterestEveryEightHours_ReachesTheReferenceRates(double premium, double rate)
    {
        s_bybit.RateFor(premium, s_eightHours).ShouldBe(rate, 1e-18);
        ShippedTables.FundingOf("binance", SeriesF1.AsOf).RateFor(premium, s_eightHours).ShouldBe(rate, 1e-18);
    }

    [Theory]
    [InlineData(-0.0010, -0.00075)]
    [InlineData(-0.0002, 0)]
    [InlineData(0.0003, 0.00005)]
    [InlineData(0.0010, 0.00075)]
    public void B2_Deribit_ReachesTheReferenceRates(double premium, double rate) =>
        s_deribit.RateFor(premium, s_eightHours).ShouldBe(rate, 1e-18);

    [Fact]
    public void RateFor_DeribitTerms_IsTheFormulaOfItsPage() =>
        Law.HoldsFor(
            Gen.Choose(-200, 200).Select(value => value * 1e-5),
            premium =>
                s_deribit
                    .RateFor(premium, s_eightHours)
                    .ShouldBe(Math.Max(0.00025, premium) + Math.Min(-0.00025, premium), 1e-18)
        );

    [Theory]
    [InlineData(1, 0.0000125)]
    [InlineData(4, 0.00005)]
    [InlineData(8, 0.0001)]
    public void RateFor_NoPremium_IsTheInterestOfTheInterval(int hours, double rate)
    {
        s_bybit.RateFor(0, TimeSpan.FromHours(hours)).ShouldBe(rate, 1e-18);
        Binance2026.RateFor(0, TimeSpan.FromHours(hours)).ShouldBe(rate, 1e-18);
    }

    [Fact]
    public void RateFor_FourHoursAndALargePremium_DividesAtBinanceAndNotAtBybit()
    {
        var fourHours = TimeSpan.FromHours(4);

        s_bybit.RateFor(0.0025, fourHours).ShouldBe(0.0020, 1e-18);
        Binance2026.RateFor(0.0025, fourHours).ShouldBe(0.0010, 1e-18);
    }

    [Fact]
    public void Binance_BeforeItsChangeOfFormula_ScalesTheInterestOnly()
    {
        var changeAt = new DateTimeOffset(2025, 9, 18, 8, 1, 0, TimeSpan.Zero);

        ShippedTables.FundingOf("binance", changeAt.AddTicks(-1)).Scaling.ShouldBe(FundingScaling.InterestOnly);
        ShippedTables.FundingOf("binance", changeAt).Scaling.ShouldBe(FundingScaling.WholeRate);
        ShippedTables.FundingOf("binance", changeAt).EffectiveAt.ShouldBe(changeAt);
    }

    [Fact]
    public void RateFor_PremiumBeyondTheCap_IsTheCap()
    {
        var terms = s_bybit.WithCap(0.003);

        terms.RateFor(0.5, s_eightHours).ShouldBe(0.003);
        terms.RateFor(-0.5, s_eightHours).ShouldBe(-0.003);
    }

    [Fact]
    public void RateFor_IntervalNotPositive_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => s_bybit.RateFor(0, TimeSpan.Zero));

    [Theory]
    [InlineData(double.NaN, 0.0005, 0.003, 0.04, nameof(FundingTerms.InterestPerEightHours))]
    [InlineData(0.0001, -0.0005, 0.003, 0.04, nameof(FundingTerms.Clamp))]
    [InlineData(0.0001, double.NaN, 0.003, 0.04, nameof(FundingTerms.Clamp))]
    [InlineData(0.0001, 0.0005, 0, 0.04, nameof(FundingTerms.LeastCapPerInterval))]
    [InlineData(0.0001, 0.0005, 0.003, 0.002, nameof(FundingTerms.GreatestCapPerInterval))]
    [InlineData(0.0001, 0.0005, 0.003, 3, nameof(FundingTerms.GreatestCapPerInterval))]
    public void Validate_TermOutOfRange_ThrowsItsName(
        double interest,
        double clamp,
        double least,
        double greatest,
        string term
    )
    {
        var terms = s_bybit with
        {
            InterestPerEightHours = interest,
            Clamp = clamp,
            LeastCapPerInterval = least,
            GreatestCapPerInterval = greatest,
        };

        Should.Throw<ArgumentOutOfRangeException>(terms.Validate).ParamName.ShouldBe(term);
    }

    private static FundingTerms Binance2026 =>
        ShippedTables.FundingOf("binance", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
}

using Decoupling.Carry;
using Decoupling.Results;
using FsCheck;
using FsCheck.Fluent;

namespace Decoupling.Tests.Carry;

public class FundingPressureTests
{
    private static readonly TimeSpan s_eightHours = TimeSpan.FromHours(8);
    private static readonly DateTimeOffset s_asOf = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly FundingTerms s_binance = ShippedTables.FundingOf("binance", s_asOf);
    private static readonly FundingTerms s_bybit = ShippedTables.FundingOf("bybit", s_asOf);

    private static readonly Gen<(double Premium, TimeSpan Interval, FundingTerms Terms)> s_premiums =
        from tenths in Gen.Choose(-300, 300)
        from hours in Gen.Elements(1, 2, 4, 8)
        from terms in Gen.Elements(s_binance, s_bybit)
        select (tenths * 1e-5, TimeSpan.FromHours(hours), terms);

    [Theory]
    [InlineData(-0.0005, -10, -10)]
    [InlineData(0.0001, -4, 6)]
    [InlineData(0.0005, 10, 10)]
    public void B2_RateEveryEightHours_ImpliesTheReferencePremiums(double rate, double lowBps, double highBps)
    {
        var result = Compute(0, rate);

        result.ImpliedPremiumLowBps!.Value.ShouldBe(lowBps, 1e-10);
        result.ImpliedPremiumHighBps!.Value.ShouldBe(highBps, 1e-10);
    }

    [Theory]
    [InlineData(1, 0.0000125)]
    [InlineData(4, 0.00005)]
    [InlineData(8, 0.0001)]
    public void Compute_InterestOfAnyInterval_CostsTheSamePerYear(int hours, double rate)
    {
        foreach (var terms in new[] { s_binance, s_bybit })
        {
            var result = FundingPressure.Compute(0, rate, TimeSpan.FromHours(hours), terms, s_asOf);

            result.FundingPerYear.ShouldBeWithin(1e-14, 0.1095);
            result.ImpliedPremiumHighBps.ShouldNotBe(result.ImpliedPremiumLowBps);
        }
    }

    [Theory]
    [InlineData(0.0003, 0)]
    [InlineData(-0.0004, 0)]
    [InlineData(0.0008, 2)]
    [InlineData(-0.0010, -6)]
    public void Compute_RateAtTheInterest_MeasuresTheGapFromTheDeadBand(double premium, double gapBps) =>
        Compute(premium, 0.0001).GapBps!.Value.ShouldBe(gapBps, 1e-10);

    [Fact]
    public void Compute_RateOffTheInterest_MeasuresTheGapFromAPoint()
    {
        var result = Compute(-0.0030, -0.0005);

        result.PremiumBps.ShouldBeWithin(1e-14, -30);
        result.GapBps!.Value.ShouldBe(-20, 1e-10);
        result.MayBeCapped.ShouldBe(false);
    }

    [Fact]
    public void Compute_RateRoundedToEightDecimals_StillCountsAsTheInterest()
    {
        var interest = 0.0001 / 8 * 3;

        var result = FundingPressure.Compute(0, Math.Round(interest, 8), TimeSpan.FromHours(3), s_binance, s_asOf);

        result.ImpliedPremiumLowBps!.Value.ShouldBe(-4, 1e-3);
        result.ImpliedPremiumHighBps!.Value.ShouldBe(6, 1e-3);
    }

    [Fact]
    public void Compute_RateOfAPremium_LeadsBackToIt() =>
        Law.HoldsFor(
            s_premiums,
            input =>
            {
                var rate = input.Terms.RateFor(input.Premium, input.Interval);

                var result = FundingPressure.Compute(input.Premium, rate, input.Interval, input.Terms, s_asOf);

                result.GapBps!.Value.ShouldBe(0, 1e-3);
                (result.ImpliedPremiumLowBps ?? double.MinValue).ShouldBeLessThanOrEqualTo(
                    result.PremiumBps!.Value + 1e-3
                );
                (result.ImpliedPremiumHighBps ?? double.MaxValue).ShouldBeGreaterThanOrEqualTo(
                    result.PremiumBps!.Value - 1e-3
                );
                ResultContract.ShouldHold(result);
            }
        );

    [Fact]
    public void Compute_CappedRateInACrash_LeavesTheFarSideOpen()
    {
        var terms = s_bybit.WithCap(0.003);

        var crash = FundingPressure.Compute(-0.02, -0.003, s_eightHours, terms, s_asOf);
        var squeeze = FundingPressure.Compute(0.001, 0.003, s_eightHours, terms, s_asOf);

        crash.MayBeCapped.ShouldBe(true);
        crash.ImpliedPremiumLowBps.ShouldBeNull();
        crash.ImpliedPremiumHighBps!.Value.ShouldBe(-35, 1e-9);
        crash.GapBps.ShouldBe(0);
        squeeze.ImpliedPremiumLowBps!.Value.ShouldBe(35, 1e-9);
        squeeze.ImpliedPremiumHighBps.ShouldBeNull();
        squeeze.GapBps!.Value.ShouldBe(-25, 1e-9);
        ResultContract.ShouldHold(crash);
    }

    [Fact]
    public void Compute_CapNotKnown_IsOpenFromTheLowestCapOn()
    {
        Compute(0, 0.0029).MayBeCapped.ShouldBe(false);
        Compute(0, 0.0030).MayBeCapped.ShouldBe(true);
        Compute(0, 0.0200).ImpliedPremiumLowBps!.Value.ShouldBe(205, 1e-9);
        Compute(0, 0.0200).ImpliedPremiumHighBps.ShouldBeNull();
    }

    [Fact]
    public void Compute_CapBelowTheInterest_OpensOnTheSideOfTheRate()
    {
        var terms = s_bybit.WithCap(0.00005);

        var result = FundingPressure.Compute(0, 0.00005, s_eightHours, terms, s_asOf);

        result.ImpliedPremiumLowBps!.Value.ShouldBe(-4.5, 1e-9);
        result.ImpliedPremiumHighBps.ShouldBeNull();
    }

    [Theory]
    [InlineData(double.NaN, 0.0001)]
    [InlineData(double.NegativeInfinity, 0.0001)]
    [InlineData(0, double.NaN)]
    [InlineData(0, double.PositiveInfinity)]
    [InlineData(0, 0.041)]
    [InlineData(0, -1)]
    public void Compute_NumberThatIsNoPremiumOrRate_IsInvalidInput(double premium, double rate)
    {
        var result = Compute(premium, rate);

        result.Status.ShouldBe(MetricStatus.InvalidInput);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_PercentTakenForAFraction_IsInvalidInput()
    {
        var result = FundingPressure.Compute(0, 0.01, s_eightHours, s_bybit.WithCap(0.003), s_asOf);

        result.Status.ShouldBe(MetricStatus.InvalidInput);
        result.Reason.ShouldBe("The funding rate 0.01 is beyond the cap of ±0.003 per interval; is it a fraction?");
    }

    [Fact]
    public void Compute_TermsNotYetInForce_IsOutOfDomain()
    {
        var terms = s_binance;

        var result = FundingPressure.Compute(0, 0.0001, s_eightHours, terms, terms.EffectiveAt.AddTicks(-1));

        result.Status.ShouldBe(MetricStatus.OutOfDomain);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_MistakesOfTheCaller_Throw()
    {
        Should
            .Throw<ArgumentOutOfRangeException>(() => FundingPressure.Compute(0, 0, -s_eightHours, s_bybit, s_asOf))
            .ParamName.ShouldBe("interval");
        Should.Throw<ArgumentOutOfRangeException>(() =>
            FundingPressure.Compute(0, 0, s_eightHours, s_bybit with { Clamp = -1 }, s_asOf)
        );
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 5);

        for (var i = 0; i < Campaign.Runs(1_000_000); i++)
        {
            var ticks = 1 + numbers.NextCount(int.MaxValue - 1);
            var result = FundingPressure.Compute(
                numbers.Next(),
                numbers.Next() * 0.05,
                TimeSpan.FromTicks(ticks),
                s_binance,
                s_asOf
            );
            ResultContract.ShouldHold(result);
        }
    }

    private static FundingPressureResult Compute(double premium, double rate) =>
        FundingPressure.Compute(premium, rate, s_eightHours, s_bybit, s_asOf);
}

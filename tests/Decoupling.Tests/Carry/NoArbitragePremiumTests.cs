using Decoupling.Carry;
using Decoupling.Results;
using FsCheck.Fluent;

namespace Decoupling.Tests.Carry;

public class NoArbitragePremiumTests
{
    [Fact]
    public void B2_NoArbitragePremium_ReachesTheReferenceValue()
    {
        var result = Compute(new NoArbitrageTerms { QuoteRatePerYear = 0.05 });

        result.PremiumBps.ShouldBeWithin(1e-9, 0.456641856);
    }

    [Fact]
    public void Compute_AnyRates_AgreesWithTheRatioInDecimals() =>
        Law.HoldsFor(
            Gen.Choose(-2_000, 2_000).Select(value => value / 10_000m).Three(),
            rates =>
            {
                var (quote, coin, interest) = rates;
                var result = Compute(
                    new NoArbitrageTerms
                    {
                        QuoteRatePerYear = (double)quote,
                        CoinRatePerYear = (double)coin,
                        InterestFactorPerYear = (double)interest,
                    }
                );

                var expected = ((1095m - interest) / (1095m + coin - quote) - 1) * 10_000m;

                result.PremiumBps!.Value.ShouldBe((double)expected, 1e-11);
            }
        );

    [Fact]
    public void Compute_EqualRatesAndNoInterest_IsNoPremium() =>
        Compute(new NoArbitrageTerms { QuoteRatePerYear = 0.04, CoinRatePerYear = 0.04 }).PremiumBps.ShouldBe(0);

    [Theory]
    [InlineData(0.05)]
    [InlineData(0)]
    [InlineData(-1)]
    public void Compute_FundingThatPullsTooWeakly_IsOutOfDomain(double premiumRate)
    {
        var result = Compute(new NoArbitrageTerms { PremiumRatePerYear = premiumRate, QuoteRatePerYear = 0.05 });

        result.Status.ShouldBe(MetricStatus.OutOfDomain);
        ResultContract.ShouldHold(result);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Compute_RateThatIsNoNumber_IsInvalidInput(double rate)
    {
        var result = Compute(new NoArbitrageTerms { QuoteRatePerYear = rate });

        result.Status.ShouldBe(MetricStatus.InvalidInput);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 6);

        for (var i = 0; i < Campaign.Runs(1_000_000); i++)
        {
            var terms = new NoArbitrageTerms
            {
                PremiumRatePerYear = numbers.Next(),
                InterestFactorPerYear = numbers.Next(),
                QuoteRatePerYear = numbers.Next(),
                CoinRatePerYear = numbers.Next(),
            };
            ResultContract.ShouldHold(Compute(terms));
        }
    }

    private static NoArbitragePremiumResult Compute(NoArbitrageTerms terms) =>
        NoArbitragePremium.Compute(terms, SeriesF1.AsOf);
}

using Decoupling.Crowding;
using Decoupling.Results;

namespace Decoupling.Tests.Crowding;

public class EstimatedLeverageRatioTests
{
    [Fact]
    public void C2_OpenInterestOverReserve_IsTheReferenceRatio()
    {
        var result = EstimatedLeverageRatio.Compute(400_000, 2_500_000, SeriesF1.AsOf);

        result.Status.ShouldBe(MetricStatus.Ok);
        result.Ratio.ShouldBeWithin(1e-15, 0.16);
        result.AsOf.ShouldBe(SeriesF1.AsOf);
    }

    [Fact]
    public void Compute_OtherDenominators_AreTheSameQuotient()
    {
        EstimatedLeverageRatio.ComputeOfMarketCapitalisation(30, 1_200, SeriesF1.AsOf).Ratio.ShouldBe(0.025);
        EstimatedLeverageRatio.ComputeDaysToUnwind(30, 60, SeriesF1.AsOf).Ratio.ShouldBe(0.5);
        EstimatedLeverageRatio.Compute(0, 5, SeriesF1.AsOf).Ratio.ShouldBe(0);
    }

    [Fact]
    public void Compute_BothInAnotherUnit_ChangesNothing() =>
        EstimatedLeverageRatio
            .Compute(400_000 * 65_536.0, 2_500_000 * 65_536.0, SeriesF1.AsOf)
            .ShouldBe(EstimatedLeverageRatio.Compute(400_000, 2_500_000, SeriesF1.AsOf));

    [Theory]
    [InlineData(null, "The reserve is not known.")]
    [InlineData(0.0, "The reserve is 0, so there is no ratio to it.")]
    [InlineData(1e-300, "The reserve is too small for a ratio to it.")]
    public void C2_ReserveUnknownOrNothing_IsOutOfDomain(double? reserve, string reason)
    {
        var result = EstimatedLeverageRatio.Compute(1e300, reserve, SeriesF1.AsOf);

        result.Status.ShouldBe(MetricStatus.OutOfDomain);
        result.Reason.ShouldBe(reason);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_OtherDenominatorUnknown_SaysWhich()
    {
        EstimatedLeverageRatio
            .ComputeOfMarketCapitalisation(1, null, SeriesF1.AsOf)
            .Reason.ShouldNotBeNull()
            .ShouldContain("market capitalisation");
        EstimatedLeverageRatio
            .ComputeDaysToUnwind(1, 0, SeriesF1.AsOf)
            .Reason.ShouldNotBeNull()
            .ShouldContain("volume of 24 hours");
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(1, -1)]
    [InlineData(1, double.PositiveInfinity)]
    public void Compute_NoQuantity_IsInvalidInput(double openInterest, double reserve)
    {
        var result = EstimatedLeverageRatio.Compute(openInterest, reserve, SeriesF1.AsOf);

        result.Status.ShouldBe(MetricStatus.InvalidInput);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 40);
        for (var i = 0; i < Campaign.Runs(1_000_000); i++)
        {
            ResultContract.ShouldHold(EstimatedLeverageRatio.Compute(numbers.Next(), numbers.Next(), SeriesF1.AsOf));
            ResultContract.ShouldHold(LongShortSkew.Compute(numbers.Next(), numbers.Next(), SeriesF1.AsOf));
            ResultContract.ShouldHold(
                HolderConcentration.Compute(
                    numbers.NextPrices(numbers.NextCount(20)),
                    Math.Abs(numbers.Next()),
                    SeriesF1.AsOf,
                    new()
                )
            );
        }
    }
}

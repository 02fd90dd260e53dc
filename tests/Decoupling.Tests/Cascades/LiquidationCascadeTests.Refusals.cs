using Decoupling.Cascades;
using Decoupling.Liquidation;
using Decoupling.Results;

namespace Decoupling.Tests.Cascades;

public partial class LiquidationCascadeTests
{
    [Theory]
    [InlineData(98.5, 99, 1, "Position 1 is reached before")]
    [InlineData(98.5, 0, 1, "Position 1 has the liquidation price 0")]
    [InlineData(98.5, 97, -1, "Position 1 has the size -1")]
    [InlineData(98.5, 97, double.NaN, "Position 1 has the size NaN")]
    public void Compute_PositionThatIsNone_IsRefusedByItsNumber(double first, double second, double usd, string names)
    {
        var result = LiquidationCascade.Compute(
            [first, second],
            [1, usd],
            PositionSide.Long,
            100,
            0.02,
            Impact,
            SeriesF1.AsOf
        );

        result.Status.ShouldBe(MetricStatus.InvalidInput);
        result.Reason.ShouldNotBeNull().ShouldContain(names);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Compute_BookThatIsNone_IsRefused()
    {
        Compute(new CascadeBook([], [])).Status.ShouldBe(MetricStatus.Degenerate);
        Compute(new CascadeBook([97, 98], [1, 1])).Reason.ShouldBe("The bids rise from the best on.");

        static CascadeResult Compute(CascadeBook book) =>
            LiquidationCascade.Compute([98], [1], PositionSide.Long, 100, 0.02, book, SeriesF1.AsOf);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.99)]
    [InlineData(double.NaN)]
    public void Compute_ShockOutOfRange_Throws(double shock) =>
        Should
            .Throw<ArgumentOutOfRangeException>(() =>
                LiquidationCascade.Compute(Prices, Usd, PositionSide.Long, 100, shock, Impact, SeriesF1.AsOf)
            )
            .ParamName.ShouldBe("shock");

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 52);
        for (var run = 0; run < Campaign.Runs(500_000); run++)
        {
            var prices = numbers.NextPrices(numbers.NextCount(6)).OrderDescending().ToArray();
            var usd = numbers.NextPrices(prices.Length);
            var bids = numbers.NextPrices(numbers.NextCount(5)).OrderDescending().ToArray();
            var book = new CascadeBook(bids, numbers.NextPrices(bids.Length));
            var price = Math.Abs(numbers.Next());
            var options = new CascadeOptions
            {
                Beyond = (BeyondBook)(run % 2),
                MaintenanceRate = 0.005,
                InsuranceFundUsd = 1,
                LiquidationUsdPerSecond = 1,
            };

            var walked = LiquidationCascade.Compute(
                prices,
                usd,
                PositionSide.Long,
                price,
                0.1,
                book,
                SeriesF1.AsOf,
                options
            );
            var moved = LiquidationCascade.Compute(
                prices,
                usd,
                PositionSide.Long,
                price,
                0.1,
                Impact,
                SeriesF1.AsOf,
                options
            );

            ResultContract.ShouldHold(walked);
            ResultContract.ShouldHold(moved);
            walked
                .Rounds.All(round => double.IsFinite(round.ForcedUsd + round.Price + (round.AveragePrice ?? 0)))
                .ShouldBeTrue();
        }
    }
}

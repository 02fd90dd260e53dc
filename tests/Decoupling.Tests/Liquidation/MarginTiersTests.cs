using Decoupling.Liquidation;

namespace Decoupling.Tests.Liquidation;

public sealed class MarginTiersTests
{
    private static readonly double[] Floors = [0, 50_000, 250_000, 1_000_000];
    private static readonly double[] Rates = [0.004, 0.005, 0.01, 0.025];

    [Fact]
    public void FromRates_ReferenceD2_GivesBinancesDeductions()
    {
        var tiers = MarginTiers.FromRates(Floors, Rates).Tiers;

        tiers[0].Deduction.ShouldBe(0);
        tiers[1].Deduction.ShouldBe(50, 1e-9);
        tiers[2].Deduction.ShouldBe(1300, 1e-9);
        tiers[3].Deduction.ShouldBe(16_300, 1e-8);
    }

    [Fact]
    public void FromRates_ReferenceD2CoinMargined_GivesBinancesDeduction()
    {
        // Deduction of 0.56 BTC up to the 2.5 % tier; 5 % from 50 BTC on.
        var tiers = MarginTiers.FromRates([0, 22.4, 50], [1e-9, 0.025, 0.05]).Tiers;

        tiers[1].Deduction.ShouldBe(0.56, 1e-7);
        tiers[2].Deduction.ShouldBe(1.81, 1e-7);
    }

    [Fact]
    public void MaintenanceMargin_AtEveryFloor_HasNoJump()
    {
        var tiers = MarginTiers.FromRates(Floors, Rates);

        foreach (var floor in Floors.Skip(1))
        {
            var below = tiers.MaintenanceMargin(Math.BitDecrement(floor));
            tiers.MaintenanceMargin(floor).ShouldBe(below, 1e-9 * floor);
        }
    }

    [Fact]
    public void MaintenanceMargin_WithinATier_IsThatTiers()
    {
        var tiers = MarginTiers.FromRates(Floors, Rates);

        tiers.MaintenanceMargin(10_000).ShouldBe(40, 1e-9);
        tiers.MaintenanceMargin(100_000).ShouldBe(450, 1e-9);
        tiers.MaintenanceMargin(2_000_000).ShouldBe(33_700, 1e-7);
    }

    [Fact]
    public void FromTiers_WrongDeduction_NamesTheTier() =>
        Should
            .Throw<ArgumentException>(() =>
                MarginTiers.FromTiers([new MarginTier(0, 0.004, 0), new MarginTier(50_000, 0.005, 51)])
            )
            .Message.ShouldContain("margin tier 1");

    public static TheoryData<double[], double[]> BadTables() =>
        new()
        {
            { [], [] },
            { [1], [0.1] },
            { [0], [0] },
            { [0], [1] },
            { [0], [double.NaN] },
            { [0, 10], [0.1, 0.1] },
            { [0, 0], [0.1, 0.2] },
            { [0, double.PositiveInfinity], [0.1, 0.2] },
            { [0, 10], [0.1] },
        };

    [Theory]
    [MemberData(nameof(BadTables))]
    public void FromRates_NoTable_Throws(double[] floors, double[] rates) =>
        Should.Throw<ArgumentException>(() => MarginTiers.FromRates(floors, rates));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.1, -1)]
    [InlineData(0.1, double.NaN)]
    public void Fixed_OutOfRange_Throws(double rate, double deduction) =>
        Should.Throw<ArgumentException>(() => MarginTiers.Fixed(rate, deduction));
}

using Decoupling.Stationarity;

namespace Decoupling.Tests.Stationarity;

public class MacKinnonTests
{
    [Theory]
    [InlineData(1, -3.43035, -2.86154, -2.56677)]
    [InlineData(2, -3.89644, -3.33613, -3.04445)]
    [InlineData(3, -4.29374, -3.74066, -3.45218)]
    public void B4_Asymptotic_IsTheReferenceTable(int variables, double one, double five, double ten)
    {
        MacKinnon.CriticalValue(variables, percent: 1, double.PositiveInfinity).ShouldBe(one);
        MacKinnon.CriticalValue(variables, percent: 5, double.PositiveInfinity).ShouldBe(five);
        MacKinnon.CriticalValue(variables, percent: 10, double.PositiveInfinity).ShouldBe(ten);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void PValue_AtTheAsymptoticCriticalValues_IsAboutTheirLevel(int variables)
    {
        foreach (var percent in new[] { 1, 5, 10 })
        {
            var critical = MacKinnon.CriticalValue(variables, percent, double.PositiveInfinity);
            MacKinnon.PValue(variables, critical).ShouldBe(percent / 100.0, 0.003);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void PValue_GrowingStatistic_GrowsFromZeroToOne(int variables)
    {
        var previous = 0.0;
        for (var statistic = -30.0; statistic < 5; statistic += 0.01)
        {
            var p = MacKinnon.PValue(variables, statistic);
            // The two fits meet with a small step.
            p.ShouldBeInRange(previous - 2e-3, 1);
            previous = p;
        }

        MacKinnon.PValue(variables, -30).ShouldBe(0);
        previous.ShouldBe(1);
    }

    [Fact]
    public void CriticalValue_AnotherLevel_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => MacKinnon.CriticalValue(1, percent: 2, 100));
}

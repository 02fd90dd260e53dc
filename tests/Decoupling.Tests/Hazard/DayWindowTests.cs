using Decoupling.Hazard;

namespace Decoupling.Tests.Hazard;

public class DayWindowTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(23)]
    [InlineData(24)]
    [InlineData(30)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(720)]
    public void SumAndMax_AnyLength_AreThoseOfEachWindow(int count)
    {
        var random = new Random(count);
        double[] values = [.. Enumerable.Range(0, count).Select(_ => Math.Exp(40 * (random.NextDouble() - 0.5)))];
        var (sums, largest) = (new double[count], new double[count]);

        DayWindow.Sum(values, sums);
        DayWindow.Max(values, largest);

        for (var i = 0; i < count; i++)
        {
            if (i < 23)
            {
                (double.IsNaN(sums[i]) && double.IsNaN(largest[i])).ShouldBeTrue();
                continue;
            }

            // Summed from the oldest on, whatever lane the window stands in: the very same bits.
            sums[i].ShouldBe(values[(i - 23)..(i + 1)].Aggregate((sum, value) => sum + value));
            largest[i].ShouldBe(values[(i - 23)..(i + 1)].Max());
        }
    }
}

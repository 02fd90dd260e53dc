using Decoupling.Numerics;

namespace Decoupling.Tests.Numerics;

public class DotProductTests
{
    [Fact]
    public void Of_AnyLength_IsTheSumOfProducts()
    {
        for (var count = 0; count < 100; count++)
        {
            // Whole numbers, whose sums are exact in any order.
            double[] a = [.. Enumerable.Range(1, count).Select(i => (double)i)];
            double[] b = [.. Enumerable.Range(1, count).Select(i => 3.0 * i - 50)];

            DotProduct.Of(a, b).ShouldBe(a.Zip(b, (x, y) => x * y).Sum());
        }
    }

    [Fact]
    public void Of_LongerSecondSpan_ReadsAsManyAsTheFirst() => DotProduct.Of([2, 3], [5, 7, 11]).ShouldBe(31);

    [Fact]
    public void Of_ShorterSecondSpan_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => DotProduct.Of([2, 3], [5]));
}

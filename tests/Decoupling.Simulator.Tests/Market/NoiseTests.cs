using Decoupling.Simulator.Market;

namespace Decoupling.Simulator.Tests.Market;

public class NoiseTests
{
    private const int Count = 200_000;
    private static readonly double[] s_values =
    [
        .. Enumerable.Range(0, Count).Select(i => Noise.Gaussian(Noise.Stream(seed: 5, purpose: 1), i)),
    ];

    [Fact]
    public void Gaussian_ManyPositions_HasMeanZeroVarianceOneAndFewOutliers()
    {
        s_values.Average().ShouldBe(0, 5 / Math.Sqrt(Count));
        MarketSamples.StandardDeviation(s_values).ShouldBe(1, 0.01);
        // 4.55 % of a normal law lie beyond two deviations.
        (s_values.Count(value => Math.Abs(value) > 2) / (double)Count).ShouldBe(0.0455, 0.005);
    }

    [Fact]
    public void Gaussian_NeighbouringPositions_AreNotCorrelated()
    {
        var correlation = s_values.Zip(s_values.Skip(1), (a, b) => a * b).Average();

        correlation.ShouldBe(0, 5 / Math.Sqrt(Count));
    }

    [Fact]
    public void Uniform_ManyPositions_FillTheUnitInterval()
    {
        var stream = Noise.Stream(seed: 5, purpose: 2);
        double[] values = [.. Enumerable.Range(0, Count).Select(i => Noise.Uniform(stream, i))];

        values.ShouldAllBe(value => value > 0 && value < 1);
        values.Average().ShouldBe(0.5, 0.005);
    }

    [Fact]
    public void Stream_EachPurposeAssetAndVenue_IsAnother()
    {
        var streams =
            from seed in Enumerable.Range(0, 4)
            from purpose in Enumerable.Range(0, 12)
            from asset in Enumerable.Range(0, 3)
            from venue in Enumerable.Range(0, 2)
            select Noise.Stream(seed, purpose, asset, venue);

        streams.Distinct().Count().ShouldBe(4 * 12 * 3 * 2);
    }
}

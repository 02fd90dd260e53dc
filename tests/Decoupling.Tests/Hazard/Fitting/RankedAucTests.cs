using Decoupling.Hazard.Fitting;

namespace Decoupling.Tests.Hazard.Fitting;

public class RankedAucTests
{
    private const int Count = 200;

    private static readonly double[] s_scores =
    [
        .. Enumerable.Range(0, Count).Select(i => Math.Round(Math.Sin(0.7 * i) + 0.3 * Math.Cos(0.3 * i * i), 1)),
    ];
    private static readonly bool[] s_answers =
    [
        .. Enumerable.Range(0, Count).Select(i => Math.Sin(1.3 * i) + 0.8 * Math.Sin(0.7 * i) > 0.2),
    ];
    private static readonly int[] s_blocks = [.. Enumerable.Range(0, Count).Select(i => i / 50)];

    /// <summary>scipy's mannwhitneyu over the product of the counts, ties and repeated blocks included.</summary>
    [Theory]
    [InlineData(new[] { 1, 1, 1, 1 }, 0.7556841670111616)]
    [InlineData(new[] { 2, 1, 2, 1 }, 0.7649166322171697)]
    public void Compute_Blocks_AgreesWithMannWhitney(int[] weights, double expected) =>
        new RankedAuc(s_scores, s_answers, s_blocks).Compute(weights).ShouldBeWithin(1e-12, expected);

    [Fact]
    public void Compute_ScoresTurnedAround_IsOneLess()
    {
        int[] once = [1, 1, 1, 1];
        var turned = new RankedAuc([.. s_scores.Select(score => -score)], s_answers, s_blocks);

        var sum = turned.Compute(once) + new RankedAuc(s_scores, s_answers, s_blocks).Compute(once);

        sum.ShouldBeWithin(1e-12, 1);
    }

    [Fact]
    public void Compute_BlocksWithoutAYes_IsNoNumber() =>
        new RankedAuc([1, 2, 3], [false, false, true], [0, 0, 1]).Compute([1, 0]).ShouldBe(double.NaN);
}

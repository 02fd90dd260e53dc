namespace Decoupling.Hazard.Fitting;

/// <summary>The area under the ROC curve: the chance that a yes has a higher score than a no, ties counting half; also of a resample.</summary>
/// <remarks>Mann and Whitney's statistic over the product of the counts. Sorted once; each resample by weights is O(n).
/// Source: Hanley and McNeil, "The Meaning and Use of the Area under a Receiver Operating Characteristic (ROC) Curve", 1982.</remarks>
internal sealed class RankedAuc
{
    private readonly double[] scores;
    private readonly bool[] answers;
    private readonly int[] blocks;

    /// <summary>Sorts scores with their answers and the block that each belongs to.</summary>
    public RankedAuc(double[] scores, bool[] answers, int[] blocks)
    {
        var order = Enumerable.Range(0, scores.Length).ToArray();
        Array.Sort([.. scores], order);
        this.scores = [.. order.Select(i => scores[i])];
        this.answers = [.. order.Select(i => answers[i])];
        this.blocks = [.. order.Select(i => blocks[i])];
    }

    /// <summary>The area where each block counts as often as its weight says; NaN where no yes or no no is left.</summary>
    public double Compute(int[] weights)
    {
        var (noesBelow, yeses, area) = (0.0, 0.0, 0.0);
        for (var i = 0; i < scores.Length; )
        {
            var (tiedNoes, tiedYeses) = (0.0, 0.0);
            var score = scores[i];
            for (; i < scores.Length && scores[i] == score; i++)
            {
                double weight = weights[blocks[i]];
                (tiedYeses, tiedNoes) = answers[i] ? (tiedYeses + weight, tiedNoes) : (tiedYeses, tiedNoes + weight);
            }

            area += tiedYeses * (noesBelow + 0.5 * tiedNoes);
            noesBelow += tiedNoes;
            yeses += tiedYeses;
        }

        return area / (yeses * noesBelow);
    }
}

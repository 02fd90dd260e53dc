namespace Decoupling.Baselines;

/// <summary>What a baseline keeps the past of: one number column of DecouplingScores, as it stands or by its size.</summary>
/// <param name="Name">Its name in digests and baselines, a contract with the blobs that stand.</param>
/// <param name="Column">The column that the rows carry it in.</param>
/// <param name="IsAbsolute">Whether the size alone counts: a basis far below is as rare as one far above.</param>
public sealed record BaselineComponent(string Name, string Column, bool IsAbsolute)
{
    /// <summary>What is ranked of a row's value.</summary>
    public double Of(double value) => IsAbsolute ? Math.Abs(value) : value;
}

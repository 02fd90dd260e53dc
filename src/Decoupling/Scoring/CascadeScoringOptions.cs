using Decoupling.Cascades;
using Decoupling.Numerics;

namespace Decoupling.Scoring;

/// <summary>Which shocks are run through the map and the book, and what is assumed of the depth.</summary>
public sealed record CascadeScoringOptions
{
    /// <summary>The shocks of each derivative's row, fractions in (0, 0.99), rising. Default 2, 5 and 10 %: a bad hour, a bad day, a crash.</summary>
    public IReadOnlyList<double> Shocks { get; init; } = [0.02, 0.05, 0.10];

    /// <summary>The shocks of an asset's summary, likewise. Default 1, 2, 5, 10 and 20 %.</summary>
    public IReadOnlyList<double> SummaryShocks { get; init; } = [0.01, 0.02, 0.05, 0.10, 0.20];

    /// <summary>The share of the depth that stays in a stressed book, in (0, 1]. Default 0.3: in crashes makers withdraw most of their orders.
    /// An assumption.</summary>
    public double StressedDepthShare { get; init; } = 0.3;

    /// <summary>What stands beyond the fetched levels. Default <see cref="BeyondBook.MeanDensity"/>: venues give some hundred levels, which end
    /// long before a shock of some per cent does. What rests on it is marked.</summary>
    public BeyondBook Beyond { get; init; } = BeyondBook.MeanDensity;

    /// <summary>E3: steps and range. Depth and what lies beyond the book are those of here.</summary>
    public LoopGainOptions LoopGain { get; init; } = new();

    /// <summary>E4.</summary>
    public HawkesBranchingOptions Branching { get; init; } = new();

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; the message names it and its value.</exception>
    public void Validate()
    {
        RequireRising(Shocks, nameof(Shocks));
        RequireRising(SummaryShocks, nameof(SummaryShocks));
        if (!(StressedDepthShare > 0 && StressedDepthShare <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(StressedDepthShare),
                StressedDepthShare,
                "A share lies in (0, 1]."
            );
        }

        LoopGain.Validate();
        Branching.Validate();
    }

    private static void RequireRising(IReadOnlyList<double> shocks, string name)
    {
        var previous = 0.0;
        foreach (var shock in shocks)
        {
            InputGate.RequireWithin(shock, previous, new CascadeOptions().MaximumMove, name);
            previous = shock;
        }
    }
}

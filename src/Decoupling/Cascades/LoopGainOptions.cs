using Decoupling.Numerics;

namespace Decoupling.Cascades;

/// <summary>Over which steps and how far from the price the gain is read.</summary>
public sealed record LoopGainOptions
{
    /// <summary>The distance over which liquidations are set against depth, in the logarithm of the price, in (0, 1). Default 0.01: a step
    /// that 100-fold positions do not survive, and wide enough to hold several bins of the map.</summary>
    public double Window { get; init; } = 0.01;

    /// <summary>How far from the price the gain is looked for, a fraction in (0, 1). Default 0.10.</summary>
    public double Range { get; init; } = 0.10;

    /// <summary>The distance from one reading to the next, in the logarithm of the price, in [1e-5, the window]. Default 0.001: a bin of
    /// the map.</summary>
    public double Step { get; init; } = 0.001;

    /// <summary>The share of the depth that stays when it is needed, in (0, 1]. Default 1.</summary>
    public double DepthShare { get; init; } = 1;

    /// <summary>What stands where the fetched book ends. Default <see cref="BeyondBook.Nothing"/>: readings end there.</summary>
    public BeyondBook Beyond { get; init; } = BeyondBook.Nothing;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; the message names it and its value.</exception>
    public void Validate()
    {
        InputGate.RequireWithin(Window, 0, 1, nameof(Window));
        InputGate.RequireWithin(Range, 0, 1, nameof(Range));
        if (!(Step >= 1e-5 && Step <= Window))
        {
            throw new ArgumentOutOfRangeException(nameof(Step), Step, "A step lies in [1e-5, the window].");
        }

        if (!(DepthShare > 0 && DepthShare <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(DepthShare), DepthShare, "A share lies in (0, 1].");
        }
    }
}

namespace Decoupling.Liquidation;

/// <summary>How open interest is spread over leverages. It is an assumption: no venue publishes the leverage of its open
/// positions.</summary>
/// <remarks>The default is ours, chosen to be round and to put most notional at 5 to 20 times; it is not measured, and a map
/// made with it shows where liquidations
/// would stand if traders were levered like this.</remarks>
public sealed record LeverageMix
{
    /// <summary>The assumption that the product uses where the user states none.</summary>
    public static LeverageMix Default { get; } = new();

    /// <summary>Leverages, above 1 and up to 1000, strictly increasing. Default 3, 5, 10, 20, 50, 100.</summary>
    public IReadOnlyList<double> Leverages { get; init; } = [3, 5, 10, 20, 50, 100];

    /// <summary>The share of the notional at each leverage, at least 0, summing to 1 within 1e-9. Default .10, .20, .30, .20,
    /// .15, .05.</summary>
    public IReadOnlyList<double> Weights { get; init; } = [0.10, 0.20, 0.30, 0.20, 0.15, 0.05];

    /// <summary>How far the weights may miss 1: more than rounding, less than a forgotten per cent.</summary>
    public const double WeightTolerance = 1e-9;

    private const double HighestLeverage = 1000;

    /// <summary>Checks the mix.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A leverage or weight is out of its range; the message names it and its
    /// value.</exception>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public void Validate()
    {
        ArgumentNullException.ThrowIfNull(Leverages);
        ArgumentNullException.ThrowIfNull(Weights);
        if (Leverages.Count != Weights.Count)
        {
            throw new ArgumentException(
                $"There are {Leverages.Count} leverages and {Weights.Count} weights; they must pair up.",
                nameof(Weights)
            );
        }

        RequireRising(Leverages, nameof(Leverages));
        var sum = 0.0;
        foreach (var weight in Weights)
        {
            if (!(weight >= 0))
            {
                throw new ArgumentOutOfRangeException(nameof(Weights), weight, "A weight is at least 0.");
            }

            sum += weight;
        }

        if (!(Math.Abs(sum - 1) <= WeightTolerance))
        {
            throw new ArgumentOutOfRangeException(nameof(Weights), sum, "The weights sum to 1.");
        }
    }

    internal static void RequireRising(IReadOnlyList<double> leverages, string name)
    {
        if (leverages.Count == 0)
        {
            throw new ArgumentOutOfRangeException(name, 0, "There is one leverage at least.");
        }

        var previous = 1.0;
        foreach (var leverage in leverages)
        {
            if (!(leverage > previous && leverage <= HighestLeverage))
            {
                throw new ArgumentOutOfRangeException(name, leverage, "Leverages rise above 1 and up to 1000.");
            }

            previous = leverage;
        }
    }
}

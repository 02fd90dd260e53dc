using Decoupling.Results;

namespace Decoupling.Crowding;

/// <summary>C2: which way the crowd leans, and how far.</summary>
/// <remarks>(L - S)/(L + S) of what is long and what is short, whatever is counted: accounts, or the positions of the largest
/// traders. Of all open contracts it is 0 by definition. O(1). Source: methods of the venues' long/short ratios, which is L/S.</remarks>
public static class LongShortSkew
{
    private static readonly Refusal s_nobody = new(
        MetricStatus.Degenerate,
        "Nobody is long or short, so there is no lean."
    );

    private static readonly Refusal s_overflow = new(MetricStatus.OutOfDomain, "The two sides are too large to add.");

    /// <summary>Measures the two sides.</summary>
    /// <param name="longs">What is long: accounts, coins or USD; at least 0.</param>
    /// <param name="shorts">What is short, in the same unit; at least 0.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <returns>InvalidInput for a side that is negative or no number, Degenerate when both are 0, OutOfDomain when their sum
    /// overflows.</returns>
    public static LongShortSkewResult Compute(double longs, double shorts, DateTimeOffset asOf)
    {
        var total = longs + shorts;
        var refusal = Quantity.Check("long side", longs) ?? Quantity.Check("short side", shorts);
        if (refusal is null && !(total > 0 && double.IsFinite(total)))
        {
            refusal = total == 0 ? s_nobody : s_overflow;
        }

        return refusal is { } refused
            ? new LongShortSkewResult
            {
                Status = refused.Status,
                Reason = refused.Reason,
                SampleCount = 1,
                AsOf = asOf,
            }
            : new LongShortSkewResult
            {
                Status = MetricStatus.Ok,
                SampleCount = 1,
                AsOf = asOf,
                Skew = (longs - shorts) / total,
            };
    }
}

/// <summary>Which way a crowd leans. The value is <see langword="null"/> unless the status is Ok.</summary>
public sealed record LongShortSkewResult : MetricResult
{
    /// <summary>(L - S)/(L + S), in [-1, 1]: 1 when all are long, -1 when all are short.</summary>
    public double? Skew { get; init; }
}

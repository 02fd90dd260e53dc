using System.Globalization;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Composite;

/// <summary>J5: how bad it is across all parts at once, and which part it comes from: many parts high together count more than
/// one.</summary>
/// <remarks>
/// <para>With s = w∘z, the score is s'Cs: z are the parts' ranks in [0, 1], w their weights, C their correlations. Where all move
/// as one it is the square of the weighted mean; where none has to do with another it is far lower. A part's share is s_i·(Cs)_i
/// over the score. A part that is absent leaves its weight to the others, and the coverage says how much weight was present.
/// O(parts²).</para>
/// <para>It tells severity and what it is made of. It is no warning of what comes next.</para>
/// <para>Source: Holló, Kremer and Lo Duca, "CISS: A Composite Indicator of Systemic Stress in the Financial System", 2012.</para>
/// </remarks>
public static class CompositeScore
{
    private static readonly Refusal s_negative = new(
        MetricStatus.OutOfDomain,
        "The correlations contradict one another: the score they give is negative."
    );

    /// <summary>Aggregates the parts of one slot.</summary>
    /// <param name="ranks">z: each part's rank in its past, in [0, 1], or <see langword="null"/> where it is absent.</param>
    /// <param name="weights">w: as many, at least 0, not all 0; they need not sum to 1.</param>
    /// <param name="correlations">C: parts × parts, row by row, with ones on the diagonal; rows of absent parts are not read.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">The coverage needed.</param>
    /// <returns>InvalidInput for a rank outside [0, 1] or a correlation outside [-1, 1], InsufficientData below the coverage,
    /// OutOfDomain when the correlations give a negative score.</returns>
    /// <exception cref="ArgumentException">Lengths do not fit, a weight is negative or none is positive, or an option is out of
    /// range.</exception>
    public static CompositeScoreResult Compute(
        ReadOnlySpan<double?> ranks,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<double> correlations,
        DateTimeOffset asOf,
        CompositeScoreOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var totalWeight = RequireWeights(ranks.Length, weights);
        RequireSquare(ranks.Length, correlations);
        var presentWeight = PresentWeight(ranks, weights);
        var coverage = presentWeight / totalWeight;
        if (Check(ranks, correlations, coverage, options) is { } refusal)
        {
            return Without(refusal, ranks, asOf);
        }

        var parts = ranks.Length;
        var weighted = new double[parts];
        double mean = 0;
        for (var i = 0; i < parts; i++)
        {
            weighted[i] = ranks[i] is { } rank ? weights[i] / presentWeight * rank : 0;
            mean += weighted[i];
        }

        var shares = new double?[parts];
        double score = 0;
        for (var i = 0; i < parts; i++)
        {
            double row = 0;
            for (var j = 0; j < parts; j++)
            {
                // Not read where a part is absent: there may be no correlation.
                row += weighted[j] == 0 ? 0 : correlations[i * parts + j] * weighted[j];
            }

            shares[i] = ranks[i] is null ? null : weighted[i] * row;
            score += shares[i] ?? 0;
        }

        if (score < -Tolerances.CorrelationExcess)
        {
            return Without(s_negative, ranks, asOf);
        }

        for (var i = 0; i < parts; i++)
        {
            shares[i] /= score;
        }

        return new CompositeScoreResult
        {
            Status = MetricStatus.Ok,
            SampleCount = CountPresent(ranks),
            AsOf = asOf,
            Score = Math.Clamp(score, 0, 1),
            WeightedMean = mean,
            Coverage = coverage,
            Shares = score > 0 ? shares : null,
        };
    }

    private static double RequireWeights(int parts, ReadOnlySpan<double> weights)
    {
        if (weights.Length != parts)
        {
            throw new ArgumentException($"There are {parts} parts and {weights.Length} weights.", nameof(weights));
        }

        double total = 0;
        foreach (var weight in weights)
        {
            if (!(weight >= 0))
            {
                throw new ArgumentOutOfRangeException(nameof(weights), weight, "A weight is at least 0.");
            }

            total += weight;
        }

        return total > 0 && double.IsFinite(total)
            ? total
            : throw new ArgumentOutOfRangeException(nameof(weights), total, "The weights sum to no positive number.");
    }

    private static void RequireSquare(int parts, ReadOnlySpan<double> correlations)
    {
        if (correlations.Length != parts * parts)
        {
            throw new ArgumentException(
                $"{parts} parts have {parts * parts} correlations; there are {correlations.Length}.",
                nameof(correlations)
            );
        }
    }

    private static Refusal? Check(
        ReadOnlySpan<double?> ranks,
        ReadOnlySpan<double> correlations,
        double coverage,
        CompositeScoreOptions options
    )
    {
        for (var i = 0; i < ranks.Length; i++)
        {
            if (ranks[i] is not { } rank)
            {
                continue;
            }

            if (!(rank >= 0 && rank <= 1))
            {
                return Invalid($"The rank of part {i} is {rank}, outside [0, 1].");
            }

            for (var j = 0; j < ranks.Length; j++)
            {
                if (ranks[j] is not null && !(Math.Abs(correlations[i * ranks.Length + j]) <= 1))
                {
                    return Invalid($"The correlation of parts {i} and {j} is outside [-1, 1].");
                }
            }
        }

        return coverage < options.MinimumCoverage
            ? new Refusal(
                MetricStatus.InsufficientData,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The parts that are present carry {coverage:0.###} of the weight and {options.MinimumCoverage} is needed."
                )
            )
            : null;
    }

    private static Refusal Invalid(FormattableString reason) =>
        new(MetricStatus.InvalidInput, FormattableString.Invariant(reason));

    private static double PresentWeight(ReadOnlySpan<double?> ranks, ReadOnlySpan<double> weights)
    {
        double sum = 0;
        for (var i = 0; i < ranks.Length; i++)
        {
            sum += ranks[i] is null ? 0 : weights[i];
        }

        return sum;
    }

    private static int CountPresent(ReadOnlySpan<double?> ranks)
    {
        var count = 0;
        foreach (var rank in ranks)
        {
            count += rank is null ? 0 : 1;
        }

        return count;
    }

    private static CompositeScoreResult Without(Refusal refusal, ReadOnlySpan<double?> ranks, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = CountPresent(ranks),
            AsOf = asOf,
        };
}

/// <summary>How much of the weight <see cref="CompositeScore"/> needs.</summary>
public sealed record CompositeScoreOptions
{
    /// <summary>The share of the weight that must be present; in (0, 1]. Default 0.6: with less, the absent parts could outweigh the
    /// present ones.</summary>
    public double MinimumCoverage { get; init; } = 0.6;

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate() =>
        InputGate.RequireWithin(MinimumCoverage, 0, Math.BitIncrement(1.0), nameof(MinimumCoverage));
}

/// <summary>The composite of one slot. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record CompositeScoreResult : MetricResult
{
    /// <summary>s'Cs, in [0, 1]; 1 when every part is at its highest and all move as one.</summary>
    public double? Score { get; init; }

    /// <summary>The weighted mean of the ranks, in [0, 1]: the plain reading to compare with.</summary>
    public double? WeightedMean { get; init; }

    /// <summary>The share of the weight that was present, in (0, 1].</summary>
    public double? Coverage { get; init; }

    /// <summary>Each part's share of the score, in the parts' order; they sum to 1, and one may be negative where correlations
    /// are. Absent for an absent part; all absent, with status Ok, for a score of 0.</summary>
    public IReadOnlyList<double?>? Shares { get; init; }
}

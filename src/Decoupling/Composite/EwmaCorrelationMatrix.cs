using System.Globalization;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Composite;

/// <summary>J5: which parts of the composite have moved together of late: the matrix that lets many parts high at once count
/// more.</summary>
/// <remarks>
/// <para>s_ij ← λs_ij + (1-λ)(z_i - ½)(z_j - ½), c_ij = s_ij/√(s_ii·s_jj), seeded with the first product: ½ is what a rank is on
/// an average day. O(days × parts²).</para>
/// <para>Days on which a part is absent are left out whole, which keeps the matrix one that parts can have. A part that is never
/// present does not belong in it.</para>
/// <para>Source: Holló, Kremer and Lo Duca, "CISS: A Composite Indicator of Systemic Stress in the Financial System", 2012.</para>
/// </remarks>
public static class EwmaCorrelationMatrix
{
    /// <summary>The rank of an average day, about which ranks vary.</summary>
    private const double Middle = 0.5;

    /// <summary>Measures the ranks of the past, oldest first.</summary>
    /// <param name="ranks">Day after day, each with the rank of every part in [0, 1], NaN where one is absent.</param>
    /// <param name="parts">The parts of a day, at least 1.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">λ and the weight that must be in.</param>
    /// <returns>InvalidInput for a rank outside [0, 1], InsufficientData while the weights 1 - λⁿ of the whole days sum to less
    /// than the minimum, Degenerate when a part was always at its middle.</returns>
    /// <exception cref="ArgumentException">The ranks are no whole days, or an option is out of range.</exception>
    public static EwmaCorrelationMatrixResult Compute(
        ReadOnlySpan<double> ranks,
        int parts,
        DateTimeOffset asOf,
        EwmaCorrelationMatrixOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1);
        if (ranks.Length % parts != 0)
        {
            throw new ArgumentException($"{ranks.Length} ranks are no whole days of {parts} parts.", nameof(ranks));
        }

        var moments = new double[parts * parts];
        var days = 0;
        for (var start = 0; start < ranks.Length; start += parts)
        {
            var day = ranks.Slice(start, parts);
            if (FirstOutside(day) is >= 0 and var part)
            {
                return Without(Outside(start / parts, part, day[part]), days, asOf);
            }

            if (!day.ContainsAnyExceptInRange(0, 1))
            {
                Advance(moments, day, days == 0 ? 0 : options.Lambda);
                days++;
            }
        }

        var weight = days == 0 ? 0 : 1 - Math.Pow(options.Lambda, days);
        if (weight < options.MinimumWeight)
        {
            return Without(TooLight(days, weight, options.MinimumWeight), days, asOf);
        }

        for (var i = 0; i < parts; i++)
        {
            if (moments[i * parts + i] <= Tolerances.VariancePerSample)
            {
                return Without(new Refusal(MetricStatus.Degenerate, $"Part {i} did not vary."), days, asOf);
            }
        }

        return new EwmaCorrelationMatrixResult
        {
            Status = MetricStatus.Ok,
            SampleCount = days,
            AsOf = asOf,
            Correlations = Correlations(moments, parts),
        };
    }

    private static void Advance(Span<double> moments, ReadOnlySpan<double> day, double lambda)
    {
        for (var i = 0; i < day.Length; i++)
        {
            for (var j = 0; j < day.Length; j++)
            {
                ref var moment = ref moments[i * day.Length + j];
                moment = lambda * moment + (1 - lambda) * ((day[i] - Middle) * (day[j] - Middle));
            }
        }
    }

    private static double[] Correlations(ReadOnlySpan<double> moments, int parts)
    {
        var correlations = new double[parts * parts];
        for (var i = 0; i < parts; i++)
        {
            correlations[i * parts + i] = 1;
            for (var j = 0; j < i; j++)
            {
                var correlation = Correlation.Of(
                    moments[i * parts + i],
                    moments[j * parts + j],
                    moments[i * parts + j]
                );
                correlations[i * parts + j] = correlation;
                correlations[j * parts + i] = correlation;
            }
        }

        return correlations;
    }

    private static int FirstOutside(ReadOnlySpan<double> day)
    {
        for (var i = 0; i < day.Length; i++)
        {
            if (day[i] is < 0 or > 1)
            {
                return i;
            }
        }

        return -1;
    }

    private static Refusal Outside(int day, int part, double rank) =>
        new(
            MetricStatus.InvalidInput,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The rank of part {part} on day {day} is {rank}, outside [0, 1]."
            )
        );

    private static Refusal TooLight(int days, double weight, double minimum) =>
        new(
            MetricStatus.InsufficientData,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The {days} whole days carry {weight:0.###} of the weight and {minimum} is needed."
            )
        );

    private static EwmaCorrelationMatrixResult Without(Refusal refusal, int days, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = days,
            AsOf = asOf,
        };
}

/// <summary>How fast <see cref="EwmaCorrelationMatrix"/> forgets, and how much it must have seen.</summary>
public sealed record EwmaCorrelationMatrixOptions
{
    /// <summary>λ: the weight that yesterday keeps; in (0, 1). Default 0.93, that of the CISS: a half-life of 9.6 days.</summary>
    public double Lambda { get; init; } = 0.93;

    /// <summary>The share of all weight that the days at hand must carry; in (0, 1). Default 0.9, as for A2: 32 days.</summary>
    public double MinimumWeight { get; init; } = 0.9;

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate()
    {
        InputGate.RequireWithin(Lambda, 0, 1, nameof(Lambda));
        InputGate.RequireWithin(MinimumWeight, 0, 1, nameof(MinimumWeight));
    }
}

/// <summary>Correlations of the composite's parts. The value is <see langword="null"/> unless the status is Ok.</summary>
public sealed record EwmaCorrelationMatrixResult : MetricResult
{
    /// <summary>Parts × parts, row by row, in [-1, 1] with ones on the diagonal: what <see cref="CompositeScore"/> takes.</summary>
    public IReadOnlyList<double>? Correlations { get; init; }
}

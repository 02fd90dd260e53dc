using Decoupling.Baselines;
using Decoupling.Composite;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Scoring;

/// <summary>J5 of the dislocation: how unusual all its parts together are for this derivative, and which of them it comes from.</summary>
/// <remarks>
/// <para>Parts: |robust z| and |basis - median| (B1), |funding gap| (B2), |mark against last| and the tracking error (A1). Each is ranked in its own past by the
/// baseline; the composite weighs the ranks and their correlations as <see cref="CompositeScore"/> says, with the plain mean beside it.</para>
/// <para>In [0, 1]: severity against this derivative's own past year, and attribution. It is no alarm level of its own, and no warning. Minimum history:
/// 30 days of baseline.</para>
/// <para>Source: Holló, Kremer and Lo Duca, "CISS: A Composite Indicator of Systemic Stress in the Financial System", 2012.</para>
/// </remarks>
internal static class DislocationComposite
{
    /// <summary>Ranks and joins the parts.</summary>
    /// <param name="values">Each part's value as its column has it, in the order of <see cref="BaselineComponents.OfDislocation"/>.</param>
    /// <param name="past">The derivative's past.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">The weights.</param>
    /// <exception cref="ArgumentException">The values are not as many as the parts, or an option is out of range.</exception>
    public static DislocationCompositeResult Compute(
        IReadOnlyList<double?> values,
        DerivativePast past,
        DateTimeOffset asOf,
        DislocationCompositeOptions options
    )
    {
        options.Validate();
        var parts = BaselineComponents.OfDislocation;
        if (values.Count != parts.Count)
        {
            throw new ArgumentException($"There are {values.Count} values and {parts.Count} parts.", nameof(values));
        }

        PercentileRankResult[] ranks = [.. parts.Zip(values, past.Rank)];
        return new DislocationCompositeResult { Ranks = ranks, Score = Join(ranks, past, asOf, options) };
    }

    private static CompositeScoreResult Join(
        PercentileRankResult[] ranks,
        DerivativePast past,
        DateTimeOffset asOf,
        DislocationCompositeOptions options
    )
    {
        if (Array.TrueForAll(ranks, rank => rank.MidRank is null))
        {
            return Without(past.Refusal ?? new Refusal(ranks[0].Status, ranks[0].Reason!), asOf);
        }

        var own = past.Find()!;
        if (own.Correlations.Status != MetricStatus.Ok)
        {
            return Without(new Refusal(own.Correlations.Status, own.Correlations.Reason!), asOf);
        }

        // A part without correlations is absent: it has too few days, or never varied.
        var parts = BaselineComponents.OfDislocation;
        int[] places = [.. parts.Select(part => PlaceOf(part, own.Correlated))];
        double?[] present = [.. ranks.Zip(places, (rank, place) => place < 0 ? null : rank.MidRank)];
        return CompositeScore.Compute(
            present,
            options.Weights(),
            CorrelationsOf(places, own.Correlations.Correlations!),
            asOf,
            options.Composite
        );
    }

    private static double[] CorrelationsOf(int[] places, IReadOnlyList<double> correlations)
    {
        var known = places.Count(place => place >= 0);
        var matrix = new double[places.Length * places.Length];
        for (var i = 0; i < places.Length; i++)
        {
            for (var j = 0; j < places.Length; j++)
            {
                matrix[i * places.Length + j] =
                    places[i] < 0 || places[j] < 0 ? double.NaN : correlations[places[i] * known + places[j]];
            }
        }

        return matrix;
    }

    private static int PlaceOf(BaselineComponent part, IReadOnlyList<string> correlated)
    {
        for (var i = 0; i < correlated.Count; i++)
        {
            if (correlated[i] == part.Name)
            {
                return i;
            }
        }

        return -1;
    }

    private static CompositeScoreResult Without(Refusal refusal, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = 0,
            AsOf = asOf,
        };
}

/// <summary>The weights of the dislocation's parts.</summary>
public sealed record DislocationCompositeOptions
{
    /// <summary>|Robust z|; at least 0. Default 1, as all: nothing in the evidence prefers one.</summary>
    public double RobustZWeight { get; init; } = 1;

    /// <summary>|Basis - median|; at least 0. Default 1.</summary>
    public double DeviationWeight { get; init; } = 1;

    /// <summary>|Funding gap|; at least 0. Default 1.</summary>
    public double FundingGapWeight { get; init; } = 1;

    /// <summary>|Mark against last|; at least 0. Default 1.</summary>
    public double MarkLastWeight { get; init; } = 1;

    /// <summary>Tracking error; at least 0. Default 1.</summary>
    public double TrackingErrorWeight { get; init; } = 1;

    /// <summary>The coverage needed. Default 0.6: three of five parts, which is what bars alone give.</summary>
    public CompositeScoreOptions Composite { get; init; } = new();

    /// <summary>The weights in the order of <see cref="BaselineComponents.OfDislocation"/>.</summary>
    public double[] Weights() =>
        [RobustZWeight, DeviationWeight, FundingGapWeight, MarkLastWeight, TrackingErrorWeight];

    /// <summary>Refuses weights out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate()
    {
        RequireWeight(RobustZWeight, nameof(RobustZWeight));
        RequireWeight(DeviationWeight, nameof(DeviationWeight));
        RequireWeight(FundingGapWeight, nameof(FundingGapWeight));
        RequireWeight(MarkLastWeight, nameof(MarkLastWeight));
        RequireWeight(TrackingErrorWeight, nameof(TrackingErrorWeight));
        InputGate.RequireWithin(Weights().Sum(), 0, double.PositiveInfinity, "the sum of the weights");
        Composite.Validate();
    }

    private static void RequireWeight(double weight, string name)
    {
        if (!(weight >= 0))
        {
            throw new ArgumentOutOfRangeException(name, weight, $"{name} is at least 0.");
        }
    }
}

/// <summary>The dislocation against the derivative's own past.</summary>
public sealed record DislocationCompositeResult
{
    /// <summary>J5: each part's rank, in the order of <see cref="BaselineComponents.OfDislocation"/>.</summary>
    public required IReadOnlyList<PercentileRankResult> Ranks { get; init; }

    /// <summary>J5: the composite with each part's share, in the same order.</summary>
    public required CompositeScoreResult Score { get; init; }

    /// <summary>The rank of one part.</summary>
    public PercentileRankResult RankOf(BaselineComponent part) => Ranks[PlaceOf(part)];

    /// <summary>The share of one part in the composite, or <see langword="null"/> where it has none.</summary>
    public double? ShareOf(BaselineComponent part) => Score.Shares?[PlaceOf(part)];

    private static int PlaceOf(BaselineComponent part)
    {
        for (var i = 0; i < BaselineComponents.OfDislocation.Count; i++)
        {
            if (BaselineComponents.OfDislocation[i] == part)
            {
                return i;
            }
        }

        throw new ArgumentException($"{part.Name} is no part of the dislocation's composite.", nameof(part));
    }
}

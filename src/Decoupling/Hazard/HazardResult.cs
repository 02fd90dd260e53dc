using Decoupling.Results;

namespace Decoupling.Hazard;

/// <summary>How elevated the risk is that the model reads from the newest hour. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record HazardResult : MetricResult
{
    /// <summary>The end of the hour that was read, UTC.</summary>
    public DateTimeOffset? HourAt { get; init; }

    /// <summary>The log odds of the model's fall.</summary>
    public double? Logit { get; init; }

    /// <summary>The probability that the log odds stand for, 0 to 1; calibrated for the year after the fit only.</summary>
    public double? Probability { get; init; }

    /// <summary>What each feature adds to the log odds of a usual hour, the largest first, of either sign.</summary>
    public IReadOnlyList<HazardContribution>? Contributions { get; init; }

    /// <summary>The day of the model's fit.</summary>
    public DateOnly? FittedOn { get; init; }

    /// <summary>Whether the slot is past the day from which a refit is due.</summary>
    public bool? IsRefitDue { get; init; }

    internal static HazardResult Of(
        HazardModel model,
        ReadOnlySpan<double> features,
        DateTimeOffset hourAt,
        int hours,
        DateTimeOffset asOf
    )
    {
        var contributions = new HazardContribution[features.Length];
        for (var i = 0; i < features.Length; i++)
        {
            var coefficient = model.Features[i];
            contributions[i] = new(coefficient.Feature, features[i], coefficient.Contribution(features[i]));
        }

        // The feature's place breaks a tie, so that the order is one.
        Array.Sort(
            contributions,
            (one, other) => (-Math.Abs(one.LogOdds), one.Feature).CompareTo((-Math.Abs(other.LogOdds), other.Feature))
        );
        var logit = model.Logit(features);
        return new HazardResult
        {
            Status = MetricStatus.Ok,
            SampleCount = hours,
            AsOf = asOf,
            HourAt = hourAt,
            Logit = logit,
            Probability = 1 / (1 + Math.Exp(-logit)),
            Contributions = contributions,
            FittedOn = model.FittedOn,
            IsRefitDue = DateOnly.FromDateTime(asOf.UtcDateTime) >= model.RefitDueOn,
        };
    }
}

/// <summary>A feature's part of the log odds.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Value">As it was read, in its own unit.</param>
/// <param name="LogOdds">What it adds to the log odds of an hour with every feature at its training mean; its sign says which way.</param>
public readonly record struct HazardContribution(HazardFeature Feature, double Value, double LogOdds);

/// <summary>Whether the derivative is in the state of elevated risk, and since when. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record HazardStateResult : MetricResult
{
    /// <summary>The rank of the newest hour's log odds among those of the past, 0 to 1.</summary>
    public double? Percentile { get; init; }

    /// <summary>The state.</summary>
    public HazardState? State { get; init; }

    /// <summary>The end of the hour at which it was entered or left, UTC; absent where it was Normal in every hour that the bars allow.</summary>
    public DateTimeOffset? SinceAt { get; init; }

    /// <summary>Whole hours in the state of elevated risk, at least 0; 0 while Normal.</summary>
    public int? ElevatedHours { get; init; }
}

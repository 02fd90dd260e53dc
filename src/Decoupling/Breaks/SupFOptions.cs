using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Breaks;

/// <summary>Where <see cref="SupF"/> looks for a break.</summary>
public sealed record SupFOptions
{
    /// <summary>The hard floor: two lines of three points each, and one to spare on either side.</summary>
    public const int FewestSamples = 8;

    /// <summary>The share of the window on either side that every regime has at least; in (0, 0.5). Default 0.15, Andrews' advice:
    /// nearer to the ends a regime is too short to tell.</summary>
    public double Trimming { get; init; } = 0.15;

    /// <summary>Samples below which there is no value; at least 8. Default 30: the p-values are those of long series.</summary>
    public int MinimumSamples { get; init; } = 30;

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate()
    {
        InputGate.RequireWithin(Trimming, 0, 0.5, nameof(Trimming));
        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumSamples, FewestSamples, nameof(MinimumSamples));
    }
}

/// <summary>Where a window breaks best in two. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record SupFResult : MetricResult
{
    /// <summary>The largest F, at least 0.</summary>
    public double? Statistic { get; init; }

    /// <summary>The chance of so large an F where nothing broke, in [0, 0.2]. Absent, with status Ok, above 0.2: no break to speak
    /// of.</summary>
    public double? PValue { get; init; }

    /// <summary>How many samples came before the break: the first of the new regime has this index.</summary>
    public int? SamplesBefore { get; init; }

    /// <summary>The lower end of the 95 % interval of <see cref="SamplesBefore"/>; absent, with status Ok, when a regime has no
    /// noise.</summary>
    public int? SamplesBeforeLow { get; init; }

    /// <summary>The upper end of the 95 % interval of <see cref="SamplesBefore"/>; absent with the lower one.</summary>
    public int? SamplesBeforeHigh { get; init; }

    /// <summary>The mean of the old regime, in the samples' unit; of levels only.</summary>
    public double? MeanBefore { get; init; }

    /// <summary>The mean of the new regime, in the samples' unit; of levels only.</summary>
    public double? MeanAfter { get; init; }

    /// <summary>β of the old regime; of paired returns only.</summary>
    public double? BetaBefore { get; init; }

    /// <summary>β of the new regime; of paired returns only.</summary>
    public double? BetaAfter { get; init; }

    internal static SupFResult Without(Refusal refusal, int count, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = count,
            AsOf = asOf,
        };
}

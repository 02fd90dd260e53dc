using Decoupling.Results;

namespace Decoupling.Breaks;

/// <summary>An alarm of <see cref="PageCusum"/>.</summary>
/// <param name="Index">The index of the sample that raised it.</param>
/// <param name="IsUpward">Whether the level shifted up.</param>
/// <param name="Sum">The sum that passed h, in deviations.</param>
public readonly record struct CusumAlarm(int Index, bool IsUpward, double Sum);

/// <summary>What Page's CUSUM found in one window. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record PageCusumResult : MetricResult
{
    /// <summary>C⁺ after the last sample, in deviations, at least 0; 0 while a baseline is gathered.</summary>
    public double? Upper { get; init; }

    /// <summary>C⁻ after the last sample, in deviations, at least 0; 0 while a baseline is gathered.</summary>
    public double? Lower { get; init; }

    /// <summary>The alarms, oldest first; empty when there is none.</summary>
    public IReadOnlyList<CusumAlarm>? Alarms { get; init; }

    /// <summary>The mean number of samples from one false alarm to the next where nothing changes and mean and deviation are known; at
    /// most 1e9.</summary>
    public double? SamplesBetweenFalseAlarms { get; init; }

    /// <summary>The same as a time, which depends on the step; absent, with status Ok, beyond what a time holds.</summary>
    public TimeSpan? TimeBetweenFalseAlarms { get; init; }
}

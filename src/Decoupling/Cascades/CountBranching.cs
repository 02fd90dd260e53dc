using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Cascades;

/// <summary>How much of the events is set off by others, read from how unevenly they come.</summary>
public sealed record CountBranchingResult : MetricResult
{
    /// <summary>n, in [0, 1): the share of events that other events set off.</summary>
    public double? BranchingRatio { get; init; }

    /// <summary>The events per window, above 0.</summary>
    public double? MeanCount { get; init; }

    /// <summary>The variance of the events per window, at least 0.</summary>
    public double? CountVariance { get; init; }
}

/// <summary>E4, model-free. Tells what share of liquidations other liquidations set off, without a fit: from the variance of their counts.</summary>
/// <remarks>n = 1 - √(mean/variance) of the counts in windows much longer than the memory; 0 where the variance is not above the mean. In
/// [0, 1). Minimum history 100 events in 10 windows. A rate that drifts looks like clustering: keep the observation short or detrend.
/// O(events). Source: S. Hardiman and J.-P. Bouchaud, "Branching-ratio approximation for the self-exciting Hawkes process", 2014;
/// methods E4.</remarks>
public static class CountBranching
{
    private const int MinimumEvents = 100;
    private const int MinimumWindows = 10;

    /// <summary>The ratio from event times.</summary>
    /// <param name="eventSeconds">The times, in order, seconds from the start of the observation.</param>
    /// <param name="endSeconds">The end of the observation, seconds.</param>
    /// <param name="window">The length of a window, above 0; the last, incomplete one is left out.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    /// <exception cref="ArgumentException">The window is not positive.</exception>
    public static CountBranchingResult Compute(
        ReadOnlySpan<double> eventSeconds,
        double endSeconds,
        TimeSpan window,
        DateTimeOffset asOf
    )
    {
        InputGate.RequirePositive(window, nameof(window));
        if (EventTimes.FindFault(eventSeconds, endSeconds) is { } fault)
        {
            return None(fault, eventSeconds.Length, asOf);
        }

        if (!(endSeconds / window.TotalSeconds is >= MinimumWindows and <= int.MaxValue and var windows))
        {
            return None(
                new Refusal(
                    MetricStatus.InsufficientData,
                    $"The observation has fewer than {MinimumWindows} windows, or too many."
                ),
                eventSeconds.Length,
                asOf
            );
        }

        using var rented = new Rented<double>((int)windows);
        rented.Span.Clear();
        foreach (var at in eventSeconds)
        {
            var i = (int)(at / window.TotalSeconds);
            if (i < rented.Span.Length)
            {
                rented.Span[i]++;
            }
        }

        return Compute(rented.Span, asOf);
    }

    /// <summary>The ratio from the counts of equal windows.</summary>
    /// <param name="counts">Events in each window, at least 0.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    public static CountBranchingResult Compute(ReadOnlySpan<double> counts, DateTimeOffset asOf)
    {
        double events = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            if (!(double.IsFinite(counts[i]) && counts[i] >= 0))
            {
                return None(
                    new Refusal(MetricStatus.InvalidInput, $"Window {i} has {CascadeText.Of(counts[i])} events."),
                    counts.Length,
                    asOf
                );
            }

            events += counts[i];
        }

        if (events < MinimumEvents || counts.Length < MinimumWindows)
        {
            return None(
                new Refusal(
                    MetricStatus.InsufficientData,
                    $"There are {CascadeText.Of(events)} events in {counts.Length} windows; {MinimumEvents} in {MinimumWindows} are needed."
                ),
                counts.Length,
                asOf
            );
        }

        var mean = events / counts.Length;
        double squares = 0;
        foreach (var count in counts)
        {
            squares += (count - mean) * (count - mean);
        }

        var variance = squares / (counts.Length - 1);
        return double.IsFinite(variance)
            ? new CountBranchingResult
            {
                Status = MetricStatus.Ok,
                SampleCount = counts.Length,
                AsOf = asOf,
                BranchingRatio = variance > mean ? 1 - Math.Sqrt(mean / variance) : 0,
                MeanCount = mean,
                CountVariance = variance,
            }
            : None(
                new Refusal(MetricStatus.OutOfDomain, "The counts exceed the range of a double."),
                counts.Length,
                asOf
            );
    }

    private static CountBranchingResult None(Refusal fault, int sampleCount, DateTimeOffset asOf) =>
        new()
        {
            Status = fault.Status,
            Reason = fault.Reason,
            SampleCount = sampleCount,
            AsOf = asOf,
        };
}

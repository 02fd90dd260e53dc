using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Cascades;

/// <summary>How much of a tape of liquidations its own liquidations set off.</summary>
public sealed record HawkesBranchingResult : MetricResult
{
    /// <summary>n, at least 0: how many further events one event sets off on average; of all events the share that others set off.</summary>
    public double? BranchingRatio { get; init; }

    /// <summary>μ: the events per second that no other set off, above 0.</summary>
    public double? BaselinePerSecond { get; init; }

    /// <summary>β: how fast the excitement of an event fades, per second, above 0; <see langword="null"/> where n is 0.</summary>
    public double? DecayPerSecond { get; init; }

    /// <summary>μ/(1 - n): the events per second in the long run; <see langword="null"/> from n = 1 on.</summary>
    public double? MeanRatePerSecond { get; init; }

    /// <summary>The log-likelihood, natural.</summary>
    public double? LogLikelihood { get; init; }

    /// <summary>Whether n is under 1; from 1 on the events would multiply without end, and the fit describes a burst.</summary>
    public bool? IsStationary { get; init; }
}

/// <summary>What the fit needs.</summary>
public sealed record HawkesBranchingOptions
{
    /// <summary>The fewest events, at least 10. Default 100.</summary>
    public int MinimumEvents { get; init; } = 100;

    /// <summary>The venue's clock step, positive: events of one tick are spread evenly over it, since simultaneous ones would make every
    /// decay look too slow. Default 1 ms.</summary>
    public TimeSpan ClockStep { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; the message names it and its value.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumEvents, 10);
        InputGate.RequirePositive(ClockStep, nameof(ClockStep));
    }
}

/// <summary>E4. Tells what share of liquidations other liquidations set off: near 0 they come by themselves, near 1 they come in
/// avalanches.</summary>
/// <remarks>λ(t) = μ + Σ nβ·e^(-β(t - t_i)), fitted by the largest likelihood: exact gradient and curvature, Newton on the parameters'
/// logarithms, from the best of four decays on the first events; a local maximum. n at least 0; a rate that drifts, a day's trend say,
/// looks like branching. Minimum history 100 events. O(events) a step, some ten steps.
/// Source: A. Hawkes, "Spectra of some self-exciting and mutually exciting point processes", 1971; Y. Ogata, "On Lewis' simulation method
/// for point processes", 1981; methods E4.</remarks>
public static class HawkesBranching
{
    private const int EventsOfTheStart = 4096;
    private const double StartTolerance = 1e-8;

    // A step that gains so little is shorter than 1e-6, and Newton's next error is its square.
    private const double Tolerance = 1e-14;

    private static readonly double[] DecaysPerRate = [0.3, 3, 30, 300];

    /// <summary>Fits one tape.</summary>
    /// <param name="eventSeconds">The times, in order, seconds from the start of the observation.</param>
    /// <param name="endSeconds">The end of the observation, seconds.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    /// <param name="options">Minimum and clock, or <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static HawkesBranchingResult Compute(
        ReadOnlySpan<double> eventSeconds,
        double endSeconds,
        DateTimeOffset asOf,
        HawkesBranchingOptions? options = null
    )
    {
        options ??= new HawkesBranchingOptions();
        options.Validate();
        if (EventTimes.FindFault(eventSeconds, endSeconds) is { } fault)
        {
            return Without(fault, eventSeconds.Length, asOf);
        }

        if (eventSeconds.Length < options.MinimumEvents)
        {
            return Without(
                new Refusal(
                    MetricStatus.InsufficientData,
                    $"There are {eventSeconds.Length} events; {options.MinimumEvents} are needed."
                ),
                eventSeconds.Length,
                asOf
            );
        }

        using var rented = new Rented<double>(2 * eventSeconds.Length);
        var seconds = rented.Span[..eventSeconds.Length];
        var gaps = rented.Span[eventSeconds.Length..];
        eventSeconds.CopyTo(seconds);
        EventTimes.SpreadTies(seconds, options.ClockStep.TotalSeconds, endSeconds);
        gaps[0] = 0;
        for (var i = 1; i < gaps.Length; i++)
        {
            gaps[i] = seconds[i] - seconds[i - 1];
        }

        var maximum = new HawkesNewton(seconds, gaps, endSeconds).Climb(StartOf(seconds, gaps, endSeconds), Tolerance);
        return Result(maximum, seconds.Length, endSeconds, asOf);
    }

    /// <summary>A fit of the first events, so that the whole tape is passed over a few times only.</summary>
    private static HawkesParameters StartOf(ReadOnlySpan<double> seconds, ReadOnlySpan<double> gaps, double endSeconds)
    {
        var count = Math.Min(EventsOfTheStart, seconds.Length);
        var end = count < seconds.Length ? seconds[count] : endSeconds;
        var newton = new HawkesNewton(seconds[..count], gaps[..count], end);
        var rate = count / end;
        var best = default(HawkesParameters);
        var highest = double.NegativeInfinity;
        foreach (var decays in DecaysPerRate)
        {
            var start = new HawkesParameters(0.5 * rate, 0.5, decays * rate);
            var height = newton.At(start).LogLikelihood;
            if (height > highest)
            {
                (best, highest) = (start, height);
            }
        }

        var top = newton.Climb(best, StartTolerance).Parameters;
        return top.Ratio > 0.01 ? top : best;
    }

    private static HawkesBranchingResult Result(
        HawkesMaximum maximum,
        int count,
        double endSeconds,
        DateTimeOffset asOf
    )
    {
        var (baseline, ratio, decay) = maximum.Parameters;
        var rate = count / endSeconds;
        var poisson = count * (Math.Log(rate) - 1);
        if (!InputGate.AllFinite(baseline, ratio, decay, maximum.LogLikelihood, rate))
        {
            return Without(
                new Refusal(MetricStatus.OutOfDomain, "The fit exceeds the range of a double."),
                count,
                asOf
            );
        }

        // Events that come more evenly than at random are best explained without excitement.
        if (maximum.LogLikelihood <= poisson)
        {
            (baseline, ratio, decay) = (rate, 0, 0);
        }

        var isConverged = maximum.IsConverged || ratio == 0;
        return new HawkesBranchingResult
        {
            Status = isConverged ? MetricStatus.Ok : MetricStatus.NotConverged,
            Reason = isConverged ? null : "The likelihood has no top that the steps could reach.",
            SampleCount = count,
            AsOf = asOf,
            BranchingRatio = ratio,
            BaselinePerSecond = baseline,
            DecayPerSecond = ratio > 0 ? decay : null,
            MeanRatePerSecond = ratio < 1 ? baseline / (1 - ratio) : null,
            LogLikelihood = Math.Max(maximum.LogLikelihood, poisson),
            IsStationary = ratio < 1,
        };
    }

    internal static HawkesBranchingResult Without(Refusal fault, int sampleCount, DateTimeOffset asOf) =>
        new()
        {
            Status = fault.Status,
            Reason = fault.Reason,
            SampleCount = sampleCount,
            AsOf = asOf,
        };
}

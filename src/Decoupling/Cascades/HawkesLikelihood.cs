using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Cascades;

/// <summary>How well one set of parameters explains event times.</summary>
public sealed record HawkesLikelihoodResult : MetricResult
{
    /// <summary>The log-likelihood, natural.</summary>
    public double? LogLikelihood { get; init; }
}

/// <summary>E4. Tells how well a self- and cross-exciting process explains event times: liquidations of longs and of shorts, say.</summary>
/// <remarks>λ_i(t) = μ_i + Σ_j n_ij Σ β·e^(-β(t - t_j)); LL = Σ_i (Σ ln λ_i(t) - μ_i·T - Σ_j n_ij Σ (1 - e^(-β(T - t_j)))), by Ogata's recursion
/// R ← e^(-βΔ)(1 + R). Times in seconds from the start of the observation, so rates are per second. O(events × kinds).
/// Source: A. Hawkes, "Spectra of some self-exciting and mutually exciting point processes", 1971; Y. Ogata, "On Lewis' simulation method
/// for point processes", 1981; methods E4.</remarks>
public static class HawkesLikelihood
{
    /// <summary>The log-likelihood over [0, end].</summary>
    /// <param name="eventSeconds">The times of each kind of event, in order, seconds in [0, end].</param>
    /// <param name="baselinesPerSecond">μ of each kind, per second, above 0.</param>
    /// <param name="norms">n_ij: how many events of kind i one of kind j sets off, at least 0; row by row.</param>
    /// <param name="decayPerSecond">β, per second, above 0.</param>
    /// <param name="endSeconds">T, the end of the observation.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    /// <exception cref="ArgumentException">Kinds, baselines and norms differ in number.</exception>
    public static HawkesLikelihoodResult Compute(
        IReadOnlyList<double[]> eventSeconds,
        ReadOnlySpan<double> baselinesPerSecond,
        ReadOnlySpan<double> norms,
        double decayPerSecond,
        double endSeconds,
        DateTimeOffset asOf
    )
    {
        ArgumentNullException.ThrowIfNull(eventSeconds);
        var kinds = eventSeconds.Count;
        if (baselinesPerSecond.Length != kinds || norms.Length != kinds * kinds)
        {
            throw new ArgumentException(
                $"There are {kinds} kinds of events, {baselinesPerSecond.Length} baselines and {norms.Length} norms.",
                nameof(norms)
            );
        }

        if (FindFault(eventSeconds, baselinesPerSecond, norms, decayPerSecond, endSeconds) is { } fault)
        {
            return None(fault, asOf);
        }

        double sum = 0;
        for (var kind = 0; kind < kinds; kind++)
        {
            var row = norms.Slice(kind * kinds, kinds);
            sum += LogIntensities(eventSeconds, kind, baselinesPerSecond[kind], row, decayPerSecond);
            sum -= baselinesPerSecond[kind] * endSeconds;
            for (var from = 0; from < kinds; from++)
            {
                sum -= row[from] * Compensator(eventSeconds[from], decayPerSecond, endSeconds);
            }
        }

        return double.IsFinite(sum)
            ? new HawkesLikelihoodResult
            {
                Status = MetricStatus.Ok,
                SampleCount = eventSeconds.Sum(times => times.Length),
                AsOf = asOf,
                LogLikelihood = sum,
            }
            : None(new Refusal(MetricStatus.OutOfDomain, "The log-likelihood exceeds the range of a double."), asOf);
    }

    private static double LogIntensities(
        IReadOnlyList<double[]> events,
        int kind,
        double baseline,
        ReadOnlySpan<double> norms,
        double decay
    )
    {
        Span<int> next = stackalloc int[events.Count];
        Span<double> excitement = stackalloc double[events.Count];
        next.Clear();
        excitement.Clear();
        double sum = 0;
        double before = 0;
        foreach (var at in events[kind])
        {
            var faded = Math.Exp(-decay * (at - before));
            var intensity = baseline;
            for (var from = 0; from < events.Count; from++)
            {
                excitement[from] *= faded;
                for (; next[from] < events[from].Length && events[from][next[from]] < at; next[from]++)
                {
                    excitement[from] += Math.Exp(-decay * (at - events[from][next[from]]));
                }

                intensity += decay * norms[from] * excitement[from];
            }

            sum += Math.Log(intensity);
            before = at;
        }

        return sum;
    }

    private static double Compensator(double[] events, double decay, double end)
    {
        double sum = 0;
        foreach (var at in events)
        {
            sum -= Math.Exp(-decay * (end - at)) - 1;
        }

        return sum;
    }

    private static Refusal? FindFault(
        IReadOnlyList<double[]> eventSeconds,
        ReadOnlySpan<double> baselines,
        ReadOnlySpan<double> norms,
        double decay,
        double end
    )
    {
        if (!InputGate.IsPrice(decay) || InputGate.FirstNotAPrice(baselines) >= 0)
        {
            return new Refusal(MetricStatus.InvalidInput, "The decay or a baseline is not above 0.");
        }

        foreach (var norm in norms)
        {
            if (!(double.IsFinite(norm) && norm >= 0))
            {
                return new Refusal(MetricStatus.InvalidInput, $"The norm {CascadeText.Of(norm)} is not at least 0.");
            }
        }

        foreach (var times in eventSeconds)
        {
            if (EventTimes.FindFault(times, end) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static HawkesLikelihoodResult None(Refusal fault, DateTimeOffset asOf) =>
        new()
        {
            Status = fault.Status,
            Reason = fault.Reason,
            SampleCount = 0,
            AsOf = asOf,
        };
}

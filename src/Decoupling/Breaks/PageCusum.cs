using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Breaks;

/// <summary>B6: since when a level has shifted: small shifts add up until they stand out.</summary>
/// <remarks>
/// <para><see cref="PageCusumState"/> run over a window: of standardised innovations, or of levels such as a basis, standardised by the
/// samples before. After an alarm the sums start from 0 and the next samples are the new baseline. O(n).</para>
/// <para>An alarm says that the level moved, not where to. How often it would say so of a level that did not move goes with it.</para>
/// <para>Source: Page, "Continuous Inspection Schemes", 1954.</para>
/// </remarks>
public static class PageCusum
{
    private static volatile KnownRunLength s_lastRunLength = new(0, 0, 0);

    /// <summary>Watches one window of samples, oldest first.</summary>
    /// <param name="samples">Levels in any one unit, or standardised innovations.</param>
    /// <param name="step">The time from one sample to the next, positive; it turns run lengths into times.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">k, h and the baseline.</param>
    /// <returns>InvalidInput for a sample that is not finite, InsufficientData when none comes after the first baseline,
    /// Degenerate when a baseline has no variance, OutOfDomain when a value overflows.</returns>
    /// <exception cref="ArgumentException">The step is not positive, or an option is out of range.</exception>
    public static PageCusumResult Compute(
        ReadOnlySpan<double> samples,
        TimeSpan step,
        DateTimeOffset asOf,
        PageCusumOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        InputGate.RequirePositive(step, nameof(step));
        var baselineSamples = options.BaselineSamples ?? 0;
        if (SampleGate.Check(samples, baselineSamples + 1) is { } refusal)
        {
            return Without(refusal, samples.Length, asOf);
        }

        var alarms = new List<CusumAlarm>();
        var state = default(PageCusumState);
        for (var start = 0; start < samples.Length; )
        {
            state = default;
            var first = start + baselineSamples;
            if (first >= samples.Length)
            {
                break;
            }

            var (mean, deviation) = baselineSamples == 0 ? (0, 1) : Baseline(samples[start..first]);
            if (deviation * deviation <= Tolerances.VariancePerSample)
            {
                return Without(SampleGate.NoVariance, samples.Length, asOf);
            }

            var next = first;
            while (next < samples.Length && !state.IsAlarm(options))
            {
                var z = (samples[next] - mean) / deviation;
                if (!InputGate.AllFinite(z, deviation))
                {
                    return Without(SampleGate.Overflow, samples.Length, asOf);
                }

                state = state.Advance(z, options);
                next++;
            }

            if (state.IsAlarm(options))
            {
                alarms.Add(new CusumAlarm(next - 1, state.Upper > state.Lower, Math.Max(state.Upper, state.Lower)));
            }

            start = next;
        }

        var runLength = RunLengthOf(options);
        return new PageCusumResult
        {
            Status = MetricStatus.Ok,
            SampleCount = samples.Length,
            AsOf = asOf,
            Upper = state.Upper,
            Lower = state.Lower,
            Alarms = alarms,
            SamplesBetweenFalseAlarms = runLength,
            TimeBetweenFalseAlarms = runLength * step < TimeSpan.MaxValue ? runLength * step : null,
        };
    }

    /// <summary>An integral equation, which k and h alone decide: solved once for as long as they stay.</summary>
    private static double RunLengthOf(PageCusumOptions options)
    {
        var known = s_lastRunLength;
        if (known.Allowance != options.Allowance || known.AlarmLevel != options.AlarmLevel)
        {
            known = new KnownRunLength(
                options.Allowance,
                options.AlarmLevel,
                CusumRunLength.TwoSided(options.Allowance, options.AlarmLevel, shift: 0)
            );
            s_lastRunLength = known;
        }

        return known.Samples;
    }

    private static (double Mean, double Deviation) Baseline(ReadOnlySpan<double> samples)
    {
        var moments = default(WelfordMoments);
        foreach (var sample in samples)
        {
            moments.Add(sample);
        }

        return (moments.Mean, Math.Sqrt(moments.Variance));
    }

    internal static PageCusumResult Without(Refusal refusal, int count, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = count,
            AsOf = asOf,
        };

    private sealed record KnownRunLength(double Allowance, double AlarmLevel, double Samples);
}

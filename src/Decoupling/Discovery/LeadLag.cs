using System.Buffers;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Discovery;

/// <summary>A6: which of two markets moves first, and by how many seconds.</summary>
/// <remarks>
/// <para>U(ϑ) is the covariance of <see cref="HayashiYoshida"/> with the second market's times moved back by ϑ; ϑ̂ = argmax |U|, and
/// LLR = Σ_{ϑ>0} U²/Σ_{ϑ&lt;0} U². ϑ̂ above 0 and LLR above 1 say that the first market leads.</para>
/// <para>A difference between the venues' clocks adds straight to ϑ̂: use the venues' own times and report what is known of their
/// skew. O(lags·(n + m)). Source: Hoffmann, Rosenbaum and Yoshida, "Estimation of the Lead-lag Parameter from Non-synchronous Data",
/// 2013.</para>
/// </remarks>
public static class LeadLag
{
    private static readonly Refusal s_noCovariance = new(
        MetricStatus.Degenerate,
        "The markets' moves overlap at no lag, so neither leads."
    );

    /// <summary>Scans the lags.</summary>
    /// <param name="first">One market's ticks.</param>
    /// <param name="second">The other's.</param>
    /// <param name="clockSkew">How far the second venue's clock is known to run ahead of the first's; it is reported, not subtracted.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">The lags and the minimum history.</param>
    /// <returns>As <see cref="HayashiYoshida.Compute"/>; Degenerate also when no lag has a covariance.</returns>
    /// <exception cref="ArgumentException">Times and prices of a market differ in number, or an option is out of range.</exception>
    public static LeadLagResult Compute(
        TickSpan first,
        TickSpan second,
        TimeSpan clockSkew,
        DateTimeOffset asOf,
        LeadLagOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var count = first.Count + second.Count;
        if ((first.Check("first", options.MinimumTicks) ?? second.Check("second", options.MinimumTicks)) is { } refusal)
        {
            return Without(refusal, count, asOf);
        }

        var firstVariance = first.RealizedVariance();
        var secondVariance = second.RealizedVariance();
        if (HayashiYoshida.IsStill(firstVariance, first.Count) || HayashiYoshida.IsStill(secondVariance, second.Count))
        {
            return Without(HayashiYoshida.NoMoves, count, asOf);
        }

        var curve = Scan(first, second, options);
        var (peak, positiveSquares, negativeSquares) = Summarize(curve);
        var scale = Math.Sqrt(firstVariance) * Math.Sqrt(secondVariance);
        var ratio = positiveSquares / negativeSquares;
        if (!InputGate.AllFinite(scale, positiveSquares, negativeSquares, peak.Covariance / scale))
        {
            return Without(HayashiYoshida.Overflow, count, asOf);
        }

        return peak.Covariance == 0
            ? Without(s_noCovariance, count, asOf)
            : new LeadLagResult
            {
                Status = MetricStatus.Ok,
                SampleCount = count,
                AsOf = asOf,
                LeadSeconds = peak.LagSeconds,
                RawCorrelationAtLead = peak.Covariance / scale,
                LeadLagRatio = double.IsFinite(ratio) ? ratio : null,
                ClockSkewSeconds = clockSkew.TotalSeconds,
                IsBeyondSkew = Math.Abs(peak.LagSeconds) > Math.Abs(clockSkew.TotalSeconds),
                Curve = curve,
            };
    }

    private static LagCovariance[] Scan(TickSpan first, TickSpan second, LeadLagOptions options)
    {
        var steps = options.StepsEachWay;
        var curve = new LagCovariance[2 * steps + 1];
        var rented = ArrayPool<double>.Shared.Rent(second.Count);
        var moved = rented.AsSpan(0, second.Count);
        for (var k = -steps; k <= steps; k++)
        {
            var lagSeconds = k * options.Step.TotalSeconds;
            for (var i = 0; i < moved.Length; i++)
            {
                moved[i] = second.Seconds[i] - lagSeconds;
            }

            var covariance = OverlapCovariance.Of(first, new TickSpan(moved, second.LogPrices));
            curve[k + steps] = new LagCovariance(lagSeconds, covariance);
        }

        ArrayPool<double>.Shared.Return(rented);
        return curve;
    }

    /// <summary>The peak nearest to no lag, and the sums of squares on either side of it.</summary>
    private static (LagCovariance Peak, double PositiveSquares, double NegativeSquares) Summarize(LagCovariance[] curve)
    {
        var middle = curve.Length / 2;
        var peak = curve[middle];
        double positiveSquares = 0;
        double negativeSquares = 0;
        for (var k = 1; k <= middle; k++)
        {
            var (after, before) = (curve[middle + k], curve[middle - k]);
            positiveSquares += after.Covariance * after.Covariance;
            negativeSquares += before.Covariance * before.Covariance;
            peak = Larger(Larger(peak, after), before);
        }

        return (peak, positiveSquares, negativeSquares);
    }

    private static LagCovariance Larger(LagCovariance best, LagCovariance next) =>
        Math.Abs(next.Covariance) > Math.Abs(best.Covariance) ? next : best;

    internal static LeadLagResult Without(Refusal refusal, int count, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = count,
            AsOf = asOf,
        };
}

/// <summary>The covariance at one lag.</summary>
/// <param name="LagSeconds">ϑ: positive where the first market is taken to lead.</param>
/// <param name="Covariance">U(ϑ), a squared return.</param>
public readonly record struct LagCovariance(double LagSeconds, double Covariance);

/// <summary>Which lags <see cref="LeadLag"/> tries.</summary>
public sealed record LeadLagOptions
{
    /// <summary>The most lags in a scan: each costs one merge.</summary>
    public const int MostLags = 10_001;

    /// <summary>The largest lag, both ways; positive. Default 5 s: markets of one asset follow each other within one, and clocks are rarely
    /// further apart than that.</summary>
    public TimeSpan MaximumLag { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From one lag to the next; positive, at most <see cref="MaximumLag"/>. Default 100 ms: many venues publish no finer.</summary>
    public TimeSpan Step { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Ticks of a market below which there is no value; at least 2. Default 20, as for <see cref="HayashiYoshida"/>.</summary>
    public int MinimumTicks { get; init; } = 20;

    internal int StepsEachWay => (int)(MaximumLag.Ticks / Step.Ticks);

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate()
    {
        InputGate.RequirePositive(MaximumLag, nameof(MaximumLag));
        InputGate.RequirePositive(Step, nameof(Step));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Step, MaximumLag, nameof(Step));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaximumLag.Ticks / Step.Ticks, MostLags / 2, nameof(MaximumLag));
        ArgumentOutOfRangeException.ThrowIfLessThan(
            MinimumTicks,
            HayashiYoshidaOptions.FewestTicks,
            nameof(MinimumTicks)
        );
    }
}

/// <summary>Which market leads. Values are <see langword="null"/> unless the status is Ok; the sample count is that of all ticks.</summary>
public sealed record LeadLagResult : MetricResult
{
    /// <summary>ϑ̂ in seconds: positive when the first market moves first.</summary>
    public double? LeadSeconds { get; init; }

    /// <summary>The correlation at that lag as it comes: small samples carry it beyond ±1.</summary>
    public double? RawCorrelationAtLead { get; init; }

    /// <summary>LLR, at least 0: above 1 when the first market leads. Absent, with status Ok, when no negative lag has a
    /// covariance.</summary>
    public double? LeadLagRatio { get; init; }

    /// <summary>How far the second venue's clock is known to run ahead, as it was given.</summary>
    public double? ClockSkewSeconds { get; init; }

    /// <summary>Whether the lead is larger than the skew, so that the clocks alone do not explain it.</summary>
    public bool? IsBeyondSkew { get; init; }

    /// <summary>U at every lag, in order; empty unless the status is Ok.</summary>
    public IReadOnlyList<LagCovariance> Curve { get; init; } = [];
}

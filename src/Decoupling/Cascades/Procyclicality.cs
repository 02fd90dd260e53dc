using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Cascades;

/// <summary>Whether leverage rises with the balance sheet.</summary>
public sealed record ProcyclicalityResult : MetricResult
{
    /// <summary>Δln L per Δln A: near 1 where equity stays and debt breathes (dealers), 0 where leverage is kept, negative where debt
    /// stays (households).</summary>
    public double? Slope { get; init; }

    /// <summary>The standard error of the slope, at least 0.</summary>
    public double? SlopeStandardError { get; init; }
}

/// <summary>E5. Tells whether a population levers up as its assets grow, and so buys into rises and sells into falls.</summary>
/// <remarks>Least squares of Δln(A/E) on Δln A. A pure number. Minimum history 20 changes. O(n).
/// Source: T. Adrian and H. S. Shin, "Liquidity and leverage", 2010; methods E5.</remarks>
public static class Procyclicality
{
    private const int MinimumChanges = 20;

    /// <summary>The slope over a history, oldest first.</summary>
    /// <param name="assetsUsd">A, USD, above 0.</param>
    /// <param name="equityUsd">E at the same times, USD, above 0.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static ProcyclicalityResult Compute(
        ReadOnlySpan<double> assetsUsd,
        ReadOnlySpan<double> equityUsd,
        DateTimeOffset asOf
    )
    {
        InputGate.RequireOneLength(assetsUsd, nameof(assetsUsd), equityUsd, nameof(equityUsd));
        var count = Math.Max(0, assetsUsd.Length - 1);
        var bad = Math.Max(InputGate.FirstNotAPrice(assetsUsd), InputGate.FirstNotAPrice(equityUsd));
        if (bad >= 0)
        {
            return None(MetricStatus.InvalidInput, $"Assets or equity at {bad} are not above 0.", count, asOf);
        }

        if (count < MinimumChanges)
        {
            return None(
                MetricStatus.InsufficientData,
                $"There are {count} changes; {MinimumChanges} are needed.",
                count,
                asOf
            );
        }

        using var rented = new Rented<double>(2 * count);
        var assets = rented.Span[..count];
        var leverage = rented.Span[count..];
        for (var i = 0; i < count; i++)
        {
            assets[i] = Math.Log(assetsUsd[i + 1] / assetsUsd[i]);
            leverage[i] = assets[i] - Math.Log(equityUsd[i + 1] / equityUsd[i]);
        }

        return Fit(assets, leverage, asOf);
    }

    private static ProcyclicalityResult Fit(Span<double> assets, Span<double> leverage, DateTimeOffset asOf)
    {
        var count = assets.Length;
        var sums = CenteredSums.Of(assets, leverage);
        if (!(sums.Sxx > Tolerances.VariancePerSample * count))
        {
            return None(MetricStatus.Degenerate, "The assets do not vary.", count, asOf);
        }

        var slope = sums.Sxy / sums.Sxx;
        double squares = 0;
        for (var i = 0; i < count; i++)
        {
            var residual = leverage[i] - sums.MeanY - slope * (assets[i] - sums.MeanX);
            squares += residual * residual;
        }

        var error = Math.Sqrt(squares / (count - 2) / sums.Sxx);
        return InputGate.AllFinite(slope, error)
            ? new ProcyclicalityResult
            {
                Status = MetricStatus.Ok,
                SampleCount = count,
                AsOf = asOf,
                Slope = slope,
                SlopeStandardError = error,
            }
            : None(MetricStatus.OutOfDomain, "The changes exceed the range of a double.", count, asOf);
    }

    private static ProcyclicalityResult None(
        MetricStatus status,
        string reason,
        int sampleCount,
        DateTimeOffset asOf
    ) =>
        new()
        {
            Status = status,
            Reason = reason,
            SampleCount = sampleCount,
            AsOf = asOf,
        };
}

using System.Buffers;
using System.Globalization;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Carry;

/// <summary>B1: how far a derivative trades from its underlying now, and how unusual that is for the window before.</summary>
/// <remarks>
/// <para>b = (F - S)/S in basis points. z = (b - mean)/sd and the robust z = (b - median)/(1.4826·MAD), each over the window without its
/// last point, so that a jump does not widen the scale it is measured by. Where MAD is 0 the robust z takes the sd for its scale.</para>
/// <para>Detection needs both floors, z and basis points: a calm window makes any z large. Which prices go in (mark and index, last and
/// last, impact mid and index) is the caller's choice, one series of each at a time.</para>
/// <para>Source: Rousseeuw and Croux, "Alternatives to the Median Absolute Deviation", 1993.</para>
/// </remarks>
public static class Basis
{
    /// <summary>|z| beyond this is stored as this: a z of ±50 reads "at least 50".</summary>
    public const double LargestZ = 50;

    private const double BpsPerUnit = 1e4;

    /// <summary>A day of 5-minute bars fits on the stack (4 KiB); longer windows borrow from the pool.</summary>
    private const int StackValues = 512;

    /// <summary>A scale at most this has no variance: A1's floor, in basis points.</summary>
    private static readonly double s_smallestScaleBps = Math.Sqrt(Tolerances.VariancePerSample) * BpsPerUnit;

    private static readonly Refusal s_overflow = new(
        MetricStatus.OutOfDomain,
        "The prices are too far apart for their basis to be a number."
    );

    /// <summary>(F - S)/S in basis points for two prices above 0: positive when the derivative is dearer.</summary>
    public static double OfPrices(double derivativePrice, double underlyingPrice) =>
        (derivativePrice - underlyingPrice) / underlyingPrice * BpsPerUnit;

    /// <summary>Measures the last pair of prices against those before it, oldest first; O(n) expected, no allocation but the result.</summary>
    /// <param name="derivativePrices">F: quote currency per coin, above 0.</param>
    /// <param name="underlyingPrices">S at the same times, above 0.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">The minimum history.</param>
    /// <returns>InvalidInput for a price that is none, InsufficientData below the minimum, Degenerate when the window before has no
    /// variance, OutOfDomain when a basis overflows.</returns>
    /// <exception cref="ArgumentException">The spans differ in length, or an option is out of range.</exception>
    public static BasisResult Compute(
        ReadOnlySpan<double> derivativePrices,
        ReadOnlySpan<double> underlyingPrices,
        DateTimeOffset asOf,
        BasisOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        InputGate.RequireOneLength(
            derivativePrices,
            nameof(derivativePrices),
            underlyingPrices,
            nameof(underlyingPrices)
        );
        var count = derivativePrices.Length;
        if (CheckPrices(derivativePrices, underlyingPrices) is { } refusal)
        {
            return Without(refusal, count, asOf);
        }

        if (count == 0)
        {
            return Without(TooFew(0, options.MinimumSamples), count, asOf);
        }

        double[]? rented = null;
        var bases =
            count <= StackValues ? stackalloc double[StackValues] : (rented = ArrayPool<double>.Shared.Rent(count));
        bases = bases[..count];
        for (var i = 0; i < count; i++)
        {
            bases[i] = OfPrices(derivativePrices[i], underlyingPrices[i]);
        }

        var result = Measure(bases, asOf, options);
        if (rented is not null)
        {
            ArrayPool<double>.Shared.Return(rented);
        }

        return result;
    }

    private static BasisResult Measure(Span<double> bases, DateTimeOffset asOf, BasisOptions options)
    {
        var count = bases.Length;
        if (!InputGate.AllFinite(bases))
        {
            return Without(s_overflow, count, asOf);
        }

        var basis = bases[^1];
        var window = bases[..^1];
        if (window.Length < options.MinimumSamples)
        {
            return Without(TooFew(window.Length, options.MinimumSamples), count, asOf) with { BasisBps = basis };
        }

        var moments = default(WelfordMoments);
        foreach (var value in window)
        {
            moments.Add(value);
        }

        var deviation = Math.Sqrt(moments.Variance);
        var median = Median.OfReordered(window);
        for (var i = 0; i < window.Length; i++)
        {
            window[i] = Math.Abs(window[i] - median);
        }

        var scaledMad = Median.DeviationScale * Median.OfReordered(window);
        if (!InputGate.AllFinite(moments.Mean, deviation, median, basis - median, basis - moments.Mean, scaledMad))
        {
            return Without(s_overflow, count, asOf);
        }

        var hasScale = deviation > s_smallestScaleBps;
        return new BasisResult
        {
            Status = hasScale ? MetricStatus.Ok : MetricStatus.Degenerate,
            Reason = hasScale
                ? null
                : "The basis did not vary over the window before, so there is no scale for a z-score.",
            SampleCount = count,
            AsOf = asOf,
            BasisBps = basis,
            MeanBps = moments.Mean,
            MedianBps = median,
            DeviationBps = basis - median,
            StandardDeviationBps = deviation,
            ScaledMadBps = scaledMad,
            ZScore = hasScale ? Stored((basis - moments.Mean) / deviation) : null,
            RobustZScore = hasScale
                ? Stored((basis - median) / (scaledMad > s_smallestScaleBps ? scaledMad : deviation))
                : null,
        };
    }

    private static double Stored(double z) => Math.Clamp(z, -LargestZ, LargestZ);

    private static Refusal? CheckPrices(ReadOnlySpan<double> derivativePrices, ReadOnlySpan<double> underlyingPrices)
    {
        if (InputGate.FirstNotAPrice(derivativePrices) is >= 0 and var derivativeIndex)
        {
            return NotAPrice("derivative", derivativeIndex, derivativePrices[derivativeIndex]);
        }

        return InputGate.FirstNotAPrice(underlyingPrices) is >= 0 and var underlyingIndex
            ? NotAPrice("underlying", underlyingIndex, underlyingPrices[underlyingIndex])
            : null;
    }

    private static Refusal NotAPrice(string leg, int index, double value) =>
        new(
            MetricStatus.InvalidInput,
            string.Create(CultureInfo.InvariantCulture, $"The {leg}'s price at index {index} is {value}, not a price.")
        );

    private static Refusal TooFew(int count, int minimum) =>
        new(
            MetricStatus.InsufficientData,
            string.Create(
                CultureInfo.InvariantCulture,
                $"There are {count} prices before the last one and {minimum} are needed."
            )
        );

    internal static BasisResult Without(Refusal refusal, int count, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = count,
            AsOf = asOf,
        };
}

/// <summary>What <see cref="Basis"/> needs to know beside the prices.</summary>
public sealed record BasisOptions
{
    /// <summary>The hard floor: below three points a median absolute deviation says nothing of the spread.</summary>
    public const int FewestSamples = 3;

    /// <summary>Points before the last one, below which there is no z-score; at least 3. Default 20, as for A1: the sd of 20 points is known
    /// to about a sixth.</summary>
    public int MinimumSamples { get; init; } = 20;

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate() =>
        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumSamples, FewestSamples, nameof(MinimumSamples));
}

/// <summary>The basis of one pair of prices and its place in the window before. All values are in basis points but the z-scores.</summary>
/// <remarks>The one exception to "no value without Ok", because the last basis is a quotient of two sound prices and needs no window:
/// <see cref="BasisBps"/> also stands with InsufficientData, and with Degenerate everything stands but the two z-scores.</remarks>
public sealed record BasisResult : MetricResult
{
    /// <summary>The last basis: positive when the derivative is dearer than its underlying.</summary>
    public double? BasisBps { get; init; }

    /// <summary>The mean of the window before.</summary>
    public double? MeanBps { get; init; }

    /// <summary>The median of the window before.</summary>
    public double? MedianBps { get; init; }

    /// <summary>The last basis less <see cref="MedianBps"/>: the floor in basis points that goes with a z.</summary>
    public double? DeviationBps { get; init; }

    /// <summary>The sample standard deviation of the window before, at least 0.</summary>
    public double? StandardDeviationBps { get; init; }

    /// <summary>1.482602218505602 × the median absolute deviation of the window before, at least 0.</summary>
    public double? ScaledMadBps { get; init; }

    /// <summary>(basis - mean)/sd, in [-50, 50]; ±50 reads "at least 50".</summary>
    public double? ZScore { get; init; }

    /// <summary>(basis - median)/scaled MAD, or by the sd where the MAD is 0; in [-50, 50]; ±50 reads "at least 50".</summary>
    public double? RobustZScore { get; init; }
}

using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Carry;

/// <summary>B1 as its window slides: the same basis, mean, deviation and z as <see cref="Basis.Compute"/> of the newest pairs of prices,
/// advanced one pair at a time in O(1).</summary>
/// <remarks>
/// <para>The window holds the bases before the last one, in sums of doubled precision that a basis enters and leaves, summed anew once a
/// window. Agrees with the batch to 1e-12 relative, the mean to 1e-12 of the deviation. The robust z needs the whole window: take the
/// batch.</para>
/// <para>A pair enters once: keep the time of the last one beside the state and pass over what is not newer. Not safe for several
/// threads at once.</para>
/// </remarks>
public sealed class BasisState
{
    /// <summary>The longest window: a week of 1-minute bars.</summary>
    public const int LongestWindow = 10_080;

    private const byte Version = 1;

    /// <summary>A1's floor, in square basis points.</summary>
    private const double SmallestVarianceBps = Tolerances.VariancePerSample * 1e8;

    private const int HeaderCount = 5 + ExactSums.ValueCount;

    private readonly SlidingWindow _before;
    private ExactSums _sums;
    private double? _last;
    private int _sinceSummed;

    /// <summary>An empty window.</summary>
    /// <param name="window">The bases before the last one that it holds, from 3 to 10,080.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window is out of range.</exception>
    public BasisState(int window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, BasisOptions.FewestSamples);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, LongestWindow);
        _before = new SlidingWindow(window);
    }

    /// <summary>The bases before the last one when the window is full.</summary>
    public int Window => _before.Capacity;

    /// <summary>The pairs that count now, the last one included.</summary>
    public int Count => _before.Count + (_last is null ? 0 : 1);

    /// <summary>The length of the byte form now.</summary>
    public int ByteCount => StateBytes.Length(HeaderCount + _before.Count);

    /// <summary>Takes in one more pair of prices; false, and the state unchanged, when one is no price or their basis no
    /// number.</summary>
    /// <param name="derivativePrice">F: quote currency per coin, above 0.</param>
    /// <param name="underlyingPrice">S at the same time, above 0.</param>
    public bool Advance(double derivativePrice, double underlyingPrice)
    {
        var basis = Basis.OfPrices(derivativePrice, underlyingPrice);
        if (!InputGate.IsPrice(derivativePrice) || !InputGate.IsPrice(underlyingPrice) || !ExactSums.CanHold(basis))
        {
            return false;
        }

        if (_last is { } previous)
        {
            Push(previous);
        }

        _last = basis;
        return true;
    }

    /// <summary>The last basis against those in the window before; O(1).</summary>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">The minimum history.</param>
    /// <returns>InsufficientData below the minimum, Degenerate when the window before has no variance.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public BasisMomentsResult Measure(DateTimeOffset asOf, BasisOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var before = _before.Count;
        if (_last is not { } last || before < options.MinimumSamples)
        {
            return new BasisMomentsResult
            {
                Status = MetricStatus.InsufficientData,
                Reason = $"There are {before} prices before the last one and {options.MinimumSamples} are needed.",
                SampleCount = Count,
                AsOf = asOf,
                BasisBps = _last,
            };
        }

        var (mean, variance) = _sums.IsPrecise(before)
            ? (_sums.Mean(before), (double)_sums.Centered(before) / (before - 1))
            : MeanAndVarianceAnew();
        var deviation = Math.Sqrt(variance);
        var hasScale = variance > SmallestVarianceBps;
        return new BasisMomentsResult
        {
            Status = hasScale ? MetricStatus.Ok : MetricStatus.Degenerate,
            Reason = hasScale
                ? null
                : "The basis did not vary over the window before, so there is no scale for a z-score.",
            SampleCount = Count,
            AsOf = asOf,
            BasisBps = last,
            MeanBps = mean,
            StandardDeviationBps = deviation,
            ZScore = hasScale ? Math.Clamp((last - mean) / deviation, -Basis.LargestZ, Basis.LargestZ) : null,
        };
    }

    /// <summary>Writes the byte form, <see cref="ByteCount"/> bytes; what is read from it goes on to the same bits.</summary>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public void WriteTo(Span<byte> destination)
    {
        using var buffer = new Rented<double>(HeaderCount + _before.Count);
        var values = buffer.Span;
        (values[0], values[1], values[2]) = (Window, _before.Count, _sinceSummed);
        (values[3], values[4]) = (_last is null ? 0 : 1, _last ?? 0);
        _sums.CopyTo(values[5..]);
        _before.CopyTo(values[HeaderCount..]);
        StateBytes.Write(destination, Version, values);
    }

    /// <summary>Reads a byte form; <see langword="null"/> for one of another version or length, or with values that no state
    /// has.</summary>
    public static BasisState? Read(ReadOnlySpan<byte> source)
    {
        var valueCount = StateBytes.ValueCount(source.Length);
        if (valueCount < HeaderCount || valueCount > HeaderCount + LongestWindow)
        {
            return null;
        }

        using var buffer = new Rented<double>(valueCount);
        var values = buffer.Span;
        if (
            !StateBytes.TryRead(source, Version, values)
            || !StateBytes.IsSlidingHeader(values, BasisOptions.FewestSamples, LongestWindow)
            || values[3] is not (0 or 1)
            || valueCount != HeaderCount + (int)values[1]
        )
        {
            return null;
        }

        var state = new BasisState((int)values[0])
        {
            _sinceSummed = (int)values[2],
            _last = values[3] == 1 ? values[4] : null,
            _sums = ExactSums.From(values[5..]),
        };
        foreach (var basis in values[HeaderCount..])
        {
            state._before.Push(basis);
        }

        return state;
    }

    /// <summary>For a basis without moves, or with moves that are lost in its level: O(n).</summary>
    private (double Mean, double Variance) MeanAndVarianceAnew()
    {
        var moments = default(WelfordMoments);
        for (var i = 0; i < _before.Count; i++)
        {
            moments.Add(_before[i]);
        }

        return (moments.Mean, moments.Variance);
    }

    private void Push(double basis)
    {
        _sums = _sums.With(basis);
        var isMarked = false;
        if (_before.Push(basis) is { } left)
        {
            _sums = _sums.Without(left);
            isMarked = _sums.IsMarkedBy(left);
        }

        _sinceSummed++;
        if (_sinceSummed < Window && !isMarked)
        {
            return;
        }

        (_sums, _sinceSummed) = (default, 0);
        for (var i = 0; i < _before.Count; i++)
        {
            _sums = _sums.With(_before[i]);
        }
    }
}

/// <summary>The basis of the last pair and its place in the window before, by mean and deviation. All values are in basis points but the
/// z-score.</summary>
/// <remarks>As of <see cref="BasisResult"/>: <see cref="BasisBps"/> also stands with InsufficientData, and with Degenerate
/// everything but the z-score.</remarks>
public sealed record BasisMomentsResult : MetricResult
{
    /// <summary>The last basis: positive when the derivative is dearer than its underlying.</summary>
    public double? BasisBps { get; init; }

    /// <summary>The mean of the window before.</summary>
    public double? MeanBps { get; init; }

    /// <summary>The sample standard deviation of the window before, at least 0.</summary>
    public double? StandardDeviationBps { get; init; }

    /// <summary>(basis - mean)/sd, in [-50, 50]; ±50 reads "at least 50".</summary>
    public double? ZScore { get; init; }
}

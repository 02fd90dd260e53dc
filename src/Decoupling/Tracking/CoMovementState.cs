using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Tracking;

/// <summary>A1 as its window slides: the same answer as <see cref="CoMovement.Compute"/> of the newest returns, advanced one sample at a
/// time in O(1).</summary>
/// <remarks>
/// <para>Sums in doubled precision that a return enters and leaves, summed anew once a window and after an absurd print: after a million
/// samples as exact as after the first. Agrees with the batch to 1e-12 relative. Where the moves are lost in the level, the batch is
/// asked, in O(n).</para>
/// <para>A sample enters once: keep the time of the last one beside the state and pass over what is not newer. Not safe for
/// several threads at once.</para>
/// </remarks>
public sealed class CoMovementState
{
    /// <summary>The longest window: a week of 1-minute bars.</summary>
    public const int LongestWindow = 10_080;

    private const byte Version = 1;
    private const int HeaderCount = 3 + 2 * ExactSums.ValueCount + 2;

    /// <summary>A residual this small beside the leg is the rounding of the sums.</summary>
    private const double PerfectFit = Tolerances.PerfectFit * Tolerances.PerfectFit;

    private readonly SlidingWindow _x;
    private readonly SlidingWindow _y;
    private ExactSums _sumsX;
    private ExactSums _sumsY;
    private DoubleDouble _products;
    private int _sinceSummed;

    /// <summary>An empty window.</summary>
    /// <param name="window">The samples that it holds, from 3 to 10,080.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window is out of range.</exception>
    public CoMovementState(int window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, CoMovementOptions.FewestSamples);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, LongestWindow);
        _x = new SlidingWindow(window);
        _y = new SlidingWindow(window);
    }

    /// <summary>The samples in the window when it is full.</summary>
    public int Window => _x.Capacity;

    /// <summary>The samples in the window now.</summary>
    public int Count => _x.Count;

    /// <summary>The length of the byte form now.</summary>
    public int ByteCount => StateBytes.Length(HeaderCount + 2 * Count);

    /// <summary>Takes in the returns of one more step; false, and the state unchanged, when one is no number or beyond ±1e150,
    /// whose squares no sum holds.</summary>
    /// <param name="x">The underlying's log return.</param>
    /// <param name="y">The derivative's log return over the same step.</param>
    public bool Advance(double x, double y)
    {
        if (!ExactSums.CanHold(x) || !ExactSums.CanHold(y))
        {
            return false;
        }

        var left = (X: _x.Push(x), Y: _y.Push(y));
        _sumsX = _sumsX.With(x);
        _sumsY = _sumsY.With(y);
        _products += DoubleDouble.Product(x, y);
        var isMarked = false;
        if (left is { X: { } oldX, Y: { } oldY })
        {
            _sumsX = _sumsX.Without(oldX);
            _sumsY = _sumsY.Without(oldY);
            _products -= DoubleDouble.Product(oldX, oldY);
            isMarked = _sumsX.IsMarkedBy(oldX) || _sumsY.IsMarkedBy(oldY);
        }

        _sinceSummed++;
        if (_sinceSummed >= Window || isMarked)
        {
            SumAnew();
        }

        return true;
    }

    /// <summary>What <see cref="CoMovement.Compute"/> says of the returns in the window; O(1).</summary>
    /// <param name="step">The length of a step, positive; it annualises the tracking error.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">The minimum history.</param>
    /// <returns>As of the batch; InvalidInput cannot be.</returns>
    /// <exception cref="ArgumentException">The step is not positive, or an option is out of range.</exception>
    public CoMovementResult Measure(TimeSpan step, DateTimeOffset asOf, CoMovementOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        InputGate.RequirePositive(step, nameof(step));
        if (Count < options.MinimumSamples)
        {
            return Without(ReturnGate.TooFew(Count, options.MinimumSamples), asOf);
        }

        if (!_sumsX.IsPrecise(Count) || !_sumsY.IsPrecise(Count))
        {
            return MeasureByTheBatch(step, asOf, options);
        }

        var exactSxx = _sumsX.Centered(Count);
        var exactSyy = _sumsY.Centered(Count);
        var exactSxy = _products - _sumsX.Sum * _sumsY.Sum / Count;
        var sums = new CenteredSums(
            _sumsX.Mean(Count),
            _sumsY.Mean(Count),
            (double)exactSxx,
            (double)exactSyy,
            (double)exactSxy
        );
        if (sums.IsDegenerate(Count))
        {
            return Without(ReturnGate.NoVariance, asOf);
        }

        var correlation = Correlation.Of(sums.Sxx, sums.Syy, sums.Sxy);
        var beta = sums.Sxy / sums.Sxx;
        var alpha = sums.MeanY - beta * sums.MeanX;
        var residualSquares = (double)(exactSyy - exactSxy * exactSxy / exactSxx);
        var hasResidual = residualSquares > PerfectFit * sums.Syy;
        var residualDeviation = hasResidual ? Math.Sqrt(residualSquares / (Count - 2)) : 0;
        var betaStandardError = residualDeviation / Math.Sqrt(sums.Sxx);
        var trackingError = residualDeviation * Math.Sqrt(CryptoYear.PeriodsPerYear(step));
        if (!InputGate.AllFinite(correlation, beta, alpha, betaStandardError, residualDeviation, trackingError))
        {
            return Without(ReturnGate.Overflow, asOf);
        }

        return new CoMovementResult
        {
            Status = MetricStatus.Ok,
            SampleCount = Count,
            AsOf = asOf,
            Correlation = correlation,
            Beta = beta,
            Alpha = alpha,
            BetaStandardError = betaStandardError,
            ResidualDeviation = residualDeviation,
            RSquared = correlation * correlation,
            TrackingErrorPerYear = trackingError,
        };
    }

    /// <summary>Writes the byte form, <see cref="ByteCount"/> bytes; what is read from it goes on to the same bits.</summary>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public void WriteTo(Span<byte> destination)
    {
        using var buffer = new Rented<double>(HeaderCount + 2 * Count);
        var values = buffer.Span;
        (values[0], values[1], values[2]) = (Window, Count, _sinceSummed);
        _sumsX.CopyTo(values[3..]);
        _sumsY.CopyTo(values[(3 + ExactSums.ValueCount)..]);
        (values[HeaderCount - 2], values[HeaderCount - 1]) = (_products.High, _products.Low);
        _x.CopyTo(values[HeaderCount..]);
        _y.CopyTo(values[(HeaderCount + Count)..]);
        StateBytes.Write(destination, Version, values);
    }

    /// <summary>Reads a byte form; <see langword="null"/> for one of another version or length, or with values that no state
    /// has.</summary>
    public static CoMovementState? Read(ReadOnlySpan<byte> source)
    {
        var valueCount = StateBytes.ValueCount(source.Length);
        if (valueCount < HeaderCount || valueCount > HeaderCount + 2 * LongestWindow)
        {
            return null;
        }

        using var buffer = new Rented<double>(valueCount);
        var values = buffer.Span;
        if (
            !StateBytes.TryRead(source, Version, values)
            || !StateBytes.IsSlidingHeader(values, CoMovementOptions.FewestSamples, LongestWindow)
            || valueCount != HeaderCount + 2 * (int)values[1]
        )
        {
            return null;
        }

        var count = (int)values[1];
        var state = new CoMovementState((int)values[0])
        {
            _sinceSummed = (int)values[2],
            _sumsX = ExactSums.From(values[3..]),
            _sumsY = ExactSums.From(values[(3 + ExactSums.ValueCount)..]),
            _products = new DoubleDouble(values[HeaderCount - 2], values[HeaderCount - 1]),
        };
        for (var i = 0; i < count; i++)
        {
            state._x.Push(values[HeaderCount + i]);
            state._y.Push(values[HeaderCount + count + i]);
        }

        return state;
    }

    /// <summary>For a leg without moves, or with moves that are lost in its level: O(n).</summary>
    private CoMovementResult MeasureByTheBatch(TimeSpan step, DateTimeOffset asOf, CoMovementOptions options)
    {
        using var x = new Rented<double>(Count);
        using var y = new Rented<double>(Count);
        _x.CopyTo(x.Span);
        _y.CopyTo(y.Span);
        return CoMovement.Compute(x.Span, y.Span, step, asOf, options);
    }

    private void SumAnew()
    {
        (_sumsX, _sumsY, _products, _sinceSummed) = (default, default, default, 0);
        for (var i = 0; i < Count; i++)
        {
            _sumsX = _sumsX.With(_x[i]);
            _sumsY = _sumsY.With(_y[i]);
            _products += DoubleDouble.Product(_x[i], _y[i]);
        }
    }

    private CoMovementResult Without(Refusal refusal, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = Count,
            AsOf = asOf,
        };
}

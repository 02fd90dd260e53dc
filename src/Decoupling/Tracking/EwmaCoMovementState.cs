using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Tracking;

/// <summary>A2 as it runs: the same answer as <see cref="EwmaCoMovement.Compute"/> of all returns so far, advanced one sample at a
/// time.</summary>
/// <remarks>It is a value: advancing makes a new one, so a retry from the stored state gives the same bits. The default is the
/// state before any sample. O(1).</remarks>
public readonly record struct EwmaCoMovementState
{
    /// <summary>The length of the byte form: a version byte and five doubles.</summary>
    public const int ByteCount = 1 + ValueCount * sizeof(double);

    private const byte Version = 1;
    private const int ValueCount = 5;

    private EwmaMoments Moments { get; init; }

    /// <summary>The share of all weight that the returns so far carry, in [0, 1): 1 - λⁿ.</summary>
    public double Weight { get; private init; }

    /// <summary>The returns so far.</summary>
    public long Count { get; private init; }

    /// <summary>The state after the returns of one more step; unchanged when one is no number or beyond ±1e150.</summary>
    /// <param name="x">The underlying's log return.</param>
    /// <param name="y">The derivative's log return over the same step.</param>
    /// <param name="step">The length of the step, positive and at most the half-life.</param>
    /// <param name="options">The half-life.</param>
    /// <exception cref="ArgumentException">The step is not positive or exceeds the half-life, or an option is out of range.</exception>
    public EwmaCoMovementState Advance(double x, double y, TimeSpan step, EwmaCoMovementOptions options)
    {
        var lambda = Lambda(step, options);
        return ExactSums.CanHold(x) && ExactSums.CanHold(y)
            ? new EwmaCoMovementState
            {
                Moments = Count == 0 ? EwmaMoments.Seed(x, y) : Moments.Advance(x, y, lambda),
                Weight = 1 - lambda * (1 - Weight),
                Count = Count + 1,
            }
            : this;
    }

    /// <summary>What <see cref="EwmaCoMovement.Compute"/> says of the returns so far.</summary>
    /// <param name="step">The length of a step, positive and at most the half-life.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">The half-life and the weight that must be in.</param>
    /// <returns>As of the batch; InvalidInput cannot be.</returns>
    /// <exception cref="ArgumentException">The step is not positive or exceeds the half-life, or an option is out of range.</exception>
    public EwmaCoMovementResult Measure(TimeSpan step, DateTimeOffset asOf, EwmaCoMovementOptions options)
    {
        var lambda = Lambda(step, options);
        var count = (int)Math.Min(Count, int.MaxValue);
        if (Refusal(count, options) is { } refusal)
        {
            return new EwmaCoMovementResult
            {
                Status = refusal.Status,
                Reason = refusal.Reason,
                SampleCount = count,
                AsOf = asOf,
            };
        }

        return new EwmaCoMovementResult
        {
            Status = MetricStatus.Ok,
            SampleCount = count,
            AsOf = asOf,
            Correlation = Moments.Correlation,
            Beta = Moments.Beta,
            EffectiveSampleCount = (1 + lambda) / (1 - lambda),
        };
    }

    /// <summary>Writes the byte form: <see cref="ByteCount"/> bytes.</summary>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public void WriteTo(Span<byte> destination) =>
        StateBytes.Write(
            destination,
            Version,
            Moments.UnderlyingVariance,
            Moments.DerivativeVariance,
            Moments.Covariance,
            Weight,
            Count
        );

    /// <summary>Reads a byte form; false for one of another version or length, or with values that no state has.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out EwmaCoMovementState state)
    {
        Span<double> values = stackalloc double[ValueCount];
        if (
            !StateBytes.TryRead(source, Version, values)
            || values[0] < 0
            || values[1] < 0
            || values[3] is < 0 or > 1
            || !StateBytes.IsCount(values[4])
        )
        {
            state = default;
            return false;
        }

        state = new EwmaCoMovementState
        {
            Moments = new EwmaMoments(values[0], values[1], values[2]),
            Weight = values[3],
            Count = (long)values[4],
        };
        return true;
    }

    private Refusal? Refusal(int count, EwmaCoMovementOptions options)
    {
        if (count < CoMovementOptions.FewestSamples)
        {
            return ReturnGate.TooFew(count, CoMovementOptions.FewestSamples);
        }

        if (Weight < options.MinimumWeight)
        {
            return EwmaCoMovement.TooLight(count, Weight, options.MinimumWeight);
        }

        if (Moments.IsDegenerate)
        {
            return ReturnGate.NoVariance;
        }

        return InputGate.AllFinite(Moments.Correlation, Moments.Beta) ? null : ReturnGate.Overflow;
    }

    private static double Lambda(TimeSpan step, EwmaCoMovementOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        InputGate.RequirePositive(step, nameof(step));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(step, options.HalfLife);
        return Math.Pow(2, -(step / options.HalfLife));
    }
}

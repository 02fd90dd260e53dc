using Decoupling.Numerics;

namespace Decoupling.Tracking;

/// <summary>A3's state: what is believed of a derivative's beta after the samples so far, advanced one sample at a time.</summary>
/// <remarks>
/// <para>β_t = β_{t-1} + η, y = βx + ε. F = x²P + H; K = Px/F; β += K(y - βx); P ← P·H/F, which is (1 - Kx)P without its cancellation;
/// then P + Q for the next sample. A sample with x = 0 says nothing of β: P grows by Q and nothing else changes.</para>
/// <para>It is a value: advancing makes a new one, so a retry from the stored state gives the same bits.</para>
/// <para>Source: Durbin and Koopman, "Time Series Analysis by State Space Methods", 2012.</para>
/// </remarks>
public readonly record struct KalmanBetaState
{
    /// <summary>The length of the byte form: a version byte and five doubles.</summary>
    public const int ByteCount = 1 + ValueCount * sizeof(double);

    private const byte Version = 1;
    private const int ValueCount = 5;

    /// <summary>β after the last sample; 0, and meaningless, before the first update.</summary>
    public double Beta { get; private init; }

    /// <summary>P after the last sample: the variance of <see cref="Beta"/>.</summary>
    public double Variance { get; private init; }

    /// <summary>P + Q: the variance of β when the next sample comes.</summary>
    public double NextVariance { get; private init; }

    /// <summary>The sum of -½(ln 2πF + v²/F) over the updates but the first, whose F is the diffuse start's.</summary>
    public double LogLikelihood { get; private init; }

    /// <summary>The samples with x ≠ 0 so far.</summary>
    public long UpdateCount { get; private init; }

    /// <summary>The state before any sample: β may be anything.</summary>
    /// <param name="diffuseVariance">The variance of β, far above any that it could have; positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The variance is not positive and finite.</exception>
    public static KalmanBetaState Start(double diffuseVariance)
    {
        InputGate.RequireWithin(diffuseVariance, 0, double.PositiveInfinity, nameof(diffuseVariance));
        return new KalmanBetaState { Variance = diffuseVariance, NextVariance = diffuseVariance };
    }

    /// <summary>F: the variance of the derivative's next return given the underlying's.</summary>
    public double InnovationVariance(double x, double observationVariance) =>
        x * NextVariance * x + observationVariance;

    /// <summary>v/√F: by how many deviations the derivative's next return misses what β foretells: a standardised anomaly score, and what
    /// Page's CUSUM reads. Absent before the first update and for x = 0.</summary>
    public double? InnovationZ(double x, double y, double observationVariance) =>
        UpdateCount == 0 || x == 0 ? null : (y - Beta * x) / Math.Sqrt(InnovationVariance(x, observationVariance));

    /// <summary>The state after one more sample; unchanged when a return is not finite, or so large that the products of it are
    /// not.</summary>
    /// <param name="x">The underlying's return.</param>
    /// <param name="y">The derivative's return over the same step.</param>
    /// <param name="observationVariance">H: the variance of the derivative's return about βx; positive.</param>
    /// <param name="stateVariance">Q: the variance of β's change in a step; at least 0.</param>
    public KalmanBetaState Advance(double x, double y, double observationVariance, double stateVariance)
    {
        if (!double.IsFinite(x) || !double.IsFinite(y))
        {
            return this;
        }

        if (x == 0)
        {
            return this with { Variance = NextVariance, NextVariance = NextVariance + stateVariance };
        }

        var innovationVariance = InnovationVariance(x, observationVariance);
        var innovation = y - Beta * x;
        var variance = NextVariance * (observationVariance / innovationVariance);
        var term = Math.Log(2 * Math.PI * innovationVariance) + innovation / innovationVariance * innovation;
        var next = new KalmanBetaState
        {
            Beta = Beta + NextVariance * x / innovationVariance * innovation,
            Variance = variance,
            NextVariance = variance + stateVariance,
            LogLikelihood = UpdateCount == 0 ? 0 : LogLikelihood - 0.5 * term,
            UpdateCount = UpdateCount + 1,
        };
        return InputGate.AllFinite(innovationVariance, next.Beta, next.NextVariance, term) ? next : this;
    }

    /// <summary>Writes the byte form: <see cref="ByteCount"/> bytes.</summary>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public void WriteTo(Span<byte> destination) =>
        StateBytes.Write(destination, Version, Beta, Variance, NextVariance, LogLikelihood, UpdateCount);

    /// <summary>Reads a byte form; false for one of another version or length, or with values that no state has.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out KalmanBetaState state)
    {
        Span<double> values = stackalloc double[ValueCount];
        if (
            !StateBytes.TryRead(source, Version, values)
            || values[1] < 0
            || values[2] < 0
            || !StateBytes.IsCount(values[4])
        )
        {
            state = default;
            return false;
        }

        state = new KalmanBetaState
        {
            Beta = values[0],
            Variance = values[1],
            NextVariance = values[2],
            LogLikelihood = values[3],
            UpdateCount = (long)values[4],
        };
        return true;
    }
}

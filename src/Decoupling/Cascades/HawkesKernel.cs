using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Decoupling.Numerics;

namespace Decoupling.Cascades;

/// <summary>One pass over the events: exponentials eight at a time, the recursion one by one, the sums eight at a time again.</summary>
/// <remarks>φ ← e(1 + φ), e = e^(-βΔ), with φ' and φ'' in β beside it; λ = μ + nβφ. Blocks fit the first-level cache; the order of every sum is
/// fixed. No allocation.</remarks>
internal static class HawkesKernel
{
    private const int Block = 512;
    private const int Lanes = 8;

    // e^-40 beside 1 is no digit of a double.
    private const double Faded = 40;

    /// <param name="seconds">The events, in order.</param>
    /// <param name="gaps">The time of each since the one before.</param>
    /// <param name="endSeconds">The end of the observation.</param>
    /// <param name="p">The parameters, above 0.</param>
    public static HawkesDerivatives Compute(
        ReadOnlySpan<double> seconds,
        ReadOnlySpan<double> gaps,
        double endSeconds,
        HawkesParameters p
    )
    {
        Span<double> phi = stackalloc double[Block];
        Span<double> phi1 = stackalloc double[Block];
        Span<double> phi2 = stackalloc double[Block];
        var state = default(Excitement);
        var sums = new HawkesSums(p);
        for (var start = 0; start < gaps.Length; start += Block)
        {
            var count = Math.Min(Block, gaps.Length - start);
            Fade(gaps.Slice(start, count), p.Decay, phi);
            if (start == 0)
            {
                // Nothing came before the first event.
                phi[0] = 0;
            }

            state = Recur(gaps.Slice(start, count), phi, phi1, phi2, state);
            var whole = count - count % Lanes;
            for (var i = 0; i < whole; i += Lanes)
            {
                sums.Add(Load(phi, i), Load(phi1, i), Load(phi2, i));
            }

            for (var i = whole; i < count; i++)
            {
                sums.AddOne(phi[i], phi1[i], phi2[i]);
            }
        }

        return Close(sums.Total(), seconds, endSeconds, p);
    }

    /// <summary>Writes e^(-βΔ) of each gap.</summary>
    private static void Fade(ReadOnlySpan<double> gaps, double decay, Span<double> faded)
    {
        var minusDecay = Vector512.Create(-decay);
        var i = 0;
        for (; i <= gaps.Length - Lanes; i += Lanes)
        {
            Store(LaneExponential.Of(Load(gaps, i) * minusDecay), faded, i);
        }

        for (; i < gaps.Length; i++)
        {
            faded[i] = LaneExponential.Of(Vector512.Create(gaps[i]) * minusDecay)[0];
        }
    }

    /// <summary>Turns the faded factors into φ in place, with both derivatives.</summary>
    private static Excitement Recur(
        ReadOnlySpan<double> gaps,
        Span<double> phi,
        Span<double> phi1,
        Span<double> phi2,
        Excitement state
    )
    {
        var (value, first, second) = (state.Value, state.First, state.Second);
        ref var gap = ref MemoryMarshal.GetReference(gaps);
        ref var values = ref MemoryMarshal.GetReference(phi);
        ref var firsts = ref MemoryMarshal.GetReference(phi1);
        ref var seconds = ref MemoryMarshal.GetReference(phi2);
        for (var i = 0; i < gaps.Length; i++)
        {
            var faded = Unsafe.Add(ref values, i);
            var distance = Unsafe.Add(ref gap, i);
            var slope = -distance * faded;
            var whole = 1 + value;
            second = Math.FusedMultiplyAdd(faded, second, slope * (2 * first - distance * whole));
            first = Math.FusedMultiplyAdd(faded, first, slope * whole);
            value = faded * whole;
            Unsafe.Add(ref values, i) = value;
            Unsafe.Add(ref firsts, i) = first;
            Unsafe.Add(ref seconds, i) = second;
        }

        return new Excitement(value, first, second);
    }

    /// <summary>Takes off the expected events: μT + nΣ(1 - e^(-β(T - t))).</summary>
    private static HawkesDerivatives Close(
        HawkesDerivatives total,
        ReadOnlySpan<double> seconds,
        double endSeconds,
        HawkesParameters p
    )
    {
        double unseen = 0;
        double unseen1 = 0;
        double unseen2 = 0;
        for (var i = seconds.Length - 1; i >= 0 && p.Decay * (endSeconds - seconds[i]) < Faded; i--)
        {
            var left = endSeconds - seconds[i];
            var faded = Math.Exp(-p.Decay * left);
            unseen += faded;
            unseen1 += left * faded;
            unseen2 += left * left * faded;
        }

        var seen = seconds.Length - unseen;
        total.LogLikelihood -= p.Baseline * endSeconds + p.Ratio * seen;
        total.Baseline -= endSeconds;
        total.Ratio -= seen;
        total.Decay -= p.Ratio * unseen1;
        total.RatioDecay -= unseen1;
        total.DecayDecay += p.Ratio * unseen2;
        return total;
    }

    private static Vector512<double> Load(ReadOnlySpan<double> values, int i) =>
        Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)i);

    private static void Store(Vector512<double> lanes, Span<double> values, int i) =>
        lanes.StoreUnsafe(ref MemoryMarshal.GetReference(values), (nuint)i);

    private readonly record struct Excitement(double Value, double First, double Second);
}

using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Discovery;

/// <summary>The trades or quotes of one market at their own times, as they came: not sampled, not aligned to another's.</summary>
/// <param name="seconds">The venue's times, strictly increasing: seconds since an origin that all markets share. Of ticks at one time only
/// the last belongs here.</param>
/// <param name="logPrices">ln of the price at each time.</param>
public readonly ref struct TickSpan(ReadOnlySpan<double> seconds, ReadOnlySpan<double> logPrices)
{
    /// <summary>The times in seconds.</summary>
    public ReadOnlySpan<double> Seconds { get; } = seconds;

    /// <summary>ln of the prices.</summary>
    public ReadOnlySpan<double> LogPrices { get; } = logPrices;

    internal int Count => Seconds.Length;

    /// <summary>Σ of the squared moves from tick to tick; not finite when a price is not, or when it overflows.</summary>
    internal double RealizedVariance()
    {
        if (Count < 2)
        {
            return 0;
        }

        var width = Vector512<double>.Count;
        ref var first = ref MemoryMarshal.GetReference(LogPrices);
        var moves = LogPrices.Length - 1;
        Vector512<double> even = default,
            odd = default;
        nuint i = 0;
        for (; (int)i <= moves - 2 * width; i += (nuint)(2 * width))
        {
            var move = Vector512.LoadUnsafe(ref first, i + 1) - Vector512.LoadUnsafe(ref first, i);
            even = Vector512.FusedMultiplyAdd(move, move, even);
            move =
                Vector512.LoadUnsafe(ref first, i + (nuint)width + 1)
                - Vector512.LoadUnsafe(ref first, i + (nuint)width);
            odd = Vector512.FusedMultiplyAdd(move, move, odd);
        }

        double sum = 0;
        for (var lane = 0; lane < width; lane++)
        {
            sum += even[lane] + odd[lane];
        }

        for (var rest = (int)i; rest < moves; rest++)
        {
            var move = LogPrices[rest + 1] - LogPrices[rest];
            sum += move * move;
        }

        return sum;
    }

    /// <summary>Why these ticks cannot be used, or <see langword="null"/>.</summary>
    /// <exception cref="ArgumentException">Times and prices differ in number.</exception>
    internal Refusal? Check(string market, int minimumTicks)
    {
        InputGate.RequireOneLength(Seconds, nameof(Seconds), LogPrices, nameof(LogPrices));
        // Nearly always all is well, and two quick sums say so; what is wrong is then looked for.
        if (Count >= 2 && double.IsFinite(RealizedVariance()) && IsInOrder())
        {
            return TooFew(market, minimumTicks);
        }

        if (InputGate.FirstNotFinite(LogPrices) is >= 0 and var priceIndex)
        {
            return Invalid(market, "log price", priceIndex, LogPrices[priceIndex], "a number");
        }

        if (FirstOutOfOrder() is >= 0 and var timeIndex)
        {
            return Invalid(market, "time", timeIndex, Seconds[timeIndex], "after the one before it");
        }

        return TooFew(market, minimumTicks);
    }

    private Refusal? TooFew(string market, int minimumTicks) =>
        Count < minimumTicks
            ? new Refusal(
                MetricStatus.InsufficientData,
                $"The {market} market has {Count} ticks and {minimumTicks} are needed."
            )
            : null;

    /// <summary>Whether all times are finite and strictly increasing; of at least two.</summary>
    private bool IsInOrder()
    {
        var width = Vector512<double>.Count;
        ref var first = ref MemoryMarshal.GetReference(Seconds);
        var all = Vector512<double>.AllBitsSet;
        nuint i = 0;
        for (; (int)i <= Seconds.Length - 1 - width; i += (nuint)width)
        {
            all &= Vector512.GreaterThan(Vector512.LoadUnsafe(ref first, i + 1), Vector512.LoadUnsafe(ref first, i));
        }

        var isInOrder = Vector512.EqualsAll(all.AsInt64(), Vector512<long>.AllBitsSet);
        for (var rest = (int)i; rest < Seconds.Length - 1; rest++)
        {
            isInOrder &= Seconds[rest + 1] > Seconds[rest];
        }

        return isInOrder && double.IsFinite(Seconds[0]) && double.IsFinite(Seconds[^1]);
    }

    private int FirstOutOfOrder()
    {
        for (var i = 0; i < Seconds.Length; i++)
        {
            if (!double.IsFinite(Seconds[i]) || (i > 0 && Seconds[i] <= Seconds[i - 1]))
            {
                return i;
            }
        }

        return -1;
    }

    private static Refusal Invalid(string market, string what, int index, double value, string rule) =>
        new(
            MetricStatus.InvalidInput,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The {market} market's {what} at index {index} is {value}, not {rule}."
            )
        );
}

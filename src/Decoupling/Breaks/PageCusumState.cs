using Decoupling.Numerics;

namespace Decoupling.Breaks;

/// <summary>B6's running sums: how much evidence of a shift up or down has gathered, advanced one sample at a time.</summary>
/// <remarks>
/// <para>C⁺ ← max(0, C⁺ + z - k), C⁻ ← max(0, C⁻ - z - k), z being a standardised innovation such as A3's v/√F. Above h is an alarm; the
/// sample after an alarm starts both sums from 0.</para>
/// <para>It is a value: advancing makes a new one, so a retry from the stored state gives the same bits.</para>
/// <para>Source: Page, "Continuous Inspection Schemes", 1954.</para>
/// </remarks>
/// <param name="Upper">C⁺, in deviations, at least 0.</param>
/// <param name="Lower">C⁻, in deviations, at least 0.</param>
public readonly record struct PageCusumState(double Upper, double Lower)
{
    /// <summary>The length of the byte form: a version byte and two doubles.</summary>
    public const int ByteCount = 1 + ValueCount * sizeof(double);

    private const byte Version = 1;
    private const int ValueCount = 2;

    /// <summary>Whether either sum is above h.</summary>
    public bool IsAlarm(PageCusumOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Upper > options.AlarmLevel || Lower > options.AlarmLevel;
    }

    /// <summary>The state after one more sample, from 0 after an alarm; unchanged when the sample is not finite.</summary>
    /// <param name="z">A standardised sample: mean 0 and deviation 1 while nothing has changed.</param>
    /// <param name="options">k and h.</param>
    public PageCusumState Advance(double z, PageCusumOptions options)
    {
        if (!double.IsFinite(z))
        {
            return this;
        }

        var (upper, lower) = IsAlarm(options) ? default : this;
        return new PageCusumState(
            Math.Max(0, upper + z - options.Allowance),
            Math.Max(0, lower - z - options.Allowance)
        );
    }

    /// <summary>Writes the byte form: <see cref="ByteCount"/> bytes.</summary>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public void WriteTo(Span<byte> destination) => StateBytes.Write(destination, Version, Upper, Lower);

    /// <summary>Reads a byte form; false for one of another version or length, or with sums that are negative or no numbers.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out PageCusumState state)
    {
        Span<double> values = stackalloc double[ValueCount];
        var isState = StateBytes.TryRead(source, Version, values) && values[0] >= 0 && values[1] >= 0;
        state = isState ? new PageCusumState(values[0], values[1]) : default;
        return isState;
    }
}

using System.Buffers.Binary;

namespace Decoupling.Numerics;

/// <summary>The byte form of every streaming state: a version byte, then 8-byte doubles, the least significant byte first.</summary>
internal static class StateBytes
{
    private const double LargestCount = 1L << 53;

    public static int Length(int valueCount) => 1 + valueCount * sizeof(double);

    /// <summary>How many values stand in so many bytes, or -1 when the length fits no state.</summary>
    public static int ValueCount(int length) =>
        length >= 1 && (length - 1) % sizeof(double) == 0 ? (length - 1) / sizeof(double) : -1;

    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public static void Write(Span<byte> destination, byte version, params ReadOnlySpan<double> values)
    {
        if (destination.Length < Length(values.Length))
        {
            throw new ArgumentException(
                $"The state takes {Length(values.Length)} bytes and there is room for {destination.Length}.",
                nameof(destination)
            );
        }

        destination[0] = version;
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(destination[Length(i)..], values[i]);
        }
    }

    /// <summary>Fills the values; false for another length or version, or a value that is not finite.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, byte version, Span<double> values)
    {
        if (source.Length != Length(values.Length) || source[0] != version)
        {
            return false;
        }

        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadDoubleLittleEndian(source[Length(i)..]);
        }

        return InputGate.AllFinite(values);
    }

    /// <summary>Whether a stored double is a count: whole, at least 0, and exact as a double.</summary>
    public static bool IsCount(double value) => value >= 0 && value <= LargestCount && Math.Floor(value) == value;

    /// <summary>Whether a sliding window's state begins with its capacity, the values in it, and those since its sums were taken
    /// anew.</summary>
    public static bool IsSlidingHeader(ReadOnlySpan<double> values, int smallest, int largest) =>
        IsCount(values[0])
        && IsCount(values[1])
        && IsCount(values[2])
        && values[0] >= smallest
        && values[0] <= largest
        && values[1] <= values[0]
        && values[2] < values[0];
}

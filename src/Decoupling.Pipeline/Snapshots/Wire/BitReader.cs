using System.Numerics;

namespace Decoupling.Pipeline.Snapshots.Wire;

/// <summary>Reads the bits that <see cref="BitWriter"/> wrote.</summary>
internal ref struct BitReader(ReadOnlySpan<char> digits)
{
    public const int BitsPerDigit = 6;

    // A window keeps its bits at the top; refilled, it has at least 59 of them unless the digits end.
    private const int WindowBits = 64;
    private const int HalfWindowBits = 32;
    private static readonly sbyte[] ValueOf = MakeValueOf();

    private readonly ReadOnlySpan<char> digits = digits;
    private ulong window;
    private int windowBits;
    private int next;

    /// <summary>Whether nothing is left but the zeros that fill the last digit.</summary>
    public readonly bool IsAtEnd => next == digits.Length && windowBits < BitsPerDigit && window == 0;

    /// <summary>Reads up to <paramref name="most"/> zeros (at most 58) and, if they are fewer, the one that ends them.</summary>
    /// <exception cref="FormatException">The digits end before, or one of them is none.</exception>
    public int ReadZeros(int most)
    {
        Refill();
        var zeros = Math.Min(BitOperations.LeadingZeroCount(window), most);
        Drop(zeros < most ? zeros + 1 : zeros);
        return zeros;
    }

    /// <summary>Reads a number of <paramref name="count"/> bits, at most 64.</summary>
    /// <exception cref="FormatException">The digits end before, or one of them is none.</exception>
    public ulong Read(int count)
    {
        if (count > HalfWindowBits)
        {
            var high = Read(count - HalfWindowBits);
            return (high << HalfWindowBits) | Read(HalfWindowBits);
        }

        if (count == 0)
        {
            return 0;
        }

        Refill();
        var number = window >> (WindowBits - count);
        Drop(count);
        return number;
    }

    private void Drop(int count)
    {
        if (count > windowBits)
        {
            throw new FormatException("A column has fewer digits than its count of integers.");
        }

        window <<= count;
        windowBits -= count;
    }

    private void Refill()
    {
        while (windowBits <= WindowBits - BitsPerDigit && next < digits.Length)
        {
            var digit = digits[next++];
            var value = digit < ValueOf.Length ? ValueOf[digit] : (sbyte)-1;
            if (value < 0)
            {
                throw new FormatException("A column has a character that is no digit of base 64.");
            }

            windowBits += BitsPerDigit;
            window |= (ulong)value << (WindowBits - windowBits);
        }
    }

    private static sbyte[] MakeValueOf()
    {
        var values = new sbyte[128];
        Array.Fill(values, (sbyte)-1);
        for (var i = 0; i < BitWriter.Alphabet.Length; i++)
        {
            values[BitWriter.Alphabet[i]] = (sbyte)i;
        }

        return values;
    }
}

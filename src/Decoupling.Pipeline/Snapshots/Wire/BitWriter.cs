using System.Text;

namespace Decoupling.Pipeline.Snapshots.Wire;

/// <summary>Bits as digits of base 64 (A-Z a-z 0-9 - _), six to a digit, the first bit the most significant; the last digit is filled with zeros.</summary>
internal sealed class BitWriter
{
    public const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private readonly StringBuilder digits = new();
    private uint pending;
    private int pendingBits;

    /// <summary>Writes the <paramref name="count"/> lowest bits of a number, at most 64.</summary>
    public void Write(ulong number, int count)
    {
        while (count > 0)
        {
            var taken = Math.Min(count, BitReader.BitsPerDigit - pendingBits);
            var bits = (uint)(number >> (count - taken)) & ((1u << taken) - 1);
            pending = (pending << taken) | bits;
            pendingBits += taken;
            count -= taken;
            if (pendingBits == BitReader.BitsPerDigit)
            {
                digits.Append(Alphabet[(int)pending]);
                (pending, pendingBits) = (0, 0);
            }
        }
    }

    public string ToDigits()
    {
        Write(0, (BitReader.BitsPerDigit - pendingBits) % BitReader.BitsPerDigit);
        return digits.ToString();
    }
}

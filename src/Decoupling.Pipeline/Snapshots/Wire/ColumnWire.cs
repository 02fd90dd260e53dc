using System.ComponentModel;

namespace Decoupling.Pipeline.Snapshots.Wire;

[Description(
    "A column of numbers: either plain values, or integers in the Rice code that make the values when divided by 10^decimals "
        + "(after undoing the differences that the column's own description names). Both give the very bits that were written."
)]
internal sealed record ColumnWire
{
    [Description("The power of ten by which the integers are divided, 0 to 15.")]
    public int? Decimals { get; init; }

    [Description("The number of integers.")]
    public int? Count { get; init; }

    [Description("Whether the integers are zigzag numbers: 0, 1, 2, 3, 4 for 0, -1, 1, -2, 2. Absent for false.")]
    public bool? Signed { get; init; }

    [Description("The number of low bits of each integer, 0 to 59.")]
    public int? LowBits { get; init; }

    [Description(
        "Bits, six to a digit A-Z a-z 0-9 - _ for 0 to 63, the first bit the most significant. Each integer is as many zeros as "
            + "integer / 2^lowBits, a one, and its low bits; or 40 zeros and the integer in 60 bits. Zeros fill the last digit."
    )]
    public string? Digits { get; init; }

    [Description("The values themselves, where no power of ten makes integers of all.")]
    public IReadOnlyList<double>? Values { get; init; }
}

[Description("A column of times.")]
internal sealed record TimesWire
{
    [Description("The first time; absent when there is none.")]
    public DateTimeOffset? StartAt { get; init; }

    [Description("Seconds from the time before; the first is 0. The integers are whole, decimals at most 7.")]
    public required ColumnWire SecondsSincePrevious { get; init; }
}

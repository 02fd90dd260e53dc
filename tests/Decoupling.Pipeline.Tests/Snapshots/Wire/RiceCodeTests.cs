using Decoupling.Pipeline.Snapshots.Wire;

namespace Decoupling.Pipeline.Tests.Snapshots.Wire;

public class RiceCodeTests
{
    // By hand, with two low bits: 0 = 1 00, 5 = 01 01, 2 = 1 10, so the bits are 100 0101 110, filled to 100010 111000.
    [Fact]
    public void Read_BitsWrittenByHand_GivesTheIntegers()
    {
        var column = new ColumnWire
        {
            Decimals = 0,
            Count = 3,
            LowBits = 2,
            Digits = "i4",
        };

        RiceCode.Read(column).ShouldBe([0, 5, 2]);
    }

    [Fact]
    public void Read_Signed_UndoesTheZigZag()
    {
        var column = new ColumnWire
        {
            Decimals = 0,
            Count = 3,
            LowBits = 2,
            Signed = true,
            Digits = "i4",
        };

        RiceCode.Read(column).ShouldBe([0, -3, 1]);
    }

    [Fact]
    public void Write_IntegersOfEverySize_ComeBack()
    {
        var random = new Random(1);
        for (var round = 0; round < 500; round++)
        {
            var largest = 1L << random.Next(1, 56);
            var integers = Enumerable
                .Range(0, random.Next(0, 50))
                .Select(_ => random.NextInt64(-largest, largest))
                .ToArray();
            if (round % 3 == 0)
            {
                integers = [.. integers.Select(Math.Abs), 0];
            }

            RiceCode.Read(RiceCode.Write(integers, 2)).ShouldBe(integers);
        }
    }

    [Fact]
    public void Write_OneOutlier_CostsLittleMoreThanItsBits()
    {
        var integers = Enumerable.Repeat(3L, 1_000).Append(1L << 53).ToArray();

        var column = RiceCode.Write(integers, 0);

        column.Digits!.Length.ShouldBeLessThan(1_001 * 4 / 6 + 20);
        RiceCode.Read(column).ShouldBe(integers);
    }

    [Theory]
    [InlineData("i4", 4, 2)]
    [InlineData("i4A", 3, 2)]
    [InlineData("i5", 3, 2)]
    [InlineData("i=", 3, 2)]
    [InlineData("i\u00e9", 3, 2)]
    [InlineData("", 1, 2)]
    [InlineData("i4", -1, 2)]
    [InlineData("i4", 3, 60)]
    [InlineData("i4", 3, -1)]
    [InlineData("i4", int.MaxValue, 0)]
    public void Read_NotWhatWriteGives_IsRefused(string digits, int count, int lowBits)
    {
        var column = new ColumnWire
        {
            Decimals = 0,
            Count = count,
            LowBits = lowBits,
            Digits = digits,
        };

        Should.Throw<FormatException>(() => RiceCode.Read(column));
    }
}

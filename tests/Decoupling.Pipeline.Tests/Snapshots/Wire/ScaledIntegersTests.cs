using System.Globalization;
using Decoupling.Pipeline.Snapshots.Wire;

namespace Decoupling.Pipeline.Tests.Snapshots.Wire;

public class ScaledIntegersTests
{
    [Theory]
    [InlineData(0, "1", "20")]
    [InlineData(1, "1", "61200.1")]
    [InlineData(8, "0.00003651", "0.0001")]
    [InlineData(15, "0.123456789012345")]
    [InlineData(0, "9007199254740991")]
    public void FindDecimals_Decimals_FindsTheFewest(int expected, params string[] decimals)
    {
        ScaledIntegers.FindDecimals(Parse(decimals)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("0.3333333333333333")]
    [InlineData("1e300")]
    [InlineData("5e-324")]
    [InlineData("-0")]
    [InlineData("9007199254740994")]
    [InlineData("0.1", "9007199254740991")]
    [InlineData("NaN")]
    public void FindDecimals_NoSuchDecimals_FindsNone(params string[] numbers)
    {
        ScaledIntegers.FindDecimals(Parse(numbers)).ShouldBeNull();
    }

    [Fact]
    public void ToValues_OfEveryDecimalThatAVenueMayState_IsTheParsedNumber()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var decimals = random.Next(0, 9);
            var text = Math.Round((decimal)random.NextDouble() * 1_000_000, decimals)
                .ToString(CultureInfo.InvariantCulture);
            double[] values = [double.Parse(text, CultureInfo.InvariantCulture)];

            ScaledIntegers.TryScale(values, decimals, out var integers).ShouldBeTrue(text);

            ScaledIntegers.ToValues(integers, decimals).ShouldBe(values);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(-1)]
    [InlineData(16)]
    public void ToValues_DecimalsOutOfRange_IsRefused(int? decimals)
    {
        Should.Throw<FormatException>(() => ScaledIntegers.ToValues([1], decimals));
    }

    [Fact]
    public void ToValues_IntegerOfMoreThan53Bits_IsRefused()
    {
        Should.Throw<FormatException>(() => ScaledIntegers.ToValues([(1L << 53) + 1], 0));
    }

    private static double[] Parse(string[] texts) =>
        [.. texts.Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
}

using System.Text.Json;
using Decoupling.Pipeline.Venues;
using Decoupling.Pipeline.Venues.Binance;

namespace Decoupling.Pipeline.Tests.Venues;

public class WireNumberTests
{
    [Theory]
    [InlineData("1795176001250", 1795176001250)]
    [InlineData("\"1795176001250\"", 1795176001250)]
    [InlineData("\"-0.00003271\"", -0.00003271)]
    [InlineData("\"1E-5\"", 0.00001)]
    [InlineData("0.0", 0)]
    public void Read_Number_IsRead(string json, double expected) => Read(json).ShouldBe((decimal)expected);

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"NaN\"")]
    [InlineData("\"Infinity\"")]
    [InlineData("\"1,5\"")]
    [InlineData("\"0x1f\"")]
    [InlineData("1e400")]
    [InlineData("\"99999999999999999999999999999999999999\"")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("[1]")]
    [InlineData("{\"a\":1}")]
    public void Read_NoNumber_IsNullAndSpoilsNothingElse(string json) => Read(json).ShouldBeNull();

    [Fact]
    public void Read_BarWithFewerColumns_LeavesTheRestNull()
    {
        var bars = JsonSerializer.Deserialize("[[1,\"2\",[3],{\"4\":4}]]", BinanceJson.Default.IReadOnlyListWireBar);

        bars.ShouldBe([new WireBar(1, 2, null, null, null, null)]);
    }

    [Fact]
    public void Read_BarThatIsNoArray_IsBrokenJson() =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize("[{}]", BinanceJson.Default.IReadOnlyListWireBar));

    private static decimal? Read(string json)
    {
        var body = $$"""{"serverTime":{{json}},"more":[{"serverTime":7}] }""";
        return JsonSerializer.Deserialize(body, BinanceJson.Default.BinanceTime)!.ServerTime;
    }
}

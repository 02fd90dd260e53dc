using System.Buffers;
using System.Text;
using System.Text.Json;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Tests.Storage;

public sealed class RowJsonTests
{
    [Fact]
    public void Write_EveryType_IsOneLineWithKeysFirstAndColumnsInOrder()
    {
        var line = Line(
            ("Symbol", "BTC/USDT"),
            ("IsFiring", true),
            ("Count", -3),
            ("Ticks", long.MaxValue),
            ("Ratio", 1.4),
            ("AsOf", new DateTimeOffset(2026, 1, 5, 2, 5, 0, TimeSpan.FromHours(2)))
        );

        line.ShouldBe(
            """{"PartitionKey":"p","RowKey":"r","Symbol":"BTC/USDT","IsFiring":true,"Count":-3,"Ticks":9223372036854775807,"Ratio":1.4,"AsOf":"2026-01-05T00:05:00Z"}"""
                + "\n"
        );
    }

    [Theory]
    [InlineData("two\nlines\r\n")]
    [InlineData("\"quoted\" \\ <&> 測試 😀")]
    [InlineData("\u0000\u001F\u007F\u2028")]
    public void Write_AnyText_StaysOneLineAndReadsBack(string text)
    {
        var line = Line(("Text", text));

        line.Count(character => character == '\n').ShouldBe(1);
        using var document = JsonDocument.Parse(line);
        document.RootElement.GetProperty("Text").GetString().ShouldBe(text);
    }

    [Theory]
    [InlineData(0.1 + 0.2)]
    [InlineData(double.Epsilon)]
    [InlineData(double.MaxValue)]
    [InlineData(-0.0)]
    [InlineData(2.0)]
    [InlineData(1e21)]
    public void Write_Number_ReadsBackToTheSameBits(double number)
    {
        using var document = JsonDocument.Parse(Line(("Number", number)));

        BitConverter
            .DoubleToInt64Bits(document.RootElement.GetProperty("Number").GetDouble())
            .ShouldBe(BitConverter.DoubleToInt64Bits(number));
    }

    [Fact]
    public void Write_TypeThatNoTableTakes_NamesTheColumn() =>
        Should
            .Throw<ArgumentException>(() => Line(("Price", 1m)))
            .Message.ShouldBe("Column Price holds a Decimal, which no table takes.");

    private static string Line(params (string Name, object Value)[] columns)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        var row = new TableRow("p", "r", [.. columns.Select(column => new TableColumn(column.Name, column.Value))]);
        RowJson.Write(buffer, writer, row);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}

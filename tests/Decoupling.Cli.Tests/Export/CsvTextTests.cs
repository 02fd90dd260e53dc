using Decoupling.Cli.Export;

namespace Decoupling.Cli.Tests.Export;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+CMD|' /C calc'!A0", "'+CMD|' /C calc'!A0")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("'quoted", "''quoted")]
    [InlineData("\t=1+1", "\\u0009=1+1")]
    [InlineData("\r=1+1", "\\u000d=1+1")]
    [InlineData("red \u001b[31m and \u009b2J", "red \\u001b[31m and \\u009b2J")]
    [InlineData("two\nlines", "two\\u000alines")]
    [InlineData("BTCUSDT", "BTCUSDT")]
    [InlineData("5 × both floors, \"dear\"", "5 × both floors, \"dear\"")]
    [InlineData("", "")]
    public void Cell_Text_IsNoFormulaAndNoCommand(string text, string cell) => CsvText.Cell(text).ShouldBe(cell);
}

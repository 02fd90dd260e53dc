using Decoupling.Pipeline.Notifications;

namespace Decoupling.Pipeline.Tests.Notifications;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("", 5, "")]
    [InlineData("abcde", 5, "abcde")]
    [InlineData("abcdef", 5, "abcd…")]
    [InlineData("abcdef", 1, "…")]
    [InlineData("abc😀", 5, "abc😀")]
    [InlineData("abcd😀", 5, "abcd…")]
    [InlineData("abc😀f", 5, "abc…")]
    [InlineData("a\nb", 5, "a\nb")]
    [InlineData("a\rb\u001B[0m", 9, "a�b�[0m")]
    [InlineData("\u202Ea\u2069\u200F", 9, "�a��")]
    public void Fit_Text_IsWholeOrCutWithAnEllipsis(string text, int limit, string expected) =>
        PlainText.Fit(text, limit).ShouldBe(expected);

    [Theory]
    [InlineData(8, "[a][b]…")]
    [InlineData(9, "[a][b][c]")]
    [InlineData(3, "…")]
    public void Fit_PiecesOfThree_NeverCutsInsideOne(int limit, string expected) =>
        PlainText.Fit("abc", limit, rune => $"[{rune}]").ShouldBe(expected);

    [Fact]
    public void Fit_HalfASurrogatePair_IsAReplacementCharacter() =>
        PlainText.Fit("\uD83Da\uDE00", 9).ShouldBe("\uFFFDa\uFFFD");
}

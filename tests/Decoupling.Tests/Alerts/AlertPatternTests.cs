using System.Text.RegularExpressions;
using Decoupling.Alerts;
using FsCheck.Fluent;

namespace Decoupling.Tests.Alerts;

public sealed class AlertPatternTests
{
    [Theory]
    [InlineData("*", "", true)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("BTC", "btc", true)]
    [InlineData("BTC", "BTCUSDT", false)]
    [InlineData("BTC*", "BTCUSDT", true)]
    [InlineData("*USDT", "BTCUSDT", true)]
    [InlineData("?TC", "BTC", true)]
    [InlineData("?TC", "TC", false)]
    [InlineData("a*b*c", "aXbXbc", true)]
    [InlineData("a.c", "abc", false)]
    public void Matches_Patterns_Whole(string pattern, string name, bool expected) =>
        AlertPattern.Matches(pattern, name).ShouldBe(expected);

    // The second route is the regular expression that the pattern stands for.
    [Fact]
    public void Matches_AnyPattern_AsItsRegularExpressionDoes()
    {
        var texts =
            from length in Gen.Choose(0, 8)
            from letters in Gen.Elements('a', 'b', '*', '?').ArrayOf(length)
            select new string(letters);
        Law.HoldsFor(
            from pattern in texts
            from name in texts
            select (pattern, name.Replace('*', 'a').Replace('?', 'b')),
            pair =>
            {
                var (pattern, name) = pair;
                var expression = Regex.Escape(pattern).Replace("\\*", ".*").Replace("\\?", ".");

                AlertPattern
                    .Matches(pattern, name)
                    .ShouldBe(Regex.IsMatch(name, $"^{expression}$", RegexOptions.None, TimeSpan.FromSeconds(1)));
            }
        );
    }
}

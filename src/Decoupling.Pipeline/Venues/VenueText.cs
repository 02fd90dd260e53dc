using System.Diagnostics.CodeAnalysis;

namespace Decoupling.Pipeline.Venues;

/// <summary>Says whether a venue's text can be what it should be, before it enters a request or a snapshot.</summary>
internal static class VenueText
{
    private const int LongestSymbol = 40;
    private const int LongestCoin = 20;

    /// <summary>Whether it can be a symbol: letters, digits and <c>- _ / @</c>.</summary>
    public static bool IsSymbol([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= LongestSymbol }
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '/' or '@');

    /// <summary>Whether it can be a coin: letters and digits.</summary>
    public static bool IsCoin([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= LongestCoin } && text.All(char.IsAsciiLetterOrDigit);
}

using System.Globalization;
using System.Text;

namespace Decoupling.Pipeline.Notifications;

/// <summary>Makes of any text one that shows as what it is: well-formed, without control or direction characters, and no longer than its place.</summary>
internal static class PlainText
{
    /// <summary>What stands at the end of a text that was cut.</summary>
    public const char Ellipsis = '…';

    /// <summary>The text with each piece as its channel writes it, cut before the limit with that counted; never inside a piece.</summary>
    /// <param name="text">Any text, half surrogate pairs among them.</param>
    /// <param name="limit">The most UTF-16 characters, at least 1.</param>
    /// <param name="write">How the channel writes a character, given those before it; <see langword="null"/> for as it is.</param>
    public static string Fit(string text, int limit, Func<Rune, string>? write = null)
    {
        var fitted = new StringBuilder(Math.Min(text.Length + 16, limit));
        var (kept, isCut) = (0, false);
        foreach (var rune in text.EnumerateRunes())
        {
            var shown = IsShown(rune) ? rune : Rune.ReplacementChar;
            var piece = write is null ? shown.ToString() : write(shown);
            isCut = fitted.Length + piece.Length > limit;
            if (isCut)
            {
                break;
            }

            fitted.Append(piece);

            // Where the text would have to be cut for the ellipsis to have its place.
            kept = fitted.Length < limit ? fitted.Length : kept;
        }

        return isCut ? fitted.ToString(0, kept) + Ellipsis : fitted.ToString();
    }

    // A line may end; what moves a terminal's cursor, or turns the direction of what follows, may not.
    private static bool IsShown(Rune rune) =>
        rune.Value == '\n' || (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Control && !IsDirection(rune.Value));

    private static bool IsDirection(int value) =>
        value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0x061C;
}

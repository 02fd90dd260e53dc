using System.Text;

namespace Decoupling.Pipeline.Notifications.Discord;

/// <summary>Writes text so that Discord shows it as it is: no emphasis, spoiler, quote, heading, list, link, emoji, timestamp or mention.</summary>
/// <remarks>A backslash before punctuation shows the punctuation. Addresses are broken too: the colon of "https:" is escaped, so that none becomes a link.</remarks>
internal static class DiscordMarkdown
{
    private const string Special = @"\*_~`|<>#-+[]():@";

    public static string Escape(Rune rune) =>
        rune.IsAscii && Special.Contains((char)rune.Value, StringComparison.Ordinal) ? $"\\{rune}" : rune.ToString();
}

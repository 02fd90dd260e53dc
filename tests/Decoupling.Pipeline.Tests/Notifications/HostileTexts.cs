namespace Decoupling.Pipeline.Tests.Notifications;

/// <summary>Texts that are markup, a command or a trap somewhere, and must arrive everywhere as the text that they are.</summary>
internal static class HostileTexts
{
    public static IReadOnlyList<string> All { get; } =
    [
        "<!channel> <@U123> <https://evil.example|click> *b* _i_ ~s~ `c` :tada:",
        "**bold** __under__ [click](https://evil.example) ![i](https://evil.example/i.png)",
        "# heading",
        "- item\n- item\n1. one\n> quote\n-# small",
        "||spoiler|| ```code``` @everyone @here <@123> <@&456> <#789> <:e:1> <t:0:R> </cmd:1>",
        "{{DATE(2026-01-05T13:05:00Z, SHORT)}} {{TIME(2026-01-05T13:05:00Z)}} <at>Somebody</at> ${x} @{triggerBody()}",
        "<script>alert(1)</script><img src=x onerror=alert(1)> &lt;b&gt; &amp;amp;",
        "=HYPERLINK(\"https://evil.example\") +1+cmd|' /C calc'!A0 @SUM(A1) -2+3",
        "\\*not\\* \\\\ \\",
        "\"}],\"routing_key\":\"x\",{\"",
        "\"evil\\\" = 1} {alertname=~\".*\"}",
        "https://evil.example/?a=b&c=d http://evil.example www.evil.example discord.gg/evil",
    ];

    /// <summary>Characters that move a terminal, end a header, turn the direction of a text or are half of one.</summary>
    public static IReadOnlyList<string> Unprintable { get; } =
    [
        "\u001B[31mred\u001B[0m\u0007\b",
        "a\r\nX-Evil: 1",
        "\u202Egpj.exe\u2066\u200F",
        "\u0000\u009B",
        "\uD83D",
        "x\uDE00y",
    ];
}

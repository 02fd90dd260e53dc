using System.Text;
using System.Text.RegularExpressions;

namespace Decoupling.Pipeline.Tests.Venues;

/// <summary>Damages recorded replies in many seeded ways: nothing may throw, and no number out of its range may come through.</summary>
public partial class ReplyMutationTests
{
    private static readonly int Campaign =
        Environment.GetEnvironmentVariable("DECOUPLING_CAMPAIGN") == "full" ? 100_000 : 1_000;

    private static readonly string[] OddNumbers =
    [
        "-1",
        "0",
        "\"0\"",
        "\"-0.5\"",
        "\"NaN\"",
        "\"Infinity\"",
        "1e400",
        "\"1e30\"",
        "99999999999999999999999999999",
        "\"\"",
        "null",
        "true",
        "[]",
        "{}",
        "\"1,000\"",
        "0.0000000000000000000000000001",
        "1795176000000",
        "\"91340\"",
    ];

    [Theory]
    [InlineData("binance", 20261120)]
    [InlineData("bybit", 20261121)]
    public async Task Fetch_DamagedReply_NeverThrowsAndLetsNoBadNumberIn(string name, int seed)
    {
        var random = new Random(seed);
        var recording = name == "binance" ? Recording.Binance() : Recording.Bybit();
        var paths = recording.Keys.Order(StringComparer.Ordinal).ToList();
        for (var i = 0; i < Campaign; i++)
        {
            var path = paths[random.Next(paths.Count)];
            var damaged = Damage(recording[path], random);
            var handler = new ReplayHandler(recording)
            {
                Instead = (asked, _) => asked == path ? Task.FromResult(ReplayHandler.Json(damaged)) : null,
            };
            var time = new ManualTime(Recording.NowAt);
            var venue = Recording.Venue(name, handler, time);

            var fetch = await time.RunAsync(() => venue.FetchAsync(Recording.Request, CancellationToken.None));
            var books = await time.RunAsync(() => venue.FetchBooksAsync(fetch.Instruments, CancellationToken.None));

            foreach (var instrument in fetch.Instruments)
                SoundInstrument.Require(instrument, $"mutation {i} of {path}");
            foreach (var book in books.Books.Values)
                SoundInstrument.Require(book, $"mutation {i} of {path}");
            fetch.Venue.Missing.Concat(books.Missing).ShouldAllBe(missing => missing.Reason.EndsWith('.'));
        }
    }

    private static byte[] Damage(string body, Random random)
    {
        var text = body;
        for (var rounds = random.Next(1, 4); rounds > 0 && text.Length > 0; rounds--)
            text = DamageOnce(text, random);
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > 0 && random.Next(10) == 0)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    private static string DamageOnce(string text, Random random)
    {
        var at = random.Next(text.Length);
        return random.Next(7) switch
        {
            0 => text[..at],
            1 => text.Remove(at, Math.Min(text.Length - at, random.Next(1, 12))),
            2 => text[..at] + (char)random.Next(32, 127) + text[(at + 1)..],
            3 => Replace(AnyProperty().Matches(text), text, random, (_, _) => "\"renamed\":"),
            4 => Replace(
                AnyRow().Matches(text),
                text,
                random,
                (row, other) => random.Next(2) == 0 ? $"{row},{row}" : other
            ),
            5 => Replace(AnyNumber().Matches(text), text, random, (_, other) => other),
            _ => Replace(AnyNumber().Matches(text), text, random, (_, _) => OddNumbers[random.Next(OddNumbers.Length)]),
        };
    }

    private static string Replace(MatchCollection matches, string text, Random random, Func<string, string, string> by)
    {
        if (matches.Count == 0)
            return text;
        var match = matches[random.Next(matches.Count)];
        var other = matches[random.Next(matches.Count)];
        return text[..match.Index] + by(match.Value, other.Value) + text[(match.Index + match.Length)..];
    }

    [GeneratedRegex("\"?-?[0-9]+(\\.[0-9]+)?\"?")]
    private static partial Regex AnyNumber();

    [GeneratedRegex("\"[A-Za-z0-9]+\"\\s*:")]
    private static partial Regex AnyProperty();

    [GeneratedRegex("\\[[^\\[\\]{}]+\\]|\\{[^{}]+\\}")]
    private static partial Regex AnyRow();
}

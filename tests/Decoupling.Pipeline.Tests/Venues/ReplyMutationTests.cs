using System.Text;
using System.Text.RegularExpressions;
using Decoupling.Pipeline.Venues;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Tests.Venues;

/// <summary>Damages recorded replies in many seeded ways: nothing may throw, and no number out of its range may come through.</summary>
public partial class ReplyMutationTests
{
    private const int Venues = 7;

    private static readonly int Campaign =
        Environment.GetEnvironmentVariable("DECOUPLING_CAMPAIGN") == "full" ? 1_000_000 / Venues : 10_000 / Venues;

    private const int LargestReply = 4 << 10;

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
    [InlineData("okx", 20261122)]
    [InlineData("deribit", 20261123)]
    [InlineData("hyperliquid", 20261124)]
    [InlineData("coinbase", 20261125)]
    [InlineData("kraken", 20261126)]
    public async Task Fetch_DamagedReply_NeverThrowsAndLetsNoBadNumberIn(string name, int seed)
    {
        var random = new Random(seed);
        var recording = Recording.Of(name);
        recording.Values.ShouldAllBe(body => body.Length <= LargestReply);
        var products = await PathsByProductAsync(name, recording);
        for (var i = 0; i < Campaign; i++)
        {
            var (product, paths) = products[random.Next(products.Count)];
            var path = paths[random.Next(paths.Count)];
            var damaged = Damage(recording[path], random);
            var handler = new ReplayHandler(recording)
            {
                Instead = (asked, _) =>
                    asked == path ? Task.FromResult(ReplayHandler.Json(damaged))
                    // A damaged list names instruments that nobody knows.
                    : recording.ContainsKey(asked) ? null
                    : Task.FromResult(ReplayHandler.Json("{}", System.Net.HttpStatusCode.NotFound)),
            };
            var (fetch, books) = await FetchAsync(name, product, handler);

            foreach (var instrument in fetch.Instruments)
                SoundInstrument.Require(instrument, $"mutation {i} of {path}");
            Snapshot(fetch, books).ShouldBeEmpty($"mutation {i} of {path}");
            foreach (var book in books.Books.Values)
                SoundInstrument.Require(book, $"mutation {i} of {path}");
            fetch.Venue.Missing.Concat(books.Missing).ShouldAllBe(missing => missing.Reason.EndsWith('.'));
        }
    }

    /// <summary>What each product of a venue asks for: an iteration fetches one product, so that it is quick.</summary>
    private static async Task<IReadOnlyList<(VenueProducts Product, IReadOnlyList<string> Paths)>> PathsByProductAsync(
        string name,
        Dictionary<string, string> recording
    )
    {
        var products = new List<(VenueProducts, IReadOnlyList<string>)>();
        foreach (var product in Enum.GetValues<VenueProducts>())
        {
            if (product == VenueProducts.None)
                continue;
            var handler = new ReplayHandler(recording);
            var (fetch, _) = await FetchAsync(name, product, handler);
            if (fetch.Instruments.Count > 0)
                products.Add((product, [.. handler.Sent.Distinct().Order(StringComparer.Ordinal)]));
        }
        products.SelectMany(product => product.Item2).Distinct().Order().ShouldBe(recording.Keys.Order());
        return products;
    }

    private static async Task<(VenueFetch, BookFetch)> FetchAsync(
        string name,
        VenueProducts product,
        ReplayHandler handler
    )
    {
        var time = new ManualTime(Recording.NowAt);
        var venue = Recording.Venue(name, handler, time, Recording.Options(name) with { Products = product });
        var fetch = await time.RunAsync(() => venue.FetchAsync(Recording.Request, CancellationToken.None));
        var books = await time.RunAsync(() => venue.FetchBooksAsync(fetch.Instruments, CancellationToken.None));
        return (fetch, books);
    }

    private static IReadOnlyList<string> Snapshot(VenueFetch fetch, BookFetch books) =>
        SnapshotRules.Check(
            new MarketSnapshot
            {
                SchemaVersion = MarketSnapshot.CurrentSchemaVersion,
                Asset = "BTC",
                SlotAt = Recording.SlotAt,
                SlotLength = Recording.Request.BarStep,
                Venues = [fetch.Venue with { Missing = [.. fetch.Venue.Missing, .. books.Missing] }],
                Instruments =
                [
                    .. fetch
                        .Instruments.Select(instrument =>
                            instrument with
                            {
                                Book = books.Books.GetValueOrDefault((instrument.Kind, instrument.Symbol)),
                            }
                        )
                        .OrderBy(instrument => instrument.Kind)
                        .ThenBy(instrument => instrument.Symbol, StringComparer.Ordinal),
                ],
            }
        );

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

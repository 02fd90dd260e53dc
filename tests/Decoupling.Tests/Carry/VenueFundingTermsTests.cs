using Decoupling.Carry;
using Decoupling.Snapshots;

namespace Decoupling.Tests.Carry;

public sealed class VenueFundingTermsTests
{
    private const string Entry = """
        { "venue": "okx", "asset": "*", "kinds": ["linearPerpetual"], "effectiveAt": "2024-01-01T00:00:00Z",
          "scaling": "interestOnly", "interestPerEightHours": 0.0001, "clamp": 0.0005,
          "leastCapPerInterval": 0.003, "greatestCapPerInterval": 0.04, "usualIntervalHours": 8,
          "isAssumption": false, "source": "a page" }
        """;

    private static readonly DateTimeOffset s_at = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_eightHours = TimeSpan.FromHours(8);

    [Theory]
    [InlineData("binance", InstrumentKind.LinearPerpetual)]
    [InlineData("binance", InstrumentKind.InversePerpetual)]
    [InlineData("bybit", InstrumentKind.LinearPerpetual)]
    [InlineData("bybit", InstrumentKind.InversePerpetual)]
    [InlineData("okx", InstrumentKind.LinearPerpetual)]
    [InlineData("okx", InstrumentKind.InversePerpetual)]
    [InlineData("hyperliquid", InstrumentKind.LinearPerpetual)]
    public void B2_FamilyOfTheClamp_EveryVenue_ReachesTheReferenceRates(string venue, InstrumentKind kind)
    {
        var terms = ShippedTables.FundingTerms.Find(venue, "BTC", kind, s_at)!.Terms;

        double[] premiums = [-0.0010, -0.0004, 0, 0.0002, 0.0006, 0.0010];
        premiums
            .Select(premium => terms.RateFor(premium, s_eightHours))
            .ToArray()
            .ShouldBe([-0.0005, 0.0001, 0.0001, 0.0001, 0.0001, 0.0005], 1e-18);
    }

    [Fact]
    public void B2_Hyperliquid_PaysAnEighthEveryHourUpToFourPercent()
    {
        var term = ShippedTables.FundingTerms.Find("hyperliquid", "BTC", InstrumentKind.LinearPerpetual, s_at)!;

        // Its page's example: 1 % premium, 0.95 % per 8 hours.
        term.Terms.RateFor(0.01, term.UsualInterval).ShouldBe(0.0095 / 8, 1e-18);
        term.Terms.RateFor(1, term.UsualInterval).ShouldBe(0.04);
    }

    [Fact]
    public void Okx_BeforeApril2025_PaysThePremiumItself()
    {
        var changeAt = new DateTimeOffset(2025, 4, 24, 0, 1, 0, TimeSpan.Zero);

        var before = ShippedTables.FundingOf("okx", changeAt.AddTicks(-1));

        before.RateFor(0.0002, s_eightHours).ShouldBe(0.0002);
        before.RateFor(0, s_eightHours).ShouldBe(0);
        ShippedTables.FundingOf("okx", changeAt).RateFor(0.0002, s_eightHours).ShouldBe(0.0001, 1e-18);
    }

    [Fact]
    public void Find_OwnTermsOfAnAsset_GoBeforeTheGeneralOnes()
    {
        var own = Entry
            .Replace("\"*\"", "\"DOGE\"", StringComparison.Ordinal)
            .Replace("0.0005", "0.001", StringComparison.Ordinal);
        var terms = VenueFundingTerms.Parse(FileOf(Entry, own));

        terms.Find("okx", "DOGE", InstrumentKind.LinearPerpetual, s_at)!.Terms.Clamp.ShouldBe(0.001);
        terms.Find("okx", "BTC", InstrumentKind.LinearPerpetual, s_at)!.Terms.Clamp.ShouldBe(0.0005);
        terms.Find("okx", "BTC", InstrumentKind.InversePerpetual, s_at).ShouldBeNull();
        terms
            .Find("okx", "BTC", InstrumentKind.LinearPerpetual, new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.Zero))
            .ShouldBeNull();
    }

    [Theory]
    [InlineData("\"okx\"", "\"\"", "line 2 ($.terms[0].venue)")]
    [InlineData("\"*\"", "\"\"", "line 2 ($.terms[0].asset)")]
    [InlineData("linearPerpetual", "linearFuture", "line 2 ($.terms[0].kinds)")]
    [InlineData("linearPerpetual", "spot", "line 2 ($.terms[0].kinds)")]
    [InlineData("interestOnly", "none", "line 3 ($.terms[0].scaling)")]
    [InlineData("0.0001", "1.5", "line 3 ($.terms[0].interestPerEightHours)")]
    [InlineData("0.0005", "-0.0005", "line 3 ($.terms[0].clamp)")]
    [InlineData("0.003", "0", "line 4 ($.terms[0].leastCapPerInterval)")]
    [InlineData("0.04", "0.002", "line 4 ($.terms[0].greatestCapPerInterval)")]
    [InlineData("Hours\": 8", "Hours\": 25", "line 4 ($.terms[0].usualIntervalHours)")]
    [InlineData("a page", " ", "line 5 ($.terms[0].source)")]
    public void Parse_WrongValue_NamesFileLineAndPlace(string from, string to, string where) =>
        Should
            .Throw<ArgumentException>(() =>
                VenueFundingTerms.Parse(FileOf(Entry.Replace(from, to, StringComparison.Ordinal)))
            )
            .Message.ShouldStartWith($"funding-terms.json, {where}: ");

    [Fact]
    public void Parse_SameTermsTwice_NamesTheSecond() =>
        Should
            .Throw<ArgumentException>(() => VenueFundingTerms.Parse(FileOf(Entry, Entry)))
            .Message.ShouldContain("line 6 ($.terms[1]): okx * LinearPerpetual of that time stands twice.");

    private static string FileOf(params string[] entries) =>
        "{ \"schemaVersion\": 1, \"terms\": [\n" + string.Join(",\n", entries) + "\n] }";
}

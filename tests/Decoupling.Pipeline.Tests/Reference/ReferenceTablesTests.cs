using Decoupling.Pipeline.Reference;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Tests.Reference;

public sealed class ReferenceTablesTests
{
    private static readonly DateTimeOffset s_at = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("binance", "BTC", InstrumentKind.LinearPerpetual, 0.004, false)]
    [InlineData("binance", "SOL", InstrumentKind.LinearPerpetual, 0.005, false)]
    [InlineData("binance", "BTC", InstrumentKind.InversePerpetual, 0.004, false)]
    [InlineData("bybit", "BTC", InstrumentKind.LinearPerpetual, 0.005, false)]
    [InlineData("bybit", "ETH", InstrumentKind.LinearPerpetual, 0.005, true)]
    [InlineData("bybit", "BTC", InstrumentKind.InversePerpetual, 0.005, true)]
    [InlineData("bybit", "DOGE", InstrumentKind.InversePerpetual, 0.01, true)]
    [InlineData("okx", "BTC", InstrumentKind.LinearPerpetual, 0.004, true)]
    [InlineData("okx", "BTC", InstrumentKind.InverseFuture, 0.004, false)]
    [InlineData("deribit", "BTC", InstrumentKind.InversePerpetual, 0.01, false)]
    [InlineData("deribit", "SOL", InstrumentKind.LinearPerpetual, 0.02, false)]
    [InlineData("hyperliquid", "BTC", InstrumentKind.LinearPerpetual, 0.0125, false)]
    [InlineData("hyperliquid", "DOGE", InstrumentKind.LinearPerpetual, 0.01, true)]
    public void Find_KnownAndUnknownAssets_GivesATableThatSaysWhetherItIsAssumed(
        string venue,
        string asset,
        InstrumentKind kind,
        double firstRate,
        bool isAssumption
    )
    {
        var table = ReferenceTables.MarginTiers().Find(venue, asset, kind, s_at);

        table.ShouldNotBeNull();
        table.Tiers.Tiers[0].MaintenanceRate.ShouldBe(firstRate);
        table.IsAssumption.ShouldBe(isAssumption);
        table.Source.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void Fees_OwnFile_IsReadInPlaceOfTheOneThatShips()
    {
        const string Json = """
            { "schemaVersion": 1, "fees": [ { "venue": "binance", "kinds": ["spot"], "effectiveAt": "2020-01-01T00:00:00Z",
              "makerRate": 0, "takerRate": 0.0001, "tier": "VIP 9", "isAssumption": false, "source": "my account" } ] }
            """;
        using var file = TemporaryFile.With(Json);

        var scoring = ReferenceTables.Scoring(new ReferenceFiles(null, file.Path, null));

        scoring.Fees.Find("binance", InstrumentKind.Spot, s_at)!.TakerRate.ShouldBe(0.0001);
        scoring.Fees.All.Count.ShouldBe(1);
        scoring.FundingTerms.All.Count.ShouldBeGreaterThan(1);
        scoring.MarginTiers.Tables.Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public void FundingTerms_WrongFile_NamesSettingFileAndLine()
    {
        using var file = TemporaryFile.With("{\n\"schemaVersion\": 1,\n\"terms\": 7 }");

        var message = Should.Throw<ArgumentException>(() => ReferenceTables.FundingTerms(file.Path)).Message;

        message.ShouldStartWith($"Decoupling__FundingTermsFile is refused: {file.Path}, line 3 ($.terms): ");
        message.ShouldNotContain("(Parameter");
    }

    [Fact]
    public void MarginTiers_MissingFile_NamesSettingAndFile()
    {
        var message = Should.Throw<ArgumentException>(() => ReferenceTables.MarginTiers("nowhere/tiers.json")).Message;

        message.ShouldStartWith("Decoupling__MarginTiersFile names nowhere/tiers.json, which cannot be read: ");
    }

    [Fact]
    public void Hazard_OwnFile_IsReadInPlaceOfTheOneThatShips()
    {
        var own = ReferenceTables.Hazard() with { Intercept = -3 };
        using var file = TemporaryFile.With(own.ToJson());

        ReferenceTables.Hazard(file.Path).ToJson().ShouldBe(own.ToJson());
    }

    [Fact]
    public void Hazard_MisspeltEntry_NamesSettingFileAndEntry()
    {
        var json = ReferenceTables.Hazard().ToJson().Replace("\"ridge\"", "\"rigde\"", StringComparison.Ordinal);
        using var file = TemporaryFile.With(json);

        var message = Should.Throw<ArgumentException>(() => ReferenceTables.Hazard(file.Path)).Message;

        message.ShouldStartWith($"Decoupling__HazardModelFile is refused: {file.Path}, line ");
        message.ShouldContain("rigde");
    }
}

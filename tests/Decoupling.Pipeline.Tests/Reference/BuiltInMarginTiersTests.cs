using Decoupling.Pipeline.Reference;

namespace Decoupling.Pipeline.Tests.Reference;

public sealed class BuiltInMarginTiersTests
{
    [Theory]
    [InlineData("binance", "BTC", 0.004, false)]
    [InlineData("bybit", "BTC", 0.005, false)]
    [InlineData("bybit", "ETH", 0.005, true)]
    [InlineData("bybit", "DOGE", 0.01, true)]
    public void Find_KnownAndUnknownAssets_GivesATableThatSaysWhetherItIsAssumed(
        string venue,
        string asset,
        double firstRate,
        bool isAssumption
    )
    {
        var table = BuiltInMarginTiers.Read().Find(venue, asset);

        table.ShouldNotBeNull();
        table.Tiers.Tiers[0].MaintenanceRate.ShouldBe(firstRate);
        table.IsAssumption.ShouldBe(isAssumption);
        table.Source.ShouldNotBeNullOrWhiteSpace();
    }
}

using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues.Hyperliquid;

/// <summary>Hyperliquid's lists of perpetuals and of spot pairs.</summary>
internal static class HyperliquidListing
{
    /// <summary>What everything is quoted and settled in.</summary>
    public const string QuoteCoin = "USDC";

    private const int PriceDigits = 5;
    private const int PerpetualDecimals = 6;
    private const int SpotDecimals = 8;

    /// <summary>A perpetual and what it quotes.</summary>
    public static Reading<HyperliquidContract> Perpetual(string asset, HyperliquidPerpetuals markets)
    {
        if (markets.Meta?.Universe is not { } universe || markets.Contexts is not { } contexts)
            return new Missing("the list of perpetuals lacks a part");
        if (universe.Count != contexts.Count)
            return new Missing("the list of perpetuals and their quotes are of different length");
        var index = universe.ToList().FindIndex(listed => listed?.Name == asset);
        if (index < 0)
            return new Missing("the venue does not list it");
        var (perpetual, context) = (universe[index]!, contexts[index]);
        if (context is null)
            return new Missing("the venue quotes nothing of it");
        var listed = new ListedInstrument(asset, InstrumentKind.LinearPerpetual, 1, QuoteCoin)
        {
            TickSize = Tick(PerpetualDecimals - perpetual.SzDecimals, context.MarkPx),
            Pause = perpetual.IsDelisted == true ? "the venue has delisted it" : null,
        };
        return new HyperliquidContract(listed, context);
    }

    /// <summary>The spot pair of an asset against USDC: of the coin as it is bridged, or of a coin that is at home here.</summary>
    public static Reading<ListedInstrument> Spot(string asset, HyperliquidSpot markets)
    {
        if (markets is not { Universe: { } pairs, Tokens: { } tokens })
            return new Missing("the list of spot pairs lacks a part");
        var quote = tokens.FirstOrDefault(token => token?.Name == QuoteCoin)?.Index;
        foreach (var name in new[] { "U" + asset, asset })
        {
            var coin = tokens.FirstOrDefault(token => token?.Name == name);
            if (coin?.Index is null || quote is null)
                continue;
            var pair = pairs.FirstOrDefault(listed =>
                listed?.Tokens is [{ } first, { } second] && first == coin.Index && second == quote
            );
            if (VenueText.IsSymbol(pair?.Name))
                return new ListedInstrument(pair.Name, InstrumentKind.Spot, 1, QuoteCoin);
        }
        return new Missing("the venue does not list it");
    }

    /// <summary>The step of the price at a price: five digits, and no more decimals than the size leaves; whole prices are always allowed.</summary>
    private static double? Tick(decimal? decimals, decimal? price)
    {
        if (decimals is not (>= 0 and <= SpotDecimals) || WireValue.Price(price) is not { } at)
            return null;
        var byDigits = PriceDigits - 1 - (int)Math.Floor(Math.Log10(at));
        return (double)(1 / Power(Math.Clamp(byDigits, 0, (int)decimals.Value)));
    }

    private static decimal Power(int exponent)
    {
        var power = 1m;
        for (var i = 0; i < exponent; i++)
            power *= 10;
        return power;
    }
}

/// <summary>A perpetual with what it quotes.</summary>
internal sealed record HyperliquidContract(ListedInstrument Listed, HyperliquidContext Context);

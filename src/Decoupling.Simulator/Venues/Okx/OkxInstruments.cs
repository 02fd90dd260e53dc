using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Okx;

/// <summary>OKX's <c>public/instruments</c>: contract sizes, price grids, states.</summary>
internal static class OkxInstruments
{
    public static VenueReply Answer(VenueRequest request, ScriptedMarket market)
    {
        var type = OkxReply.Require(request, "instType");
        if (type is not (OkxContract.Spot or OkxContract.Swap or OkxContract.Future))
            throw OkxReply.Invalid("instType");
        var listed = OkxContract.All(market, type, request.Now);
        if (request.Text("instFamily") is { } family)
            listed = listed.Where(contract => contract.Family == family);
        if (request.Text("instId") is { } symbol)
        {
            listed = listed.Where(contract => contract.Symbol == symbol);
            if (!listed.Any())
                throw OkxReply.NoSuchInstrument();
        }
        return OkxReply.Ok(json =>
        {
            foreach (var contract in listed)
            {
                var isSpot = contract.Type == OkxContract.Spot;
                OkxReply.WriteTexts(
                    json,
                    ("alias", ""),
                    ("baseCcy", isSpot ? contract.Name : ""),
                    ("ctMult", isSpot ? "" : "1"),
                    (
                        "ctType",
                        isSpot ? ""
                        : contract.IsInverse ? "inverse"
                        : "linear"
                    ),
                    ("ctVal", isSpot ? "" : Digits.Trimmed(contract.ContractValue, 8)),
                    (
                        "ctValCcy",
                        isSpot ? ""
                        : contract.IsInverse ? "USD"
                        : contract.Name
                    ),
                    ("expTime", contract.ExpiresAt is { } expiresAt ? Digits.Whole(expiresAt) : ""),
                    ("instFamily", isSpot ? "" : contract.Family),
                    ("instId", contract.Symbol),
                    ("instType", contract.Type),
                    ("listTime", Digits.Whole(market.ListedAt)),
                    (
                        "lotSz",
                        isSpot ? "0.00000001"
                        : contract.IsInverse ? "1"
                        : "0.01"
                    ),
                    (
                        "minSz",
                        isSpot ? "0.00001"
                        : contract.IsInverse ? "1"
                        : "0.01"
                    ),
                    ("quoteCcy", isSpot ? "USDT" : ""),
                    ("ruleType", "normal"),
                    (
                        "settleCcy",
                        isSpot ? ""
                        : contract.IsInverse ? contract.Name
                        : "USDT"
                    ),
                    ("state", "live"),
                    ("tickSz", Digits.Trimmed(contract.Market.Tick, 8)),
                    ("uly", isSpot ? "" : contract.Family)
                );
            }
        });
    }
}

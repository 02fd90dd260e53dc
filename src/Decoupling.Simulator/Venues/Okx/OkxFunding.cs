using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Okx;

/// <summary>OKX's <c>funding-rate</c> and <c>funding-rate-history</c>, of swaps.</summary>
internal static class OkxFunding
{
    private const int Venue = VenueProfile.Okx;
    private const int MaxPayments = 400;

    public static VenueReply Now(VenueRequest request, ScriptedMarket market)
    {
        var contract = Swap(request, market);
        var funding = contract.Market.Asset.Funding;
        var minute = request.Now / BarModel.MinuteMilliseconds;
        var round = FundingModel.RoundOf(minute);
        var cap = Digits.Trimmed(VenueProfile.All[Venue].FundingCap, 8);
        return OkxReply.Ok(json =>
            OkxReply.WriteTexts(
                json,
                ("formulaType", "withRate"),
                ("fundingRate", Digits.Trimmed(funding.Running(Venue, minute), 10)),
                ("fundingTime", Digits.Whole(FundingModel.RoundStart(round + 1))),
                ("instId", contract.Symbol),
                ("instType", contract.Type),
                ("interestRate", "0.0001"),
                ("maxFundingRate", cap),
                ("method", "current_period"),
                ("minFundingRate", "-" + cap),
                ("nextFundingRate", ""),
                ("nextFundingTime", Digits.Whole(FundingModel.RoundStart(round + 2))),
                ("settFundingRate", Digits.Trimmed(funding.Settled(Venue, round - 1), 10)),
                ("settState", "settled"),
                ("ts", Digits.Whole(request.Now))
            )
        );
    }

    public static VenueReply History(VenueRequest request, ScriptedMarket market)
    {
        var contract = Swap(request, market);
        var limit = OkxReply.LimitOf(request, MaxPayments, MaxPayments);
        var grid = TimeGrid.OfMinutes(FundingModel.IntervalHours * 60);
        var after = OkxReply.Number(request, "after") - 1;
        var (first, last) = grid.Page(
            OkxReply.Number(request, "before") + 1,
            after,
            market.ListedAt,
            request.Now,
            limit,
            fromStart: false
        );
        return OkxReply.Ok(json =>
        {
            for (var paidAt = last; paidAt >= first; paidAt -= grid.Step)
            {
                var round = FundingModel.RoundOf(paidAt / BarModel.MinuteMilliseconds) - 1;
                var rate = Digits.Trimmed(contract.Market.Asset.Funding.Settled(Venue, round), 10);
                OkxReply.WriteTexts(
                    json,
                    ("formulaType", "withRate"),
                    ("fundingRate", rate),
                    ("fundingTime", Digits.Whole(paidAt)),
                    ("instId", contract.Symbol),
                    ("instType", contract.Type),
                    ("method", "current_period"),
                    ("realizedRate", rate)
                );
            }
        });
    }

    private static OkxContract Swap(VenueRequest request, ScriptedMarket market)
    {
        var contract = OkxContract.Require(market, OkxReply.Require(request, "instId"), request.Now);
        return contract.Type == OkxContract.Swap ? contract : throw OkxReply.Invalid("instId");
    }
}

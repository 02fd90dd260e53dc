using System.Text.Json;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Binance;

/// <summary>Mark price and funding: <c>premiumIndex</c>, <c>fundingInfo</c>, <c>fundingRate</c>.</summary>
internal static class BinanceFunding
{
    private const int Venue = VenueProfile.Binance;

    /// <summary>One object with <c>symbol</c>, an array of all contracts without.</summary>
    public static VenueReply PremiumIndex(VenueRequest request, ScriptedMarket market)
    {
        var asset = request.Text("symbol") is null ? null : BinanceRefusal.RequireAsset(request, market);
        return VenueReply.Json(
            200,
            json =>
            {
                if (asset is not null)
                {
                    WritePremium(json, asset, request.Now);
                    return;
                }
                json.WriteStartArray();
                foreach (var each in market.Assets)
                    WritePremium(json, each, request.Now);
                json.WriteEndArray();
            }
        );
    }

    public static VenueReply Info(ScriptedMarket market)
    {
        var cap = VenueProfile.All[Venue].FundingCap;
        return VenueReply.Json(
            200,
            json =>
            {
                json.WriteStartArray();
                foreach (var asset in market.Assets)
                {
                    json.WriteStartObject();
                    json.WriteString("symbol", asset.Profile.Symbol);
                    json.WriteString("adjustedFundingRateCap", Digits.Fixed(cap, 8));
                    json.WriteString("adjustedFundingRateFloor", Digits.Fixed(-cap, 8));
                    json.WriteNumber("fundingIntervalHours", FundingModel.IntervalHours);
                    json.WriteBoolean("disclaimer", false);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            }
        );
    }

    /// <summary>Paid rates, oldest first; without times the newest ones, with a start a page from there on.</summary>
    public static VenueReply History(VenueRequest request, ScriptedMarket market)
    {
        var assets = request.Text("symbol") is null ? market.Assets : [BinanceRefusal.RequireAsset(request, market)];
        var limit = request.Number("limit", BinanceRefusal.Illegal) ?? 100;
        if (limit is < 1 or > 1_000)
            throw BinanceRefusal.NotValid("limit");
        var start = request.Number("startTime", BinanceRefusal.Illegal);
        var end = request.Number("endTime", BinanceRefusal.Illegal);
        var grid = TimeGrid.OfMinutes(FundingModel.IntervalHours * 60);
        var (first, last) = grid.Page(start, end, market.ListedAt, request.Now, limit, fromStart: start is not null);
        return VenueReply.Json(
            200,
            json =>
            {
                json.WriteStartArray();
                for (var paidAt = first; paidAt <= last; paidAt += grid.Step)
                {
                    foreach (var asset in assets)
                        WritePaid(json, asset, paidAt);
                }
                json.WriteEndArray();
            }
        );
    }

    private static void WritePremium(Utf8JsonWriter json, AssetMarket asset, long now)
    {
        var minute = now / BarModel.MinuteMilliseconds;
        var index = Price(asset, PriceSeries.Index, now);
        json.WriteStartObject();
        json.WriteString("symbol", asset.Profile.Symbol);
        json.WriteString("markPrice", Price(asset, PriceSeries.Mark, now));
        json.WriteString("indexPrice", index);
        json.WriteString("estimatedSettlePrice", index);
        json.WriteString("lastFundingRate", Digits.Fixed(asset.Funding.Running(Venue, minute), 8));
        json.WriteString("interestRate", Digits.Fixed(FundingModel.InterestRate, 8));
        json.WriteNumber("nextFundingTime", FundingModel.RoundStart(FundingModel.RoundOf(minute) + 1));
        json.WriteNumber("time", now);
        json.WriteEndObject();
    }

    private static void WritePaid(Utf8JsonWriter json, AssetMarket asset, long paidAt)
    {
        var round = FundingModel.RoundOf(paidAt / BarModel.MinuteMilliseconds) - 1;
        json.WriteStartObject();
        json.WriteString("symbol", asset.Profile.Symbol);
        json.WriteNumber("fundingTime", paidAt);
        json.WriteString("fundingRate", Digits.Fixed(asset.Funding.Settled(Venue, round), 8));
        json.WriteString("markPrice", Price(asset, PriceSeries.Mark, paidAt));
        json.WriteEndObject();
    }

    private static string Price(AssetMarket asset, PriceSeries series, long at) =>
        Digits.Fixed(asset.Bars.TicksAt(series, Venue, at) * asset.Bars.Tick(series), 8);
}

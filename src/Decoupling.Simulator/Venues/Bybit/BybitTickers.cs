using System.Text.Json;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Bybit;

/// <summary>Bybit's tickers: last price, best quotes, a day's statistics; for contracts mark, index, funding and open interest.</summary>
/// <remarks><c>openInterest</c> is the sum of both sides, <c>singleOpenInterest</c> one side, as Bybit has documented since 2026.</remarks>
internal static class BybitTickers
{
    private const int Venue = VenueProfile.Bybit;
    private const int DayMinutes = 1440;

    public static VenueReply Answer(VenueRequest request, ScriptedMarket market)
    {
        var series = BybitReply.RequireCategory(request);
        var assets = request.Text("symbol") is null ? market.Assets : [BybitReply.RequireAsset(request, market)];
        return BybitReply.Ok(
            request.Now,
            json =>
            {
                json.WriteString("category", BybitReply.CategoryName(series));
                json.WriteStartArray("list");
                foreach (var asset in assets)
                {
                    json.WriteStartObject();
                    WriteCommon(json, request, asset, series);
                    if (series == PriceSeries.Spot)
                        json.WriteString("usdIndexPrice", Price(asset, PriceSeries.Index, request.Now));
                    else
                        WriteContract(json, asset, request.Now);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            }
        );
    }

    private static void WriteCommon(Utf8JsonWriter json, VenueRequest request, AssetMarket asset, PriceSeries series)
    {
        var tick = asset.Bars.Tick(series);
        var step = TimeGrid.OfMinutes(1);
        var dayAgo = step.Floor(request.Now) - (DayMinutes - 1) * step.Step;
        var day = asset.Bars.Bars(series, Venue, dayAgo, dayAgo + 1, DayMinutes * step.Step, request.Now).Single();
        var volume = decimal.Round((decimal)day.Volume, asset.Books.LotDecimals(series));
        json.WriteString("symbol", asset.Profile.Symbol);
        json.WriteString("lastPrice", Digits.Trimmed(day.Close * tick, 8));
        json.WriteString("prevPrice24h", Digits.Trimmed(day.Open * tick, 8));
        json.WriteString("price24hPcnt", Digits.Trimmed(day.Close / (double)day.Open - 1, 6));
        json.WriteString("highPrice24h", Digits.Trimmed(day.High * tick, 8));
        json.WriteString("lowPrice24h", Digits.Trimmed(day.Low * tick, 8));
        json.WriteString("turnover24h", Digits.Trimmed(volume * (day.Open + (decimal)day.Close) / 2 * tick, 4));
        json.WriteString("volume24h", Digits.Trimmed(volume, 8));
        WriteBest(json, request, asset, series, isBid: true);
        WriteBest(json, request, asset, series, isBid: false);
    }

    private static void WriteBest(
        Utf8JsonWriter json,
        VenueRequest request,
        AssetMarket asset,
        PriceSeries series,
        bool isBid
    )
    {
        var side = asset.Books.Side(series, Venue, isBid, isBid ? request.BidsAt : request.AsksAt, 1);
        var (priceName, sizeName) = isBid ? ("bid1Price", "bid1Size") : ("ask1Price", "ask1Size");
        json.WriteString(priceName, Digits.Trimmed(side[0].PriceTicks * asset.Bars.Tick(series), 8));
        json.WriteString(sizeName, BybitBook.Size(side[0], asset.Books.LotDecimals(series)));
    }

    private static void WriteContract(Utf8JsonWriter json, AssetMarket asset, long now)
    {
        var minute = now / BarModel.MinuteMilliseconds;
        var oneSide = decimal.Round(
            (decimal)asset.OpenInterest.CoinsAt(Venue, now),
            asset.Profile.PerpetualLotDecimals
        );
        var mark = Mark(asset, now);
        json.WriteString("indexPrice", Price(asset, PriceSeries.Index, now));
        json.WriteString("markPrice", Digits.Trimmed(mark, 2));
        json.WriteString("prevPrice1h", Price(asset, PriceSeries.Perpetual, now - 60 * BarModel.MinuteMilliseconds));
        json.WriteString("openInterest", Digits.Trimmed(2 * oneSide, 8));
        json.WriteString("openInterestValue", Digits.Trimmed(2 * oneSide * mark, 2));
        json.WriteString("singleOpenInterest", Digits.Trimmed(oneSide, 8));
        json.WriteString("singleOpenInterestValue", Digits.Trimmed(oneSide * mark, 2));
        json.WriteString("fundingRate", Digits.Trimmed(asset.Funding.Running(Venue, minute), 8));
        json.WriteString("nextFundingTime", Digits.Whole(FundingModel.RoundStart(FundingModel.RoundOf(minute) + 1)));
        json.WriteString("fundingIntervalHour", Digits.Whole(FundingModel.IntervalHours));
        json.WriteString("fundingCap", Digits.Trimmed(VenueProfile.All[Venue].FundingCap, 8));
        json.WriteString("predictedDeliveryPrice", "");
        json.WriteString("basisRate", "");
        json.WriteString("basis", "");
        json.WriteString("basisRateYear", "");
        json.WriteString("deliveryFeeRate", "");
        json.WriteString("deliveryTime", "0");
        json.WriteString("preOpenPrice", "");
        json.WriteString("preQty", "");
        json.WriteString("curPreListingPhase", "");
    }

    private static decimal Mark(AssetMarket asset, long at) =>
        decimal.Round(asset.Bars.TicksAt(PriceSeries.Mark, Venue, at) * asset.Bars.Tick(PriceSeries.Mark), 2);

    private static string Price(AssetMarket asset, PriceSeries series, long at) =>
        Digits.Trimmed(
            asset.Bars.TicksAt(series, Venue, at) * asset.Bars.Tick(series),
            series == PriceSeries.Perpetual ? 8 : 2
        );
}

using System.Globalization;
using System.Text.Json.Serialization;

namespace Decoupling.Pipeline.Venues.Okx;

// OKX's replies as sent; only the fields that are read. Numbers and times come in quotes, lists newest first.
// Source: www.okx.com/docs-v5/en, "Market data", "Public data" and "Trading statistics", checked 2026-11-25.

/// <summary>What every reply is wrapped in: a code that is not 0 is an error.</summary>
/// <param name="Code">0 for success.</param>
/// <param name="Data">The content, always a list.</param>
internal sealed record OkxReply<T>(decimal? Code, IReadOnlyList<T>? Data) : ICodedReply
{
    private const decimal Unavailable = 50001;
    private const decimal Timeout = 50004;
    private const decimal TooManyRequests = 50011;
    private const decimal Busy = 50013;
    private const decimal SystemError = 50026;
    private const decimal TooManyForAccount = 50061;
    private const decimal NoSuchInstrument = 51001;

    /// <summary>The limits' windows are of two seconds.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    [JsonIgnore]
    public ReplyFault? Fault =>
        Code switch
        {
            0 when Data is not null => null,
            0 => new ReplyFault("the reply has no data"),
            null => new ReplyFault("the reply has no code"),
            NoSuchInstrument => new ReplyFault("the venue does not list it"),
            TooManyRequests or TooManyForAccount => new ReplyFault(Answered(Code.Value), MayRetry: true, Hold: Pause),
            Unavailable or Timeout or Busy or SystemError => new ReplyFault(Answered(Code.Value), MayRetry: true),
            _ => new ReplyFault(Answered(Code.Value)),
        };

    private static string Answered(decimal code) =>
        string.Create(CultureInfo.InvariantCulture, $"the venue answered code {code:0}");
}

/// <summary>GET public/time.</summary>
internal sealed record OkxTime(decimal? Ts);

/// <summary>GET public/instruments. A contract is ctVal × ctMult of ctValCcy: coins if linear, US dollars if inverse.</summary>
/// <param name="InstId">The symbol.</param>
/// <param name="State">live, suspend, preopen or test.</param>
/// <param name="QuoteCcy">Spot only.</param>
/// <param name="SettleCcy">Contracts only.</param>
/// <param name="CtType">linear or inverse; empty for spot.</param>
/// <param name="CtVal">Contracts only.</param>
/// <param name="CtMult">Contracts only.</param>
/// <param name="CtValCcy">Contracts only.</param>
/// <param name="TickSz">The least step of the price.</param>
/// <param name="ExpTime">When a future is delivered, or an instrument taken offline.</param>
/// <param name="RuleType">normal or pre_market.</param>
internal sealed record OkxInstrument(
    string? InstId,
    string? State,
    string? QuoteCcy,
    string? SettleCcy,
    string? CtType,
    decimal? CtVal,
    decimal? CtMult,
    string? CtValCcy,
    decimal? TickSz,
    decimal? ExpTime,
    string? RuleType
);

/// <summary>GET public/mark-price.</summary>
internal sealed record OkxMarkPrice(string? InstId, decimal? MarkPx, decimal? Ts);

/// <summary>GET market/index-tickers.</summary>
internal sealed record OkxIndexTicker(string? InstId, decimal? IdxPx, decimal? Ts);

/// <summary>GET public/funding-rate.</summary>
/// <param name="InstId">The contract.</param>
/// <param name="FundingRate">The running round's, a fraction per interval.</param>
/// <param name="FundingTime">When the running round is paid.</param>
/// <param name="NextFundingTime">When the one after it is: their difference is the contract's interval.</param>
/// <param name="MinFundingRate">The contract's floor.</param>
/// <param name="MaxFundingRate">The contract's cap.</param>
/// <param name="Ts">The venue's time.</param>
internal sealed record OkxFundingRate(
    string? InstId,
    decimal? FundingRate,
    decimal? FundingTime,
    decimal? NextFundingTime,
    decimal? MinFundingRate,
    decimal? MaxFundingRate,
    decimal? Ts
);

/// <summary>GET public/funding-rate-history: fundingRate was the prediction, realizedRate what was paid.</summary>
internal sealed record OkxPayment(string? InstId, decimal? RealizedRate, decimal? FundingTime);

/// <summary>GET public/open-interest: one side, in contracts and in coins.</summary>
internal sealed record OkxOpenInterest(string? InstId, decimal? Oi, decimal? OiCcy, decimal? Ts);

/// <summary>GET market/books: price, size in coins for spot and in contracts otherwise, a field without use, number of orders.</summary>
internal sealed record OkxBook(IReadOnlyList<WireLevel>? Bids, IReadOnlyList<WireLevel>? Asks, decimal? Ts);

/// <summary>GET public/liquidation-orders: the closes of an underlying.</summary>
internal sealed record OkxLiquidations(string? InstId, string? Uly, IReadOnlyList<OkxLiquidation?>? Details);

/// <summary>One close: size in contracts, the price at which the position was bankrupt, and the side that the close traded.</summary>
/// <param name="Side">buy closes a short, sell a long.</param>
/// <param name="BkPx">The bankruptcy price.</param>
/// <param name="Sz">Contracts.</param>
/// <param name="Ts">The venue's time.</param>
internal sealed record OkxLiquidation(string? Side, decimal? BkPx, decimal? Sz, decimal? Ts);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(WireNumber)])]
[JsonSerializable(typeof(OkxReply<OkxTime?>))]
[JsonSerializable(typeof(OkxReply<OkxInstrument?>))]
[JsonSerializable(typeof(OkxReply<WireColumns>))]
[JsonSerializable(typeof(OkxReply<OkxMarkPrice?>))]
[JsonSerializable(typeof(OkxReply<OkxIndexTicker?>))]
[JsonSerializable(typeof(OkxReply<OkxFundingRate?>))]
[JsonSerializable(typeof(OkxReply<OkxPayment?>))]
[JsonSerializable(typeof(OkxReply<OkxOpenInterest?>))]
[JsonSerializable(typeof(OkxReply<OkxBook?>))]
[JsonSerializable(typeof(OkxReply<OkxLiquidations?>))]
internal sealed partial class OkxJson : JsonSerializerContext;

using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues.Deribit;

/// <summary>Deribit's list of instruments. Options are left for later; their kind is "option" and nothing here asks for it.</summary>
internal sealed class DeribitListing(DeribitEndpoints endpoints, VenueHttp http, TimeProvider time)
{
    private const string Stablecoin = "USDC";
    private const string Perpetual = "perpetual";

    /// <summary>The assets that have contracts settled in the coin.</summary>
    private static readonly string[] Coins = ["BTC", "ETH"];

    private readonly SharedReplies<DeribitReply<IReadOnlyList<DeribitInstrument?>>> _lists = new(
        time,
        SharedReply<DeribitReply<IReadOnlyList<DeribitInstrument?>>>.OfLists
    );

    /// <summary>One perpetual of an asset by its symbol.</summary>
    public async Task<Reading<ListedInstrument>> FetchAsync(
        string asset,
        string symbol,
        InstrumentKind kind,
        CancellationToken token
    )
    {
        var list = await ListAsync(asset, kind, token);
        return list.Then(listed =>
            listed.FirstOrDefault(entry => entry?.InstrumentName == symbol) is { } found
                ? From(found, kind)
                : ListedInstrument.NotListed
        );
    }

    /// <summary>An asset's dated futures that settle in a currency.</summary>
    public async Task<Reading<IReadOnlyList<ListedInstrument>>> FetchFuturesAsync(
        string asset,
        InstrumentKind kind,
        CancellationToken token
    )
    {
        var list = await ListAsync(asset, kind, token);
        return list.Then<IReadOnlyList<ListedInstrument>>(listed =>
            listed
                .OfType<DeribitInstrument>()
                .Where(entry => entry.BaseCurrency == asset && entry.SettlementPeriod != Perpetual)
                .Select(entry => From(entry, kind).Value)
                .OfType<ListedInstrument>()
                .Where(future => future.ExpiresAt is not null)
                .ToList()
        );
    }

    private async Task<Reading<IReadOnlyList<DeribitInstrument?>>> ListAsync(
        string asset,
        InstrumentKind kind,
        CancellationToken token
    )
    {
        if (ListedInstrument.IsInverse(kind) && !Coins.Contains(asset))
            return ListedInstrument.NotListed;
        var currency = ListedInstrument.IsInverse(kind) ? asset : Stablecoin;
        var type = DeribitJson.Default.DeribitReplyIReadOnlyListDeribitInstrument;
        var reply = await _lists.GetAsync(currency, () => http.GetAsync(endpoints.Futures(currency), type, token));
        return reply.Then<IReadOnlyList<DeribitInstrument?>>(read => new(read.Body.Result!, null));
    }

    internal static Reading<ListedInstrument> From(DeribitInstrument listed, InstrumentKind kind)
    {
        var isInverse = kind is InstrumentKind.InversePerpetual or InstrumentKind.InverseFuture;
        var isDated = kind is InstrumentKind.LinearFuture or InstrumentKind.InverseFuture;
        if (!VenueText.IsSymbol(listed.InstrumentName) || !VenueText.IsCoin(listed.SettlementCurrency))
            return new Missing("its symbol or its settlement coin is not readable");
        if (listed.Kind != "future" || listed.InstrumentType != (isInverse ? "reversed" : "linear"))
            return new Missing("the venue says that it is a contract of another type");
        if (WireValue.Price(listed.ContractSize) is not { } multiplier)
            return new Missing("the size of its contract is not readable");
        return new ListedInstrument(listed.InstrumentName, kind, multiplier, listed.SettlementCurrency)
        {
            TickSize = WireValue.Price(listed.TickSize),
            ExpiresAt = isDated ? WireValue.Time(listed.ExpirationTimestamp) : null,
            Pause = listed.IsActive == true ? null : "it cannot be traded now by the venue's status",
        };
    }
}

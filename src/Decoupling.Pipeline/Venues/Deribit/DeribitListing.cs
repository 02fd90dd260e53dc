using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues.Deribit;

/// <summary>Deribit's list of instruments. Options are left for later; their kind is "option" and nothing here asks for it.</summary>
internal sealed class DeribitListing(DeribitEndpoints endpoints, VenueHttp http)
{
    private const string Stablecoin = "USDC";
    private const string Perpetual = "perpetual";

    /// <summary>One perpetual by its symbol.</summary>
    public async Task<Reading<ListedInstrument>> FetchAsync(string symbol, InstrumentKind kind, CancellationToken token)
    {
        var call = endpoints.Instrument(symbol);
        var reply = await http.GetAsync(call, DeribitJson.Default.DeribitReplyDeribitInstrument, token);
        return reply.Then<ListedInstrument>(read =>
            read.Body.Result is { } listed && listed.InstrumentName == symbol
                ? From(listed, kind)
                : new Missing("the reply is of another symbol")
        );
    }

    /// <summary>An asset's dated futures that settle in a currency.</summary>
    public async Task<Reading<IReadOnlyList<ListedInstrument>>> FetchFuturesAsync(
        string asset,
        InstrumentKind kind,
        CancellationToken token
    )
    {
        var call = endpoints.Futures(kind == InstrumentKind.InverseFuture ? asset : Stablecoin);
        var reply = await http.GetAsync(call, DeribitJson.Default.DeribitReplyIReadOnlyListDeribitInstrument, token);
        return reply.Then<IReadOnlyList<ListedInstrument>>(read =>
            read.Body.Result!.OfType<DeribitInstrument>()
                .Where(listed => listed.BaseCurrency == asset && listed.SettlementPeriod != Perpetual)
                .Select(listed => From(listed, kind).Value)
                .OfType<ListedInstrument>()
                .Where(future => future.ExpiresAt is not null)
                .ToList()
        );
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

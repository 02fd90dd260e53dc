using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues.Okx;

/// <summary>OKX's list of instruments.</summary>
internal sealed class OkxListing(OkxEndpoints endpoints, VenueHttp http, TimeProvider time)
{
    public const string Spot = "SPOT";
    public const string Swap = "SWAP";
    public const string Future = "FUTURES";
    private const string NotOpenYet = "preopen";

    private readonly SharedReplies<OkxReply<OkxInstrument?>> _lists = new(
        time,
        SharedReply<OkxReply<OkxInstrument?>>.OfLists
    );

    /// <summary>One instrument by its symbol.</summary>
    public async Task<Reading<ListedInstrument>> FetchAsync(string symbol, InstrumentKind kind, CancellationToken token)
    {
        var type = kind == InstrumentKind.Spot ? Spot : Swap;
        return OkxReplies
            .Data(await ListAsync(type, token))
            .Then(data =>
                data.FirstOrDefault(entry => entry?.InstId == symbol) is { } listed
                    ? From(listed, kind)
                    : ListedInstrument.NotListed
            );
    }

    /// <summary>The dated futures of a family ("BTC-USD").</summary>
    public async Task<Reading<IReadOnlyList<ListedInstrument>>> FetchFuturesAsync(
        string family,
        InstrumentKind kind,
        CancellationToken token
    )
    {
        return OkxReplies
            .Data(await ListAsync(Future, token))
            .Then<IReadOnlyList<ListedInstrument>>(data =>
                data.OfType<OkxInstrument>()
                    // What is not open yet has nothing to miss.
                    .Where(listed => listed.State != NotOpenYet)
                    .Where(listed => listed.InstId?.StartsWith(family + "-", StringComparison.Ordinal) == true)
                    .Select(listed => From(listed, kind).Value)
                    .OfType<ListedInstrument>()
                    .Where(future => future.ExpiresAt is not null)
                    .ToList()
            );
    }

    private Task<Reading<Reply<OkxReply<OkxInstrument?>>>> ListAsync(string type, CancellationToken token) =>
        _lists.GetAsync(
            type,
            () => http.GetAsync(endpoints.Instruments(type), OkxJson.Default.OkxReplyOkxInstrument, token)
        );

    internal static Reading<ListedInstrument> From(OkxInstrument listed, InstrumentKind kind)
    {
        var isInverse = ListedInstrument.IsInverse(kind);
        var settlement = kind == InstrumentKind.Spot ? listed.QuoteCcy : listed.SettleCcy;
        if (!VenueText.IsSymbol(listed.InstId) || !VenueText.IsCoin(settlement))
            return new Missing("its symbol or its settlement coin is not readable");
        if (kind != InstrumentKind.Spot && listed.CtType != (isInverse ? "inverse" : "linear"))
            return new Missing("the venue says that it is a contract of another type");
        var multiplier =
            kind == InstrumentKind.Spot ? 1 : WireValue.Price(WireValue.Product(listed.CtVal, listed.CtMult));
        if (multiplier is not { } size || (isInverse && listed.CtValCcy != "USD"))
            return new Missing("the size of its contract is not readable");
        return new ListedInstrument(listed.InstId, kind, size, settlement)
        {
            TickSize = WireValue.Price(listed.TickSz),
            ExpiresAt = kind is InstrumentKind.LinearFuture or InstrumentKind.InverseFuture
                ? WireValue.Time(listed.ExpTime)
                : null,
            Pause = Pause(listed),
        };
    }

    private static string? Pause(OkxInstrument listed) =>
        (listed.State, listed.RuleType) switch
        {
            ("live", "pre_market") => "it is in pre-market trading",
            ("live", _) => null,
            ("suspend", _) => "its trading is suspended",
            (NotOpenYet, _) => "it is listed but not open yet",
            _ => "it does not trade by the venue's status",
        };
}

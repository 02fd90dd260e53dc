using Decoupling.Pipeline.Steps;
using Decoupling.Snapshots;
using Decoupling.Venues;

namespace Decoupling.Pipeline.Venues;

/// <summary>Fetches one asset's snapshot from all venues at once, books together and last, so that they are of one moment.</summary>
public sealed class MarketFetch(FetchOptions options, IReadOnlyList<IVenue> venues)
{
    private readonly Dictionary<string, (DateTimeOffset SlotAt, BackfillQuota Quota)> quotas = [];

    /// <summary>Fetches what is new since the previous snapshot and carries the rest of the windows from it. Nothing is stored.</summary>
    /// <param name="asset">The underlying.</param>
    /// <param name="slotAt">The slot's time, UTC.</param>
    /// <param name="previous">The last stored snapshot, or <see langword="null"/> for a cold start.</param>
    /// <param name="cancellationToken">Stops the fetch; nothing else throws.</param>
    /// <param name="health">How the venues are: those that are down and not to be asked yet are left alone; <see langword="null"/> to ask all.</param>
    public async Task<MarketSnapshot> FetchAsync(
        string asset,
        DateTimeOffset slotAt,
        MarketSnapshot? previous,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, VenueHealth>? health = null
    )
    {
        var watched = venues.Where(venue => ProductsOf(asset, venue) != VenueProducts.None).ToList();
        var fetched = await Task.WhenAll(
            watched.Select(venue =>
                health?.GetValueOrDefault(venue.Name) is { } known && known.IsResting(slotAt)
                    ? Task.FromResult(LeftAlone(known))
                    : FetchVenueAsync(venue, asset, slotAt, previous, cancellationToken)
            )
        );
        var booked = await Task.WhenAll(
            watched.Zip(fetched, (venue, fetch) => AddBooksAsync(venue, fetch, previous, cancellationToken))
        );
        return new MarketSnapshot
        {
            SchemaVersion = MarketSnapshot.CurrentSchemaVersion,
            Asset = asset,
            SlotAt = slotAt,
            SlotLength = options.SlotLength,
            Venues =
            [
                .. booked
                    .Select(fetch =>
                        fetch.Venue with
                        {
                            Reserve = options.Reserves.Find(fetch.Venue.Venue, asset, slotAt),
                            InsuranceFund = options.Reserves.FindInsuranceFund(fetch.Venue.Venue, asset, slotAt),
                        }
                    )
                    .OrderBy(venue => venue.Venue, StringComparer.Ordinal),
            ],
            Instruments =
            [
                .. booked
                    .SelectMany(fetch => fetch.Instruments)
                    .OrderBy(instrument => instrument.Venue, StringComparer.Ordinal)
                    .ThenBy(instrument => instrument.Kind)
                    .ThenBy(instrument => instrument.Symbol, StringComparer.Ordinal),
            ],
            LeveragedFunds = options.Reserves.FindLeveragedFunds(asset, slotAt),
        };
    }

    /// <summary>Marks the instruments whose history is left for a later slot, and names them among what is missing.</summary>
    private static VenueFetch WithPartial(
        VenueFetch fetch,
        IReadOnlyList<InstrumentSnapshot> instruments,
        Predicate<InstrumentSnapshot> isPartial
    ) =>
        new(
            fetch.Venue with
            {
                Missing =
                [
                    .. fetch.Venue.Missing,
                    .. instruments
                        .Where(instrument => isPartial(instrument))
                        .Select(instrument => new MissingInput(
                            "history",
                            instrument.Symbol,
                            $"{instrument.Symbol} {instrument.Kind}, history: a cold start; hourly bars, funding and open interest of the last month follow in a later slot."
                        )),
                ],
            },
            [
                .. instruments.Select(instrument =>
                    isPartial(instrument) ? instrument with { HistoryIsPartial = true } : instrument
                ),
            ]
        );

    private BackfillQuota QuotaOf(IVenue venue, DateTimeOffset slotAt)
    {
        lock (quotas)
        {
            if (!quotas.TryGetValue(venue.Name, out var known) || known.SlotAt != slotAt)
            {
                known = (slotAt, new BackfillQuota(VenueCatalog.BackfillsPerSlot(venue.Name, options.SlotLength)));
                quotas[venue.Name] = known;
            }

            return known.Quota;
        }
    }

    private VenueProducts ProductsOf(string asset, IVenue venue) =>
        options.Watchlist?.ProductsOf(asset, venue.Name, venue.Products) ?? venue.Products;

    private static VenueFetch LeftAlone(VenueHealth health) =>
        new(
            new VenueSnapshot
            {
                Venue = health.Venue,
                Missing = [new MissingInput(VenueAnswer.WholeVenue, null, VenueColumns.Summarize(health))],
            },
            []
        );

    private async Task<VenueFetch> FetchVenueAsync(
        IVenue venue,
        string asset,
        DateTimeOffset slotAt,
        MarketSnapshot? previous,
        CancellationToken cancellationToken
    )
    {
        venue.Traffic.BeginSlot(slotAt);
        var window = new FetchWindow(slotAt, options);
        var carried = CarriedFrom(previous, venue.Name);
        var quota = options.SpreadsBackfill ? QuotaOf(venue, slotAt) : null;
        var request = window.Request(asset, carried) with { Products = ProductsOf(asset, venue), Quota = quota };
        var fetch = await venue.FetchAsync(request, cancellationToken);
        var joined = fetch.Instruments.Select(fresh => window.Carry(carried, previous?.SlotAt, fresh));
        return quota is null
            ? fetch with
            {
                Instruments = [.. joined],
            }
            : WithPartial(
                fetch,
                [.. joined],
                instrument => quota.IsLeftForLater(asset, instrument.Kind, instrument.Symbol)
            );
    }

    private static bool IsSame(InstrumentSnapshot one, InstrumentSnapshot other) =>
        one.Kind == other.Kind && one.Symbol == other.Symbol;

    private static InstrumentSnapshot[] CarriedFrom(MarketSnapshot? previous, string venue) =>
        previous is null ? [] : [.. previous.Instruments.Where(instrument => instrument.Venue == venue)];

    private static async Task<VenueFetch> AddBooksAsync(
        IVenue venue,
        VenueFetch fetch,
        MarketSnapshot? previous,
        CancellationToken cancellationToken
    )
    {
        if (fetch.Instruments.Count == 0)
        {
            return fetch;
        }

        var before = CarriedFrom(previous, venue.Name);
        var answer = await venue.FetchBooksAsync(fetch.Instruments, cancellationToken);
        return new VenueFetch(
            fetch.Venue with
            {
                Missing = [.. fetch.Venue.Missing, .. answer.Missing],
            },
            [
                .. fetch.Instruments.Select(instrument =>
                    instrument with
                    {
                        Book = answer
                            .Books.GetValueOrDefault((instrument.Kind, instrument.Symbol))
                            ?.After(before.FirstOrDefault(one => IsSame(one, instrument))?.Book),
                    }
                ),
            ]
        );
    }
}

using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Storage;
using Decoupling.Snapshots;
using Decoupling.Venues;

namespace Decoupling.Pipeline.Venues;

/// <summary>Asks each venue what it gives of the watchlist now, without the windows of history, and how it is. Nothing is stored.</summary>
public sealed class VenueSurvey(FetchOptions options, IReadOnlyList<IVenue> venues, TimeProvider clock)
{
    // Enough to see that bars come.
    private const int Bars = 3;

    /// <summary>Asks all venues at once.</summary>
    /// <param name="tables">Where the venues' states are kept, or <see langword="null"/> where there is no storage.</param>
    /// <param name="cancellationToken">Stops the survey; nothing else throws but storage.</param>
    public async Task<IReadOnlyList<SurveyedVenue>> RunAsync(ITableStore? tables, CancellationToken cancellationToken)
    {
        var known = tables is null ? null : await VenueRows.ReadAsync(tables, cancellationToken);
        return await Task.WhenAll(
            venues.Select(venue => AskAsync(venue, known?.GetValueOrDefault(venue.Name)?.Health, cancellationToken))
        );
    }

    private async Task<SurveyedVenue> AskAsync(IVenue venue, VenueHealth? health, CancellationToken cancellationToken)
    {
        var slotAt = options.SlotAt(clock.GetUtcNow());
        var never = slotAt.AddDays(1);
        var asked = options
            .Assets.Select(asset => (Asset: asset, Products: ProductsOf(asset, venue)))
            .Where(each => each.Products != VenueProducts.None)
            .ToList();
        var fetched = await Task.WhenAll(
            asked.Select(each =>
                venue.FetchAsync(
                    new VenueRequest(
                        each.Asset,
                        slotAt,
                        options.SlotLength,
                        slotAt - (Bars * options.SlotLength),
                        slotAt,
                        slotAt
                    )
                    {
                        Products = each.Products,
                        PaymentsFrom = never,
                        SamplesFrom = never,
                    },
                    cancellationToken
                )
            )
        );
        var answers = fetched.Select(fetch => fetch.Venue).ToList();
        var clockOf = answers.FirstOrDefault(answer => answer.ServerTimeAt is not null);
        return new SurveyedVenue
        {
            Venue = venue.Name,
            Offered = VenueCatalog.ProductsOf(venue.Name),
            Asked = asked.Aggregate(VenueProducts.None, (products, each) => products | each.Products),
            Health = health,
            Clock = clockOf is null ? null : ClockSkew.Of(clockOf, slotAt),
            Latency = venue.Traffic.Latency,
            Hold = venue.Traffic.Hold,
            Limits = venue.Traffic.Limits,
            Instruments =
            [
                .. asked
                    .Zip(fetched)
                    .SelectMany(pair =>
                        pair.Second.Instruments.Select(instrument =>
                            (pair.First.Asset, instrument.Kind, instrument.Symbol)
                        )
                    ),
            ],
            Missing = [.. answers.SelectMany(answer => answer.Missing).Select(missing => missing.Reason).Distinct()],
        };
    }

    private VenueProducts ProductsOf(string asset, IVenue venue) =>
        options.Watchlist?.ProductsOf(asset, venue.Name, venue.Products) ?? venue.Products;
}

/// <summary>What a venue gives, and how it is.</summary>
public sealed record SurveyedVenue
{
    /// <summary>The venue's name.</summary>
    public required string Venue { get; init; }

    /// <summary>What it has of the products that there are adapters for.</summary>
    public required VenueProducts Offered { get; init; }

    /// <summary>What it is asked for.</summary>
    public required VenueProducts Asked { get; init; }

    /// <summary>How the fetches have found it, or <see langword="null"/> where that is not known.</summary>
    public required VenueHealth? Health { get; init; }

    /// <summary>Its clock, or <see langword="null"/> where it did not tell its time.</summary>
    public required ClockSkewResult? Clock { get; init; }

    /// <summary>The median round trip, or <see langword="null"/> where nothing was answered.</summary>
    public required TimeSpan? Latency { get; init; }

    /// <summary>Its word that nothing is to be sent, or <see langword="null"/>.</summary>
    public required VenueHold? Hold { get; init; }

    /// <summary>Its limits, with what was used.</summary>
    public required IReadOnlyList<VenueLimit> Limits { get; init; }

    /// <summary>The instruments of the watchlist that it gave, by asset.</summary>
    public required IReadOnlyList<(string Asset, InstrumentKind Kind, string Symbol)> Instruments { get; init; }

    /// <summary>What did not come, as sentences, each once.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>How it is now in a word: up, partial, blocked or down.</summary>
    public string State =>
        Missing.Any(reason => reason.Contains("blocked from this region", StringComparison.Ordinal)) ? "blocked"
        : Instruments.Count == 0 && Missing.Count > 0 ? "down"
        : Missing.Count > 0 ? "partial"
        : "up";
}

using Decoupling.Liquidation;
using Decoupling.Quality;
using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Accounts;

/// <summary>The contracts of one snapshot, each read once however many positions are in it.</summary>
/// <param name="snapshot">A sound snapshot, as the reader gives it.</param>
/// <param name="name">Where it lies.</param>
/// <param name="options">Margin tables and the options of the volatility.</param>
public sealed class SnapshotMarkets(MarketSnapshot snapshot, string name, ScoringOptions options)
{
    private readonly string inputsHash = SnapshotHash.Compute(snapshot);
    private readonly MarketSnapshot sound = SnapshotQuality
        .Inspect(snapshot, options.Quality, options.FundingTerms)
        .Sound;
    private readonly Dictionary<(string, string, PositionProduct), Found> found = [];

    /// <summary>The snapshot's slot, UTC.</summary>
    public DateTimeOffset SlotAt => snapshot.SlotAt;

    /// <summary>Where the snapshot lies.</summary>
    public string Name => name;

    /// <summary>The hash of all that was read.</summary>
    public string InputsHash => inputsHash;

    /// <summary>The time from one slot to the next.</summary>
    public TimeSpan SlotLength => snapshot.SlotLength;

    /// <summary>The market of a position, or why there is none.</summary>
    internal PositionMarket? Find(AccountPosition position, out Refusal refusal)
    {
        var key = (position.Venue, position.Symbol, position.Product);
        if (!found.TryGetValue(key, out var entry))
        {
            found[key] = entry = Read(position);
        }

        refusal = entry.Refusal;
        return entry.Market;
    }

    private Found Read(AccountPosition position)
    {
        var instrument = sound.Instruments.FirstOrDefault(one =>
            one.Venue == position.Venue && one.Symbol == position.Symbol && IsOf(one.Kind, position.Product)
        );
        if (instrument is null)
        {
            return Refuse(
                MetricStatus.InsufficientData,
                $"The snapshot has no {Word(position.Product)} contract of that venue and symbol."
            );
        }

        if (TermsOf(instrument, position) is not { } terms)
        {
            return Refuse(MetricStatus.InsufficientData, "No margin table applies.");
        }

        var mark = Freshness.PriceOf(instrument.Mark, sound);
        var badBars = Freshness.FindFault(instrument, sound);
        var price = mark ?? (badBars is null ? TradedBars.NewestClose(instrument.Bars!) : null);
        if (price is not { } known)
        {
            return (instrument.RefusalOf(SnapshotInput.Mark) ?? instrument.RefusalOf(SnapshotInput.Last)) is { } bad
                ? new Found(null, bad)
                : Refuse(MetricStatus.Stale, "No fresh price of the contract is known.");
        }

        return new Found(
            new PositionMarket
            {
                SnapshotName = name,
                InputsHash = inputsHash,
                SlotAt = sound.SlotAt,
                Instrument = instrument,
                MarkPrice = known,
                IsMarkLastClose = mark is null,
                Volatility = badBars is { } noBars
                    ? LiquidationScoring.NoVolatility(noBars, sound.SlotAt)
                    : LiquidationScoring.VolatilityOf(instrument.Bars!, sound.SlotAt, options.Volatility),
                Gap = BarJump.Compute(badBars is null ? instrument.Bars : null, sound.SlotAt),
                Terms = terms,
                IsBookFresh =
                    instrument.Book is { } book && Freshness.IsFresh(book.VenueAt, sound.SlotAt, sound.SlotLength),
            },
            default
        );
    }

    private LiquidationTerms? TermsOf(InstrumentSnapshot instrument, AccountPosition position) =>
        LiquidationTerms.Find(
            position.Venue,
            position.Asset,
            instrument.Kind,
            sound.SlotAt,
            options.MarginTiers,
            options.Fees
        );

    private static bool IsOf(InstrumentKind kind, PositionProduct product) =>
        product == PositionProduct.Linear
            ? kind is InstrumentKind.LinearPerpetual or InstrumentKind.LinearFuture
            : kind is InstrumentKind.InversePerpetual or InstrumentKind.InverseFuture;

    private static string Word(PositionProduct product) => product == PositionProduct.Linear ? "linear" : "inverse";

    private static Found Refuse(MetricStatus status, string reason) => new(null, new Refusal(status, reason));

    private readonly record struct Found(PositionMarket? Market, Refusal Refusal);
}

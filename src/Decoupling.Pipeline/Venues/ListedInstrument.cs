using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues;

/// <summary>An instrument as a venue lists it.</summary>
/// <param name="Symbol">The venue's own symbol.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Multiplier">What one contract is: coins for linear kinds and spot, US dollars for inverse ones.</param>
/// <param name="SettlementCoin">The coin in which profit is paid.</param>
internal sealed record ListedInstrument(string Symbol, InstrumentKind Kind, double Multiplier, string SettlementCoin)
{
    /// <summary>The most dated futures of one settlement that are taken, the next to expire first: a snapshot stays small.</summary>
    public const int MostFutures = 2;

    /// <summary>What is said of a symbol that is not in the venue's list.</summary>
    public static Missing NotListed => new("the venue does not list it");

    /// <summary>The least step of the price, or <see langword="null"/>.</summary>
    public double? TickSize { get; init; }

    /// <summary>When it is delivered; <see langword="null"/> for spot and perpetuals.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Why it does not trade now, as the end of a sentence, or <see langword="null"/> when it does.</summary>
    public string? Pause { get; init; }

    /// <summary>How contracts turn into coins and US dollars.</summary>
    public ContractTerms Terms => ContractTerms.Of(Kind, Multiplier);

    /// <summary>The instrument before its inputs are set.</summary>
    public InstrumentSnapshot Snapshot(string venue) =>
        new()
        {
            Venue = venue,
            Symbol = Symbol,
            Kind = Kind,
            ContractMultiplier = Multiplier,
            SettlementCoin = SettlementCoin,
            TickSize = TickSize,
            ExpiresAt = ExpiresAt,
        };

    /// <summary>What sizes in contracts are multiplied by in a book: linear ones are kept in coins, inverse ones in contracts.</summary>
    public static decimal BookUnitsPerContract(InstrumentSnapshot instrument) =>
        IsInverse(instrument.Kind) ? 1 : (decimal)instrument.ContractMultiplier;

    /// <summary>Whether a kind settles in the coin.</summary>
    public static bool IsInverse(InstrumentKind kind) =>
        kind is InstrumentKind.InversePerpetual or InstrumentKind.InverseFuture;

    /// <summary>The next to expire of the futures that still run at a time, each once.</summary>
    public static IReadOnlyList<ListedInstrument> NextToExpire(
        IEnumerable<ListedInstrument> futures,
        DateTimeOffset slotAt
    ) =>
        [
            .. futures
                .Where(future => future.ExpiresAt > slotAt)
                .DistinctBy(future => future.Symbol)
                .OrderBy(future => future.ExpiresAt)
                .ThenBy(future => future.Symbol, StringComparer.Ordinal)
                .Take(MostFutures),
        ];
}

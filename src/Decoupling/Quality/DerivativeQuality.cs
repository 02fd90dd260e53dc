using Decoupling.Scoring;
using Decoupling.Snapshots;

namespace Decoupling.Quality;

/// <summary>Whether the inputs of a derivative's row can be trusted.</summary>
public enum DataStatus
{
    /// <summary>No gate has found anything.</summary>
    Ok,

    /// <summary>Something is doubtful and was used, or a bar of the window was left out.</summary>
    Doubtful,

    /// <summary>An input was refused: what needs it has no value.</summary>
    BadData,
}

/// <summary>What the gates say of one derivative and of the spot market that it is scored against, and how old its inputs are.</summary>
public sealed record DerivativeQuality
{
    /// <summary>The findings of the derivative, then those of its reference's prices; empty when nothing is wrong.</summary>
    public IReadOnlyList<QualityFinding> Findings { get; init; } = [];

    /// <summary>Inputs that its kind has and its row needs: prices, the reference's, mark, index, book, open interest, and funding of a perpetual.</summary>
    public int Expected { get; init; }

    /// <summary>How many of them came, are young and passed.</summary>
    public int Usable { get; init; }

    /// <summary>The slot's time less the venue's time of the mark price; below 0 where it is of after the slot.</summary>
    public TimeSpan? MarkAge { get; init; }

    /// <summary>The same of the index price.</summary>
    public TimeSpan? IndexAge { get; init; }

    /// <summary>The same of the funding rate.</summary>
    public TimeSpan? FundingAge { get; init; }

    /// <summary>The same of the open interest.</summary>
    public TimeSpan? OpenInterestAge { get; init; }

    /// <summary>The same of the order book.</summary>
    public TimeSpan? BookAge { get; init; }

    /// <summary>Whether the inputs can be trusted.</summary>
    public DataStatus Status =>
        FirstRefused is not null ? DataStatus.BadData
        : Findings.Count > 0 ? DataStatus.Doubtful
        : DataStatus.Ok;

    /// <summary>The sentence of the gravest finding, or <see langword="null"/>.</summary>
    public string? Reason => (FirstRefused ?? (Findings.Count > 0 ? Findings[0] : null))?.Reason;

    /// <summary>The first input that was refused, the derivative's own before the reference's.</summary>
    public QualityFinding? FirstRefused => Findings.FirstOrDefault(finding => finding.Blocks);

    /// <summary>How many inputs were refused, those of the reference's prices with them.</summary>
    public int RefusedCount =>
        Findings.Count == 0
            ? 0
            : Findings.Where(finding => finding.Blocks).DistinctBy(finding => (finding.Kind, finding.Input)).Count();

    /// <summary>The share of the expected inputs that are usable, 0 to 1. It says how much the row rests on, and is no probability.</summary>
    public double? Confidence => Expected == 0 ? null : (double)Usable / Expected;

    internal static DerivativeQuality Of(MarketSnapshot stored, InstrumentPair sound, SnapshotQuality quality)
    {
        var (derivative, reference) = sound;
        var snapshot = quality.Sound;
        var raw = stored.Instruments.First(one => IsSame(one, derivative));
        var isPerpetual = derivative.ExpiresAt is null;
        return new DerivativeQuality
        {
            Findings =
                quality.Findings.Count == 0
                    ? []
                    :
                    [
                        .. quality.Findings.Where(finding => IsOf(finding, derivative)),
                        .. quality.Findings.Where(finding =>
                            reference is not null
                            && IsOf(finding, reference)
                            && finding.Input is SnapshotInput.Last or SnapshotInput.Clock
                        ),
                    ],
            Expected = isPerpetual ? 7 : 6,
            Usable =
                (Freshness.FindFault(derivative, snapshot) is null ? 1 : 0)
                + (reference is not null && Freshness.FindFault(reference, snapshot) is null ? 1 : 0)
                + (IsYoung(derivative.Mark?.VenueAt) ? 1 : 0)
                + (IsYoung(derivative.Index?.VenueAt) ? 1 : 0)
                + (IsYoung(derivative.Book?.VenueAt) ? 1 : 0)
                + (IsYoung(derivative.OpenInterest?.VenueAt) ? 1 : 0)
                + (isPerpetual && IsYoung(derivative.Funding?.VenueAt) ? 1 : 0),
            MarkAge = stored.SlotAt - raw.Mark?.VenueAt,
            IndexAge = stored.SlotAt - raw.Index?.VenueAt,
            FundingAge = stored.SlotAt - raw.Funding?.VenueAt,
            OpenInterestAge = stored.SlotAt - raw.OpenInterest?.VenueAt,
            BookAge = stored.SlotAt - raw.Book?.VenueAt,
        };

        bool IsYoung(DateTimeOffset? at) =>
            at is { } time && Freshness.IsFresh(time, snapshot.SlotAt, snapshot.SlotLength);
    }

    private static bool IsSame(InstrumentSnapshot one, InstrumentSnapshot other) =>
        one.Venue == other.Venue && one.Symbol == other.Symbol && one.Kind == other.Kind;

    private static bool IsOf(QualityFinding finding, InstrumentSnapshot instrument) =>
        finding.Venue == instrument.Venue && finding.Symbol == instrument.Symbol && finding.Kind == instrument.Kind;
}

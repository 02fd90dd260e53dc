using Decoupling.Liquidation;
using Decoupling.Quality;
using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Snapshots;

namespace Decoupling.Summaries;

/// <summary>All derivatives of a snapshot laid over each other: their maps and their books, as multiples of each one's mark price.</summary>
internal sealed class JointMarket
{
    private readonly List<CascadeSide> _longs = [];
    private readonly List<CascadeSide> _shorts = [];
    private readonly List<LiquidationScore> _mapped = [];
    private readonly SortedDictionary<string, double> _openInterestUsd = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double?> _fundsUsd = new(StringComparer.Ordinal);
    private Refusal? _fault;

    public static JointMarket Of(MarketSnapshot snapshot, ScoringOptions options)
    {
        var joint = new JointMarket();
        var quality = SnapshotQuality.Inspect(snapshot, options.Quality, options.FundingTerms);
        snapshot = quality.Sound;
        joint.Refused = [.. quality.Findings.Where(finding => finding.Blocks).Select(finding => finding.Place)];
        foreach (var pair in InstrumentPair.Of(snapshot))
        {
            joint.Add(snapshot, pair.Derivative, options);
        }

        return joint;
    }

    /// <summary>How many are in it, with map and book.</summary>
    public int MappedCount => _longs.Count;

    /// <summary>What the gates refused.</summary>
    public IReadOnlyList<string> Refused { get; private set; } = [];

    public double? OpenInterestUsd { get; private set; }

    /// <summary>Each venue's part of it, the largest first.</summary>
    public IReadOnlyList<OpenInterestPart> OpenInterestParts =>
        [
            .. _openInterestUsd
                .Select(venue => new OpenInterestPart(venue.Key, venue.Value))
                .OrderByDescending(part => part.Usd),
        ];

    public DateTimeOffset? OldestBookAt { get; private set; }

    public DateTimeOffset? OldestOpenInterestAt { get; private set; }

    public bool? IsMarginTableAssumed =>
        _mapped.Count == 0 ? null : _mapped.Any(one => one.IsMarginTableAssumed == true);

    /// <summary>D9: the insurance funds of all venues in it, USD; <see langword="null"/> where one of them is not known.</summary>
    public double? InsuranceFundUsd =>
        _fundsUsd.Count > 0
        && _fundsUsd.Values.Aggregate((double?)0, (sum, fund) => sum + fund) is { } sum
        && double.IsFinite(sum)
            ? sum
            : null;

    /// <summary>Σ of each band over the maps.</summary>
    public IReadOnlyList<LiquidationBand> Bands =>
        _mapped.Count == 0
            ? []
            :
            [
                .. _mapped[0]
                    .Map.Bands.Select(
                        (band, i) =>
                            new LiquidationBand(
                                band.Width,
                                _mapped.Sum(one => one.Map.Bands[i].LongUsd),
                                _mapped.Sum(one => one.Map.Bands[i].ShortUsd)
                            )
                    ),
            ];

    /// <summary>The shocks to all of them at once. Bad debt with the lowest maintenance rate, which leaves least between liquidation and
    /// bankruptcy.</summary>
    public CascadeScore Cascade(CascadeScoringOptions options, DateTimeOffset slotAt) =>
        _longs.Count == 0
            ? CascadeScore.Without(
                _fault ?? new Refusal(MetricStatus.InsufficientData, "No venue gave a derivative."),
                slotAt
            )
            : CascadeScoring.Compute(
                CascadeSide.Merge(_longs, options.Beyond),
                CascadeSide.Merge(_shorts, options.Beyond),
                options.SummaryShocks,
                _mapped.Min(one => one.MaintenanceRate),
                InsuranceFundUsd,
                options,
                slotAt
            );

    private void Add(MarketSnapshot snapshot, InstrumentSnapshot derivative, ScoringOptions options)
    {
        var mark = Freshness.PriceOf(derivative.Mark, snapshot);
        var score = LiquidationScoring.Compute(snapshot, derivative, mark, options);
        if (score.OpenInterestUsd is { } openInterest)
        {
            OpenInterestUsd = openInterest + (OpenInterestUsd ?? 0);
            _openInterestUsd[derivative.Venue] = openInterest + _openInterestUsd.GetValueOrDefault(derivative.Venue);
        }

        if (score.Map is { Status: MetricStatus.Ok })
        {
            _mapped.Add(score);
            OldestOpenInterestAt = Older(OldestOpenInterestAt, derivative.OpenInterest!.VenueAt);
        }

        var depth = DerivativeScoring.Weigh(snapshot, derivative, options);
        if (CascadeScoring.FindFault(score, depth) is { } fault)
        {
            _fault ??= fault;
            return;
        }

        _longs.Add(CascadeSide.Of(PositionSide.Long, score.Map.Bins!, score.MarkPrice!.Value, derivative));
        _shorts.Add(CascadeSide.Of(PositionSide.Short, score.Map.Bins!, score.MarkPrice.Value, derivative));
        _fundsUsd[derivative.Venue] = InsuranceScoring.UsableUsd(
            InsuranceScoring.FundOf(snapshot, derivative.Venue),
            score.MarkPrice,
            snapshot.SlotAt,
            options
        );
        OldestBookAt = Older(OldestBookAt, derivative.Book!.VenueAt);
    }

    private static DateTimeOffset Older(DateTimeOffset? known, DateTimeOffset at) => known < at ? known.Value : at;
}

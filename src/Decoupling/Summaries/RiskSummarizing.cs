using Decoupling.Cascades;
using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Snapshots;

namespace Decoupling.Summaries;

/// <summary>Composes an asset's summary from one stored snapshot and the rows that were scored from it.</summary>
/// <remarks>Pure: both are immutable, so a summary that is made again is the same. Maps, books and shocks are those of the snapshot, joined over its
/// venues; readings that need history or a baseline are repeated from the rows.</remarks>
public static class RiskSummarizing
{
    /// <summary>The summary of one asset.</summary>
    /// <param name="asset">The underlying.</param>
    /// <param name="snapshot">The snapshot of the rows, or <see langword="null"/> where it could not be read.</param>
    /// <param name="readings">What its rows say, one a derivative; none where no slot was scored.</param>
    /// <param name="options">Those of the score card.</param>
    /// <param name="asOf">The slot that the summary is made for, UTC.</param>
    public static RiskSummary Compute(
        string asset,
        MarketSnapshot? snapshot,
        IReadOnlyList<DerivativeReading> readings,
        ScoringOptions options,
        DateTimeOffset asOf
    )
    {
        ArgumentNullException.ThrowIfNull(readings);
        ArgumentNullException.ThrowIfNull(options);
        var joint = snapshot is null ? null : JointMarket.Of(snapshot, options);
        var cascade = joint is null
            ? CascadeScore.Without(new Refusal(MetricStatus.InsufficientData, "The snapshot cannot be read."), asOf)
            : joint.Cascade(options.Cascade, snapshot!.SlotAt);
        var rebalancing = snapshot is null ? null : FundRebalancing.Compute(snapshot, options.Crowding.ReserveAgeLimit);
        var summary = new RiskSummary
        {
            Asset = asset,
            AsOf = asOf,
            Status = readings.Any(reading => reading.IsScored) ? MetricStatus.Ok : MetricStatus.InsufficientData,
            Reason = ReasonOf(readings),
            InputsHash = readings.Count == 0 ? null : readings[0].InputsHash,
            Coverage = CoverageOf(snapshot, joint, readings, asOf),
            Verdict = SummaryVerdict.Of(readings),
            Refused = joint?.Refused ?? [],
            FurthestApart = readings
                .Where(reading => reading.DislocationRatio is not null)
                .MaxBy(reading => reading.DislocationRatio),
            HazardsElevated = readings.Count(reading => reading.IsHazardElevated == true),
            OpenInterestUsd = joint?.OpenInterestUsd,
            OpenInterestParts = joint?.OpenInterestParts ?? [],
            Bands = joint?.Bands ?? [],
            IsMarginTableAssumed = joint?.IsMarginTableAssumed,
            CascadeStatus = cascade.Status,
            Shocks = [.. cascade.Cells.Select(ShockReading.From).OfType<ShockReading>()],
            Fall = LoopReading.From(cascade.FallGain),
            Rise = LoopReading.From(cascade.RiseGain),
            IsDepthAssumed = cascade.IsDepthAssumed,
            Loop = JointLoopOf(cascade, rebalancing, asOf),
            EstimatedLeverageRatio = LeverageOf(readings),
            InsuranceFundUsd = joint?.InsuranceFundUsd,
            Rebalancing = rebalancing,
        };
        return summary with { TopRisks = TopRisks.Of(summary) };
    }

    private static string? ReasonOf(IReadOnlyList<DerivativeReading> readings) =>
        readings.Count == 0 ? "No slot of the hour before was scored."
        : readings.Any(reading => reading.IsScored) ? null
        : "No derivative of the asset has a score.";

    private static SummaryCoverage CoverageOf(
        MarketSnapshot? snapshot,
        JointMarket? joint,
        IReadOnlyList<DerivativeReading> readings,
        DateTimeOffset asOf
    ) =>
        new()
        {
            Derivatives = readings.Count,
            DerivativesScored = readings.Count(reading => reading.IsScored),
            DerivativesMapped = joint?.MappedCount ?? 0,
            VenuesAsked = snapshot?.Venues.Count ?? 0,
            VenuesAnswered = readings.Select(reading => reading.Venue).Distinct().Count(),
            MissingInputs = snapshot?.Venues.Sum(venue => venue.Missing.Count) ?? 0,
            SnapshotAge = readings.Count == 0 ? null : asOf - readings.Min(reading => reading.AsOf),
            OldestBookAge = asOf - joint?.OldestBookAt,
            OldestOpenInterestAge = asOf - joint?.OldestOpenInterestAt,
            OldestReserveAge = asOf - readings.Min(reading => reading.ReserveCountedAt),
        };

    /// <summary>E6 of the side whose forced orders feed on themselves more.</summary>
    private static PriceVolatilityLoopResult? JointLoopOf(
        CascadeScore cascade,
        FundRebalancingResult? rebalancing,
        DateTimeOffset asOf
    )
    {
        var worse = new[] { cascade.FallGain, cascade.RiseGain }
            .Where(gain => gain?.ImpactPerUsd is not null)
            .MaxBy(gain => gain!.Gain);
        return worse is null
            ? null
            : PriceVolatilityLoop.Compute(
                new PriceVolatilityChannels
                {
                    ImpactPerUsd = worse.ImpactPerUsd!.Value,
                    LiquidationUsdPerLogPrice = worse.LiquidationUsdPerLogPrice,
                    LeverageTargetingUsdPerLogPrice = rebalancing?.UsdPerLogPrice,
                },
                asOf
            );
    }

    /// <summary>Rows repeat their venue's ratio, so each venue counts once.</summary>
    private static double? LeverageOf(IReadOnlyList<DerivativeReading> readings)
    {
        var venues = readings
            .Where(reading => reading is { EstimatedLeverageRatio: not null, ReserveUsd: > 0 })
            .DistinctBy(reading => reading.Venue)
            .ToArray();
        var reserves = venues.Sum(venue => venue.ReserveUsd!.Value);
        return venues.Length == 0
            ? null
            : venues.Sum(venue => venue.EstimatedLeverageRatio!.Value * venue.ReserveUsd!.Value) / reserves;
    }
}

using Decoupling.Liquidation;
using Decoupling.Results;
using Decoupling.Scoring;

namespace Decoupling.Summaries;

/// <summary>Composes the summary of all assets from theirs: sums of dollars, the worst of moves and gains.</summary>
public static class AllAssets
{
    private const int MostRisks = 3;

    /// <summary>The summary of all.</summary>
    /// <param name="name">What stands for all.</param>
    /// <param name="summaries">The assets' summaries, one at least.</param>
    public static RiskSummary Compute(string name, IReadOnlyList<RiskSummary> summaries)
    {
        ArgumentNullException.ThrowIfNull(summaries);
        ArgumentOutOfRangeException.ThrowIfZero(summaries.Count);
        var isScored = summaries.Any(summary => summary.Status == MetricStatus.Ok);
        var cascades = summaries.Where(summary => summary.CascadeStatus == MetricStatus.Ok).ToArray();
        return new RiskSummary
        {
            Asset = name,
            AsOf = summaries[0].AsOf,
            Status = isScored ? MetricStatus.Ok : MetricStatus.InsufficientData,
            Reason = isScored ? null : "No asset has a score.",
            InputsHash = Joined(summaries),
            Coverage = CoverageOf([.. summaries.Select(summary => summary.Coverage)]),
            Verdict = SummaryVerdict.Gravest(summaries),
            Refused =
            [
                .. summaries.SelectMany(summary => summary.Refused.Select(refused => $"{summary.Asset} {refused}")),
            ],
            FurthestApart = summaries
                .Select(summary => summary.FurthestApart)
                .Where(reading => reading is not null)
                .MaxBy(reading => reading!.DislocationRatio),
            HazardsElevated = summaries.Sum(summary => summary.HazardsElevated),
            OpenInterestUsd = Sum(summaries, summary => summary.OpenInterestUsd),
            OpenInterestParts =
            [
                .. summaries
                    .Where(summary => summary.OpenInterestUsd is not null)
                    .Select(summary => new OpenInterestPart(summary.Asset, summary.OpenInterestUsd!.Value))
                    .OrderByDescending(part => part.Usd),
            ],
            Bands = BandsOf(summaries),
            IsMarginTableAssumed = Any(summaries, summary => summary.IsMarginTableAssumed),
            CascadeStatus = cascades.Length > 0 ? MetricStatus.Ok : summaries[0].CascadeStatus,
            Shocks = ShocksOf(cascades),
            Fall = Worst(cascades, summary => summary.Fall),
            Rise = Worst(cascades, summary => summary.Rise),
            IsDepthAssumed = Any(summaries, summary => summary.IsDepthAssumed),
            Loop = summaries
                .Select(summary => summary.Loop)
                .Where(loop => loop?.SpectralRadius is not null)
                .MaxBy(loop => loop!.SpectralRadius),
            TopRisks =
            [
                .. summaries
                    .SelectMany(summary => summary.TopRisks)
                    .OrderByDescending(risk => risk.Severity)
                    .Take(MostRisks),
            ],
        };
    }

    private static SummaryCoverage CoverageOf(SummaryCoverage[] parts) =>
        new()
        {
            Derivatives = parts.Sum(part => part.Derivatives),
            DerivativesScored = parts.Sum(part => part.DerivativesScored),
            DerivativesMapped = parts.Sum(part => part.DerivativesMapped),
            VenuesAsked = parts.Max(part => part.VenuesAsked),
            VenuesAnswered = parts.Max(part => part.VenuesAnswered),
            MissingInputs = parts.Sum(part => part.MissingInputs),
            SnapshotAge = parts.Max(part => part.SnapshotAge),
            OldestBookAge = parts.Max(part => part.OldestBookAge),
            OldestOpenInterestAge = parts.Max(part => part.OldestOpenInterestAge),
            OldestReserveAge = parts.Max(part => part.OldestReserveAge),
        };

    private static IReadOnlyList<LiquidationBand> BandsOf(IReadOnlyList<RiskSummary> summaries) =>
        [
            .. summaries
                .SelectMany(summary => summary.Bands)
                .GroupBy(band => band.Width)
                .Select(same => new LiquidationBand(
                    same.Key,
                    same.Sum(band => band.LongUsd),
                    same.Sum(band => band.ShortUsd)
                )),
        ];

    /// <summary>The same shock to every asset: dollars add up, and the asset that it moves furthest gives the move.</summary>
    private static IReadOnlyList<ShockReading> ShocksOf(RiskSummary[] cascades) =>
        [
            .. cascades
                .SelectMany(summary => summary.Shocks)
                .GroupBy(shock => (shock.Side, shock.Shock))
                .Select(same => new ShockReading(
                    same.Key.Side,
                    same.Key.Shock,
                    same.Max(shock => shock.Outcome),
                    same.Sum(shock => shock.ForcedUsd),
                    same.Max(shock => shock.TotalMove),
                    same.All(shock => shock.BadDebtUsd is null) ? null : same.Sum(shock => shock.BadDebtUsd),
                    same.Max(shock => shock.StressedMove),
                    // A fund may stand behind several assets: it is not added up.
                    InsuranceCover: null
                )),
        ];

    private static LoopReading? Worst(RiskSummary[] cascades, Func<RiskSummary, LoopReading?> loop)
    {
        var loops = cascades.Select(loop).OfType<LoopReading>().ToArray();
        if (loops.Length == 0)
        {
            return null;
        }

        var gain = loops.Max(one => one.Gain);
        return new LoopReading(
            gain,
            gain < 1 ? 1 / (1 - gain) : null,
            loops.Max(one => one.MaximumGain),
            loops.Min(one => one.TriggerShock)
        );
    }

    private static string? Joined(IReadOnlyList<RiskSummary> summaries)
    {
        var hashes = summaries.Select(summary => summary.InputsHash).OfType<string>().ToArray();
        return hashes.Length == 0 ? null : string.Join(' ', hashes);
    }

    private static double? Sum(IReadOnlyList<RiskSummary> summaries, Func<RiskSummary, double?> value) =>
        summaries.All(summary => value(summary) is null) ? null : summaries.Sum(value);

    private static bool? Any(IReadOnlyList<RiskSummary> summaries, Func<RiskSummary, bool?> value) =>
        summaries.All(summary => value(summary) is null) ? null : summaries.Any(summary => value(summary) == true);
}

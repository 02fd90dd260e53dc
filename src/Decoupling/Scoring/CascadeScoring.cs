using Decoupling.Cascades;
using Decoupling.Depth;
using Decoupling.Liquidation;
using Decoupling.Results;
using Decoupling.Snapshots;

namespace Decoupling.Scoring;

/// <summary>Runs shocks through a derivative's liquidation map and its book: E2 and E3.</summary>
internal static class CascadeScoring
{
    /// <summary>Each side's bins are at their mark price, which is 1.</summary>
    private const double Mark = 1;

    public static CascadeScore Compute(
        InstrumentSnapshot derivative,
        LiquidationScore liquidation,
        DepthFragilityResult depth,
        CascadeScoringOptions options,
        double? insuranceFundUsd,
        DateTimeOffset slotAt
    )
    {
        if (FindFault(liquidation, depth) is { } fault)
        {
            return CascadeScore.Without(fault, slotAt);
        }

        var (bins, mark) = (liquidation.Map.Bins!, liquidation.MarkPrice!.Value);
        return Compute(
            CascadeSide.Of(PositionSide.Long, bins, mark, derivative),
            CascadeSide.Of(PositionSide.Short, bins, mark, derivative),
            options.Shocks,
            liquidation.MaintenanceRate,
            insuranceFundUsd,
            options,
            slotAt
        );
    }

    /// <summary>Why a derivative cannot be shocked, or <see langword="null"/>.</summary>
    public static Refusal? FindFault(LiquidationScore liquidation, DepthFragilityResult depth) =>
        liquidation.Map is { Status: not MetricStatus.Ok } map
            ? new Refusal(map.Status, "The liquidation map has no value: " + map.Reason)
        : depth.Status != MetricStatus.Ok ? new Refusal(depth.Status, "The depth has no value: " + depth.Reason)
        : null;

    /// <summary>The shocks of one market, or of several laid over each other.</summary>
    public static CascadeScore Compute(
        CascadeSide longs,
        CascadeSide shorts,
        IReadOnlyList<double> shocks,
        double? maintenanceRate,
        double? insuranceFundUsd,
        CascadeScoringOptions options,
        DateTimeOffset slotAt
    )
    {
        var actual = new CascadeOptions
        {
            Beyond = options.Beyond,
            MaintenanceRate = maintenanceRate,
            InsuranceFundUsd = insuranceFundUsd,
        };
        var stressed = actual with { DepthShare = options.StressedDepthShare };
        CascadeCell[] cells =
        [
            .. shocks.Select(shock => Cell(longs, shock, actual, stressed, slotAt)),
            .. shocks.Select(shock => Cell(shorts, shock, actual, stressed, slotAt)),
        ];
        var gain = options.LoopGain with { Beyond = options.Beyond };
        var fall = Gain(longs, gain, slotAt);
        var rise = Gain(shorts, gain, slotAt);
        return new CascadeScore
        {
            Status = MetricStatus.Ok,
            SampleCount = longs.LiquidationPrices.Length + shorts.LiquidationPrices.Length,
            AsOf = slotAt,
            Cells = cells,
            FallGain = fall,
            RiseGain = rise,
            IsDepthAssumed =
                options.Beyond == BeyondBook.MeanDensity
                && (IsBeyond(longs, fall, cells) || IsBeyond(shorts, rise, cells)),
        };
    }

    /// <summary>Whether a reading of a side went beyond the shortest of the fetched books.</summary>
    private static bool IsBeyond(CascadeSide side, LoopGainResult gain, CascadeCell[] cells) =>
        gain.ReadRange > side.FetchedMove
        || cells.Any(cell => cell.Side == side.Side && cell.Stressed.TotalMove > side.FetchedMove);

    private static CascadeCell Cell(
        CascadeSide side,
        double shock,
        CascadeOptions actual,
        CascadeOptions stressed,
        DateTimeOffset slotAt
    ) => new(side.Side, shock, Cascade(side, shock, actual, slotAt), Cascade(side, shock, stressed, slotAt));

    internal static CascadeResult Cascade(
        CascadeSide side,
        double shock,
        CascadeOptions options,
        DateTimeOffset slotAt
    ) =>
        LiquidationCascade.Compute(
            side.LiquidationPrices,
            side.NotionalsUsd,
            side.Side,
            Mark,
            shock,
            new CascadeBook(side.LevelPrices, side.LevelsUsd),
            slotAt,
            options
        );

    private static LoopGainResult Gain(CascadeSide side, LoopGainOptions options, DateTimeOffset slotAt) =>
        LoopGain.Compute(
            side.LiquidationPrices,
            side.NotionalsUsd,
            side.Side,
            Mark,
            new CascadeBook(side.LevelPrices, side.LevelsUsd),
            slotAt,
            options
        );
}

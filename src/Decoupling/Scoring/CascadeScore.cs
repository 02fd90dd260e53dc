using Decoupling.Cascades;
using Decoupling.Liquidation;
using Decoupling.Results;

namespace Decoupling.Scoring;

/// <summary>E2, E3: what shocks would end in, under the map's assumed leverages, and whether forced selling feeds on itself.</summary>
public sealed record CascadeScore : MetricResult
{
    /// <summary>One cell a side and shock: longs closed by falls, then shorts by rises. Empty unless the status is Ok.</summary>
    public IReadOnlyList<CascadeCell> Cells { get; init; } = [];

    /// <summary>E3 of longs, for falls; <see langword="null"/> unless the status is Ok.</summary>
    public LoopGainResult? FallGain { get; init; }

    /// <summary>E3 of shorts, for rises.</summary>
    public LoopGainResult? RiseGain { get; init; }

    /// <summary>Whether any of it rests on depth that is assumed beyond the fetched book.</summary>
    public bool? IsDepthAssumed { get; init; }

    /// <summary>The cell of a side and shock, or <see langword="null"/>.</summary>
    public CascadeCell? Find(PositionSide side, double shock)
    {
        foreach (var cell in Cells)
        {
            if (cell.Side == side && cell.Shock == shock)
            {
                return cell;
            }
        }

        return null;
    }

    internal static CascadeScore Without(Refusal refusal, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = 0,
            AsOf = asOf,
        };
}

/// <summary>One shock and what it would end in.</summary>
/// <param name="Side">Longs closed by a fall, or shorts by a rise.</param>
/// <param name="Shock">The first move, a fraction.</param>
/// <param name="Actual">Through the book as it stands.</param>
/// <param name="Stressed">Through the share of it that stays in stress.</param>
public sealed record CascadeCell(PositionSide Side, double Shock, CascadeResult Actual, CascadeResult Stressed);

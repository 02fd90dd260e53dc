using Decoupling.Liquidation;
using Decoupling.Scoring;
using Decoupling.Scoring.Columns;
using static Decoupling.Scoring.Columns.ColumnsOf<Decoupling.Summaries.RiskSummary>;

namespace Decoupling.Summaries;

/// <summary>Columns of RiskSummaries: what a shock to all venues at once would end in, E2, E3 and E6.</summary>
internal static class SummaryCascadeColumns
{
    private static readonly double[] Shocks = [0.01, 0.02, 0.05, 0.10, 0.20];

    public static IReadOnlyList<ResultColumn<RiskSummary>> All { get; } =
    [
        Text("CascadeStatus", "E2: status of maps and books together", summary => summary.CascadeStatus.ToString()),
        Flag(
            "IsCascadeDepthAssumed",
            "E2, E3: some of it rests on depth beyond the fetched books, at their mean density",
            summary => summary.IsDepthAssumed
        ),
        .. CascadeColumnsOf<RiskSummary>.Loop("Fall", summary => summary.Fall),
        .. CascadeColumnsOf<RiskSummary>.Loop("Rise", summary => summary.Rise),
        Number(
            "LoopSpectralRadius",
            "",
            "E6: a ratio, how price and volatility feed on themselves by the known channels, ≥ 0",
            summary => summary.Loop?.SpectralRadius
        ),
        Text(
            "LoopMissingChannels",
            "E6: channels that are not known, and so not in it",
            summary => summary.Loop is { Missing.Count: > 0 } loop ? string.Join(' ', loop.Missing) : null
        ),
        .. Shocks.SelectMany(shock => Shock("Fall", PositionSide.Long, shock)),
        .. Shocks.SelectMany(shock => Shock("Rise", PositionSide.Short, shock)),
    ];

    private static IEnumerable<ResultColumn<RiskSummary>> Shock(string move, PositionSide side, double shock) =>
        CascadeColumnsOf<RiskSummary>.Shock(move, shock, summary => ShockOf(summary, side, shock));

    private static ShockReading? ShockOf(RiskSummary summary, PositionSide side, double shock)
    {
        foreach (var cell in summary.Shocks)
        {
            if (cell.Side == side && cell.Shock == shock)
            {
                return cell;
            }
        }

        return null;
    }
}

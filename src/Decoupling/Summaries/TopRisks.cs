using System.Globalization;
using Decoupling.Cascades;
using Decoupling.Liquidation;
using Decoupling.Results;
using Decoupling.Scoring;

namespace Decoupling.Summaries;

/// <summary>Says what stands out in a summary, gravest first. It states what is, and what a shock would do; it foretells nothing.</summary>
internal static class TopRisks
{
    private const int Most = 3;

    // Below it a dislocation is no news.
    private const double Dislocated = 1;

    // A fifth more than the shock itself: under that the liquidations hardly matter.
    private const double Amplified = 1.2;

    private const double ShownShock = 0.05;

    // Under it the day's volume takes up what leveraged funds trade.
    private const double LargeFlow = 0.01;

    public static IReadOnlyList<TopRisk> Of(RiskSummary summary)
    {
        var risks = new List<TopRisk>();
        AddDislocation(risks, summary);
        AddLoop(risks, summary, summary.Fall, "fall", "longs");
        AddLoop(risks, summary, summary.Rise, "rise", "shorts");
        AddCascades(risks, summary);
        AddUncovered(risks, summary);
        AddRebalancing(risks, summary);
        AddHazard(risks, summary);
        AddCoverage(risks, summary);
        return [.. risks.OrderByDescending(risk => risk.Severity).Take(Most)];
    }

    private static void AddDislocation(List<TopRisk> risks, RiskSummary summary)
    {
        if (summary.FurthestApart is { DislocationRatio: >= Dislocated and var ratio } reading)
        {
            risks.Add(
                new TopRisk(
                    ratio,
                    reading.Sentence
                        ?? Text(
                            $"{summary.Asset}: {reading.Venue} {reading.Symbol} is dislocated, {ratio:0.0} × both floors."
                        )
                )
            );
        }
    }

    private static void AddLoop(List<TopRisk> risks, RiskSummary summary, LoopReading? loop, string move, string side)
    {
        if (loop is not { } known)
        {
            return;
        }

        if (known.Gain is >= 1 and var gain)
        {
            risks.Add(
                new TopRisk(
                    1 + Math.Min(gain, 10),
                    Text(
                        $"{summary.Asset}: under the assumed leverages a {move} would feed on itself from here: each dollar of {side} closed forces {gain:0.00} more."
                    )
                )
            );
        }
        else if (known.TriggerShock is { } trigger)
        {
            risks.Add(
                new TopRisk(
                    1 + Math.Max(0, 1 - 10 * trigger),
                    Text(
                        $"{summary.Asset}: under the assumed leverages a {move} of {100 * trigger:0.0} % would reach a place where it feeds on itself."
                    )
                )
            );
        }
    }

    private static void AddCascades(List<TopRisk> risks, RiskSummary summary)
    {
        foreach (var shock in summary.Shocks)
        {
            var amplification = shock.TotalMove / shock.Shock;
            if (shock.Shock != ShownShock || (amplification < Amplified && shock.Outcome == CascadeOutcome.Settled))
            {
                continue;
            }

            var (move, side) = shock.Side == PositionSide.Long ? ("fall", "longs") : ("rise", "shorts");
            var end = shock.Outcome switch
            {
                CascadeOutcome.Settled => Text($"end at {100 * shock.TotalMove:0.0} %"),
                CascadeOutcome.BookExhausted => Text(
                    $"go beyond the known book, {100 * shock.TotalMove:0.0} % at least"
                ),
                _ => Text($"not end by {100 * shock.TotalMove:0.0} %"),
            };
            risks.Add(
                new TopRisk(
                    amplification,
                    Text(
                        $"{summary.Asset}: under the assumed leverages a {move} of {100 * shock.Shock:0} % would close {shock.ForcedUsd / 1e6:0.0} M USD of {side} and {end}."
                    )
                )
            );
        }
    }

    private static void AddUncovered(List<TopRisk> risks, RiskSummary summary)
    {
        foreach (var shock in summary.Shocks)
        {
            if (shock is { InsuranceCover: < 1 and var cover, BadDebtUsd: { } badDebt })
            {
                var move = shock.Side == PositionSide.Long ? "fall" : "rise";
                risks.Add(
                    new TopRisk(
                        2 - cover,
                        Text(
                            $"{summary.Asset}: under the assumed leverages a {move} of {100 * shock.Shock:0} % would leave {badDebt / 1e6:0.0} M USD beyond margins, and the insurance funds given bear {100 * cover:0} % of it; the rest would fall on auto-deleveraging."
                        )
                    )
                );
                return;
            }
        }
    }

    private static void AddRebalancing(List<TopRisk> risks, RiskSummary summary)
    {
        if (summary.Rebalancing is { FlowUsd: { } flow, FlowOverVolume: >= LargeFlow and var share })
        {
            var does = flow > 0 ? "buy" : "sell";
            risks.Add(
                new TopRisk(
                    1 + share,
                    Text(
                        $"{summary.Asset}: leveraged funds would {does} {Math.Abs(flow) / 1e6:0.0} M USD at their next rebalancing, {100 * share:0.0} % of what derivatives traded in 24 hours."
                    )
                )
            );
        }
    }

    private static void AddHazard(List<TopRisk> risks, RiskSummary summary)
    {
        if (summary.HazardsElevated > 0)
        {
            risks.Add(
                new TopRisk(
                    1,
                    Text(
                        $"{summary.Asset}: {summary.HazardsElevated} of {summary.Coverage.Derivatives} derivatives stand in a state of elevated risk, mainly volatility and persistent funding."
                    )
                )
            );
        }
    }

    private static void AddCoverage(List<TopRisk> risks, RiskSummary summary)
    {
        var coverage = summary.Coverage;
        if (summary.Status != MetricStatus.Ok)
        {
            risks.Add(new TopRisk(1, Text($"{summary.Asset}: {summary.Reason}")));
        }
        else if (coverage.DerivativesScored < coverage.Derivatives || coverage.VenuesAnswered < coverage.VenuesAsked)
        {
            risks.Add(
                new TopRisk(
                    0.5,
                    Text(
                        $"{summary.Asset}: {coverage.DerivativesScored} of {coverage.Derivatives} derivatives have a score, {coverage.VenuesAnswered} of {coverage.VenuesAsked} venues gave one."
                    )
                )
            );
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

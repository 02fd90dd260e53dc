using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Cascades;

/// <summary>What a leveraged token or fund must trade at its rebalancing.</summary>
public sealed record LeveragedTokenFlowResult : MetricResult
{
    /// <summary>What it trades, USD: with the move of the underlying, bought when positive.</summary>
    public double? FlowUsd { get; init; }

    /// <summary>The flow without its sign over the market's volume, at least 0; <see langword="null"/> where the volume is not known.</summary>
    public double? FlowOverVolume { get; init; }
}

/// <summary>E5. Tells what leveraged tokens must buy or sell at their next rebalancing: always in the direction of the move, for long and
/// for short tokens.</summary>
/// <remarks>Flow = L(L - 1)·NAV·r. USD, signed. No history of its own. O(1). L between 0 and 1 trades against the move.
/// Source: M. Cheng and A. Madhavan, "The dynamics of leveraged and inverse exchange-traded funds", 2009; methods E5.</remarks>
public static class LeveragedTokenFlow
{
    /// <summary>The flow after a return.</summary>
    /// <param name="netAssetsUsd">NAV before the return, USD, at least 0.</param>
    /// <param name="leverage">L: 3 for a threefold long token, -2 for a twofold short one.</param>
    /// <param name="underlyingReturn">r of the underlying since the last rebalancing, a fraction above -1.</param>
    /// <param name="volumeUsd">What the market trades over the time of the rebalancing, USD, above 0; or <see langword="null"/>.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    public static LeveragedTokenFlowResult Compute(
        double netAssetsUsd,
        double leverage,
        double underlyingReturn,
        double? volumeUsd,
        DateTimeOffset asOf
    )
    {
        if (!(double.IsFinite(netAssetsUsd) && netAssetsUsd >= 0))
        {
            return None(
                MetricStatus.InvalidInput,
                $"The net assets are {CascadeText.Of(netAssetsUsd)} USD, not at least 0.",
                asOf
            );
        }

        if (!double.IsFinite(leverage) || !(underlyingReturn > -1 && double.IsFinite(underlyingReturn)))
        {
            return None(
                MetricStatus.InvalidInput,
                $"The leverage {CascadeText.Of(leverage)} or the return {CascadeText.Of(underlyingReturn)} is none.",
                asOf
            );
        }

        if (volumeUsd is { } volume && !InputGate.IsPrice(volume))
        {
            return None(MetricStatus.InvalidInput, $"The volume is {CascadeText.Of(volume)} USD, not above 0.", asOf);
        }

        var flow = leverage * (leverage - 1) * netAssetsUsd * underlyingReturn;
        var overVolume = Math.Abs(flow) / volumeUsd;
        return InputGate.AllFinite(flow, overVolume ?? 0)
            ? new LeveragedTokenFlowResult
            {
                Status = MetricStatus.Ok,
                SampleCount = 1,
                AsOf = asOf,
                FlowUsd = flow,
                FlowOverVolume = overVolume,
            }
            : None(MetricStatus.OutOfDomain, "The flow exceeds the range of a double.", asOf);
    }

    private static LeveragedTokenFlowResult None(MetricStatus status, string reason, DateTimeOffset asOf) =>
        new()
        {
            Status = status,
            Reason = reason,
            SampleCount = 0,
            AsOf = asOf,
        };
}

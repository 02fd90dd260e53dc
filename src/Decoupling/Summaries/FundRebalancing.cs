using Decoupling.Cascades;
using Decoupling.Numerics;
using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Snapshots;

namespace Decoupling.Summaries;

/// <summary>What the known leveraged funds of an asset must trade at their next rebalancing, because of the price since their last.</summary>
public sealed record FundRebalancingResult : MetricResult
{
    /// <summary>E5: what they trade together, USD: bought when positive, sold when negative.</summary>
    public double? FlowUsd { get; init; }

    /// <summary>The flow without its sign over what the asset's derivatives traded in 24 hours, at least 0; <see langword="null"/> where that is not known.</summary>
    public double? FlowOverVolume { get; init; }

    /// <summary>What each further unit of ln P makes them trade, USD, with the move: the leverage channel of E6.</summary>
    public double? UsdPerLogPrice { get; init; }

    /// <summary>When the oldest of the net assets were counted, UTC.</summary>
    public DateTimeOffset? OldestCountedAt { get; init; }
}

/// <summary>E5. Tells how much leveraged funds must buy or sell at their next rebalancing: with the day's move, for long and for short ones.</summary>
/// <remarks>Σ of L(L - 1)·NAV·r over the funds, r the move of the asset's first fresh market, spot before derivatives, since the fund's last
/// rebalancing, every day of the week alike; NAV as counted. USD, signed. Minimum history: the bars since then. Source: methods E5.</remarks>
internal static class FundRebalancing
{
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    /// <summary>Of all leveraged funds that the snapshot knows. OutOfDomain where it knows none, Stale where a count is too old, InsufficientData
    /// where no market has the prices.</summary>
    public static FundRebalancingResult Compute(MarketSnapshot snapshot, TimeSpan ageLimit)
    {
        var (funds, slotAt) = (snapshot.LeveragedFunds, snapshot.SlotAt);
        if (funds.Count == 0)
        {
            return Without(new Refusal(MetricStatus.OutOfDomain, "No leveraged fund of the asset is given."), slotAt);
        }

        var oldest = funds.Min(fund => fund.CountedAt);
        if (CountedHoldings.FindFault("oldest leveraged fund", oldest, slotAt, ageLimit) is { } tooOld)
        {
            return Without(tooOld, slotAt);
        }

        if (MarketOf(snapshot) is not { } bars)
        {
            return Without(new Refusal(MetricStatus.InsufficientData, "No market of the asset is fresh."), slotAt);
        }

        var (flow, perLogPrice) = (0.0, 0.0);
        foreach (var fund in funds)
        {
            if (MoveSince(bars, LastBefore(slotAt, fund.RebalancesAt)) is not { } move)
            {
                return Without(
                    new Refusal(MetricStatus.InsufficientData, $"There is no price of when {fund.Name} rebalanced."),
                    slotAt
                );
            }

            var traded = LeveragedTokenFlow.Compute(fund.NetAssetsUsd, fund.Leverage, move, null, slotAt);
            var kept = LeveragedTokenFlow.Compute(fund.NetAssetsUsd, fund.Leverage, 1, null, slotAt);
            if (traded.FlowUsd is not { } flowUsd || kept.FlowUsd is not { } keptUsd)
            {
                var wrong = traded.FlowUsd is null ? traded : kept;
                return Without(new Refusal(wrong.Status, $"{fund.Name}: {wrong.Reason}"), slotAt);
            }

            flow += flowUsd;
            perLogPrice += keptUsd;
        }

        var overVolume = DayVolumeUsd(snapshot) is { } volume ? Math.Abs(flow) / volume : (double?)null;
        if (!InputGate.AllFinite(flow, perLogPrice, overVolume ?? 0))
        {
            return Without(
                new Refusal(MetricStatus.OutOfDomain, "The funds together exceed the range of a double."),
                slotAt
            );
        }

        return new FundRebalancingResult
        {
            Status = MetricStatus.Ok,
            SampleCount = funds.Count,
            AsOf = slotAt,
            FlowUsd = flow,
            FlowOverVolume = overVolume,
            UsdPerLogPrice = perLogPrice,
            OldestCountedAt = oldest,
        };
    }

    private static BarSeries? MarketOf(MarketSnapshot snapshot) =>
        snapshot
            .Instruments.Where(one =>
                one.Kind != InstrumentKind.Option && Freshness.FindFault(one, snapshot) is null && one.Bars is not null
            )
            .OrderBy(one => one.Kind == InstrumentKind.Spot ? 0 : 1)
            .FirstOrDefault()
            ?.Bars;

    private static DateTimeOffset LastBefore(DateTimeOffset slotAt, TimeSpan timeOfDay)
    {
        var today = new DateTimeOffset(slotAt.Date, TimeSpan.Zero) + timeOfDay;
        return today < slotAt ? today : today - s_day;
    }

    /// <summary>The move from the close at a time, or the last one in the hour before it, to the newest close.</summary>
    private static double? MoveSince(BarSeries bars, DateTimeOffset at)
    {
        var newest = LastClose(bars, bars.Count - 1, bars.Count);
        var hour = (int)Math.Ceiling(TimeSpan.FromHours(1) / bars.Step);
        var then = LastClose(bars, (int)Math.Floor((at - bars.StartAt) / bars.Step) - 1, hour);
        return newest / then - 1;
    }

    private static double? LastClose(BarSeries bars, int from, int most)
    {
        for (var i = Math.Min(from, bars.Count - 1); i >= 0 && i > from - most; i--)
        {
            if (!double.IsNaN(bars.Close[i]))
            {
                return bars.Close[i];
            }
        }

        return null;
    }

    private static double? DayVolumeUsd(MarketSnapshot snapshot)
    {
        var usd = 0.0;
        foreach (var pair in InstrumentPair.Of(snapshot))
        {
            if (pair.Derivative.Bars is not { Volume: { } volume } bars)
            {
                continue;
            }

            var first = (int)Math.Clamp((snapshot.SlotAt - s_day - bars.StartAt) / bars.Step, 0, bars.Count);
            for (var i = first; i < bars.Count; i++)
            {
                usd += double.IsNaN(bars.Close[i]) ? 0 : volume[i] * bars.Close[i];
            }
        }

        return usd > 0 && double.IsFinite(usd) ? usd : null;
    }

    private static FundRebalancingResult Without(Refusal refusal, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = 0,
            AsOf = asOf,
        };
}

using System.Globalization;
using Decoupling.Baselines;
using Decoupling.Composite;
using Decoupling.Hazard;
using Decoupling.Numerics;
using Decoupling.Results;
using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Scoring;

/// <summary>The state of elevated risk of one derivative: what the newest hour reads, and whether it is in the state.</summary>
/// <param name="Reading">The log odds and what they are made of.</param>
/// <param name="State">Their rank against the past, and the state by hysteresis.</param>
public sealed record HazardScore(HazardResult Reading, HazardStateResult State);

/// <summary>Reads the hazard of a derivative from its hourly bars, its spot market's and the funding that it paid.</summary>
/// <remarks>
/// <para>The newest hour that both legs traded in is read, at most two hours before the slot. The state is recomputed each time: every hour that 30
/// days of bars allow (nine days of them) is scored, ranked against the snapshot's baseline and run through the hysteresis, so the same snapshot and baseline
/// give the same state, and a missed slot changes nothing. A state that was entered before those nine days and has not reached the 95th percentile within
/// them is not seen.</para>
/// <para>It says that risk is elevated, mainly from volatility and persistent funding. It foretells no fall.</para>
/// </remarks>
internal static class HazardScoring
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static HazardScore Compute(
        MarketSnapshot snapshot,
        InstrumentPair pair,
        DerivativePast past,
        ScoringOptions options
    )
    {
        if (FindFault(snapshot, pair, options.Hazard) is { } refusal)
        {
            return Without(refusal, snapshot.SlotAt);
        }

        var (underlying, derivative) = (pair.Reference!.HourlyBars!, pair.Derivative.HourlyBars!);
        using var room = new Rented<double>(HazardHours.RoomFor(underlying, derivative));
        var hours = HazardHours.Form(underlying, derivative, room.Span);
        var contract = new HazardContract(
            pair.Derivative.Venue,
            snapshot.Asset,
            pair.Derivative.Kind,
            options.FundingTerms
        );
        var funding = new HazardFunding(pair.Derivative.FundingHistory!, contract);
        var newestAt = NewestEndAt(underlying, derivative)!.Value;
        var newest = (int)((newestAt - hours.StartAt) / Hour) - 1;
        Span<double> features = stackalloc double[HazardFeatures.Count];
        if (HazardFeatures.Read(hours, ref funding, newest, features) is not HazardFault.None and var fault)
        {
            return Without(fault.ToRefusal(), snapshot.SlotAt);
        }

        if (!double.IsFinite(options.Hazard!.Logit(features)))
        {
            return Without(HazardFault.Overflow.ToRefusal(), snapshot.SlotAt);
        }

        var reading = HazardResult.Of(options.Hazard, features, newestAt, newest + 1, snapshot.SlotAt);
        var rank = past.Rank(BaselineComponents.HazardLogit, reading.Logit);
        if (rank.MidRank is null)
        {
            return new HazardScore(reading, NoState(new Refusal(rank.Status, rank.Reason!), snapshot.SlotAt));
        }

        var table = past.Find()!.Find(BaselineComponents.HazardLogit)!.Table;
        return new HazardScore(reading, StateOf(options.Hazard, hours, newest, ref funding, table, rank));
    }

    private static HazardStateResult StateOf(
        HazardModel model,
        in HazardHours hours,
        int newest,
        ref HazardFunding funding,
        QuantileTable past,
        PercentileRankResult rank
    )
    {
        const int First = HazardFeatures.History - 1;
        using var room = new Rented<double>(newest + 1 - First);
        var percentiles = room.Span;
        Span<double> features = stackalloc double[HazardFeatures.Count];
        for (var i = First; i <= newest; i++)
        {
            var isRead = HazardFeatures.Read(hours, ref funding, i, features) == HazardFault.None;
            var logit = isRead ? model.Logit(features) : double.NaN;
            percentiles[i - First] = double.IsFinite(logit) ? MidRankOf(past, logit) : double.NaN;
        }

        var run = HazardHysteresis.Run(percentiles);
        return new HazardStateResult
        {
            Status = MetricStatus.Ok,
            SampleCount = rank.SampleCount,
            AsOf = rank.AsOf,
            Percentile = rank.MidRank,
            State = run.State,
            SinceAt = run.SinceIndex < 0 ? null : hours.EndOf(First + run.SinceIndex),
            ElevatedHours = run.State == HazardState.Elevated ? newest - First - run.SinceIndex : 0,
        };
    }

    private static double MidRankOf(QuantileTable past, double logit)
    {
        var (below, equal) = past.CountAround(logit);
        return (below + 0.5 * equal) / past.Count;
    }

    private static Refusal? FindFault(MarketSnapshot snapshot, InstrumentPair pair, HazardModel? model)
    {
        if (model is null)
        {
            return Insufficient("There is no hazard model.");
        }

        if (pair.Derivative.Kind is InstrumentKind.LinearFuture or InstrumentKind.InverseFuture)
        {
            return new Refusal(MetricStatus.OutOfDomain, "A dated future pays no funding.");
        }

        if (pair.Reference is not { } reference)
        {
            return Insufficient("No venue gave a spot market to compare with.");
        }

        if (
            (
                pair.Derivative.RefusalOf(SnapshotInput.Last)
                ?? reference.RefusalOf(SnapshotInput.Last)
                ?? pair.Derivative.RefusalOf(SnapshotInput.FundingHistory)
            ) is
            { } refused
        )
        {
            return refused;
        }

        if (pair.Derivative.HourlyBars is not { } derivative || reference.HourlyBars is not { } underlying)
        {
            var missing = pair.Derivative.HourlyBars is null ? pair.Derivative : reference;
            return Insufficient($"{Freshness.NameOf(missing)} has no hourly bars.");
        }

        return FindFaultOfHours(snapshot, pair, NewestEndAt(underlying, derivative))
            ?? FindFaultOfFunding(snapshot, pair.Derivative);
    }

    private static Refusal? FindFaultOfHours(MarketSnapshot snapshot, InstrumentPair pair, DateTimeOffset? newestAt)
    {
        var names = $"{Freshness.NameOf(pair.Derivative)} and {Freshness.NameOf(pair.Reference!)}";
        return newestAt is null ? Insufficient($"{names} share no hour with trades.")
            : Freshness.IsFresh(newestAt.Value, snapshot.SlotAt, Hour) ? null
            : new Refusal(
                MetricStatus.Stale,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The last common hour of {names} ended {(snapshot.SlotAt - newestAt.Value).TotalHours:0.#} h before the slot."
                )
            );
    }

    private static Refusal? FindFaultOfFunding(MarketSnapshot snapshot, InstrumentSnapshot derivative)
    {
        if (derivative.FundingHistory is not { At: [.., var lastAt] })
        {
            return Insufficient("The venue gave no funding history.");
        }

        var interval = derivative.Funding?.Interval ?? HazardFunding.LongestInterval;
        return snapshot.SlotAt - lastAt is var age && age > interval + HazardFunding.Lag
            ? new Refusal(
                MetricStatus.Stale,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The last funding payment that is known was made {age.TotalHours:0.#} h before the slot."
                )
            )
            : null;
    }

    private static DateTimeOffset? NewestEndAt(BarSeries underlying, BarSeries derivative) =>
        BarOverlap.Between(underlying, derivative).NewestEndAt(underlying, derivative, barsInARow: 1);

    private static HazardScore Without(Refusal refusal, DateTimeOffset asOf) =>
        new(
            new HazardResult
            {
                Status = refusal.Status,
                Reason = refusal.Reason,
                SampleCount = 0,
                AsOf = asOf,
            },
            NoState(refusal, asOf)
        );

    private static HazardStateResult NoState(Refusal refusal, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = 0,
            AsOf = asOf,
        };

    private static Refusal Insufficient(string reason) => new(MetricStatus.InsufficientData, reason);
}

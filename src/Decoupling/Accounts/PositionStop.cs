using System.Buffers;
using Decoupling.Depth;
using Decoupling.Liquidation;
using Decoupling.Results;
using Decoupling.Sizing;
using Decoupling.Snapshots;

namespace Decoupling.Accounts;

/// <summary>H5 for a position: the farthest stop that is safe, by the book that would take the closing order and the jumps that were seen.</summary>
internal static class PositionStop
{
    public static StopAssessment Compute(PoolMember member, LiquidationPoint liquidation)
    {
        var (market, exposure) = (member.Market, member.Exposure);
        var impact = ImpactOf(market, exposure, out var noImpact);
        var gap = market.Gap.Gap;
        var refusal = liquidation.Outcome switch
        {
            LiquidationOutcome.LiquidatableNow => new Refusal(
                MetricStatus.OutOfDomain,
                $"{StopPlacement.BehindLiquidation}: the venue may close the position now."
            ),
            _ when impact is null => noImpact,
            _ when gap is null => new Refusal(
                market.Gap.Status,
                market.Gap.Reason ?? "The price's jumps are not known."
            ),
            _ => (Refusal?)null,
        };
        var placement = refusal is { } why
            ? Without(why, market.SlotAt)
            : StopPlacement.Compute(
                exposure.Side,
                market.MarkPrice,
                liquidation.Price,
                impact!.Value * market.MarkPrice,
                gap!.Value * market.MarkPrice,
                market.SlotAt
            );
        return new StopAssessment(placement, impact * 1e4, gap * 1e4);
    }

    /// <summary>How far below the mid price the closing order fills on average (above it, for a short), a fraction.</summary>
    private static double? ImpactOf(PositionMarket market, PositionExposure exposure, out Refusal refusal)
    {
        refusal = new Refusal(
            MetricStatus.InsufficientData,
            "No fresh book says what closing the position would cost."
        );
        if (market is not { IsBookFresh: true, Instrument.Book: { BidPrices.Length: > 0, AskPrices.Length: > 0 } book })
        {
            return null;
        }

        var isLong = exposure.Side == PositionSide.Long;
        var (prices, sizes) = isLong ? (book.BidPrices, book.BidSizes) : (book.AskPrices, book.AskSizes);
        var filled = Walk(market, prices, sizes, exposure.Coins(market.MarkPrice));
        if (!filled.IsFilled || filled.AveragePrice is not { } average)
        {
            refusal = new Refusal(
                filled.Status == MetricStatus.Ok ? MetricStatus.InsufficientData : filled.Status,
                filled.Reason
                    ?? "The fetched book is too thin for the whole position: what a stop would cost is not known."
            );
            return null;
        }

        var mid = 0.5 * (book.BidPrices[0] + book.AskPrices[0]);
        return Math.Max(0, exposure.Sign * (mid - average) / mid);
    }

    /// <summary>An inverse contract's book counts contracts of USD; at its own price each level is so many coins.</summary>
    private static BookWalkResult Walk(PositionMarket market, double[] prices, double[] sizes, double coins)
    {
        if (market.Instrument.Kind is InstrumentKind.LinearPerpetual or InstrumentKind.LinearFuture)
        {
            return BookWalk.Compute(prices, sizes, coins, market.SlotAt);
        }

        var rented = ArrayPool<double>.Shared.Rent(sizes.Length);
        try
        {
            var converted = rented.AsSpan(0, sizes.Length);
            for (var i = 0; i < converted.Length; i++)
            {
                converted[i] = sizes[i] * market.Instrument.ContractMultiplier / prices[i];
            }

            return BookWalk.Compute(prices, converted, coins, market.SlotAt);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    private static StopPlacementResult Without(Refusal refusal, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = 0,
            AsOf = asOf,
        };
}

namespace Decoupling.Depth;

/// <summary>What stands in the book within one distance of the mid, and how many times over the open interest would exhaust it.</summary>
public sealed record DepthBand
{
    /// <summary>The band's half-width, a fraction of the mid: 0.01 reaches from 1 % below to 1 % above.</summary>
    public required double Width { get; init; }

    /// <summary>Bids at or above mid·(1 - width), USD, at least 0.</summary>
    public required double BidDepthUsd { get; init; }

    /// <summary>Asks at or below mid·(1 + width), USD, at least 0.</summary>
    public required double AskDepthUsd { get; init; }

    /// <summary>Open interest over the bids, at least 0: the depth that a fall with its forced sales meets.
    /// <see langword="null"/> when no bid stands in the band.</summary>
    public required double? OpenInterestOverDepth { get; init; }

    /// <summary>Open interest over the thinner of both sides, at least <see cref="OpenInterestOverDepth"/>.
    /// <see langword="null"/> when a side is empty within the band.</summary>
    public required double? OpenInterestOverLesserDepth { get; init; }

    /// <summary>Whether the fetched bids end inside the band: their depth is then a lower bound and
    /// <see cref="OpenInterestOverDepth"/> an upper one.</summary>
    public required bool BidIsLowerBound { get; init; }

    /// <summary>Whether the fetched asks end inside the band: their depth is then a lower bound.</summary>
    public required bool AskIsLowerBound { get; init; }

    /// <summary>Whether either side's depth is only a lower bound.</summary>
    public bool IsLowerBound => BidIsLowerBound || AskIsLowerBound;
}

/// <summary>How far a market order of one size pushes the price, from a walk down the book as it stands.</summary>
/// <param name="SizeUsd">The order's size, USD.</param>
/// <param name="SellImpactPerUsd">κ of a sale: ln(mid / last price) / size, per USD, at least 0; <see langword="null"/> when
/// the fetched bids do not hold the size.</param>
/// <param name="BuyImpactPerUsd">κ of a purchase: ln(last price / mid) / size, per USD, at least 0; <see langword="null"/> when
/// the fetched asks do not hold the size.</param>
/// <param name="Reason">Which side does not hold the size and by how much; <see langword="null"/> when both do.</param>
public sealed record BookImpact(double SizeUsd, double? SellImpactPerUsd, double? BuyImpactPerUsd, string? Reason);

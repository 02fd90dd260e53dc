using Decoupling.Numerics;

namespace Decoupling.Discovery;

/// <summary>How much of the news each of two markets brings into the common price. Shares are the first market's; the second's are what is
/// left to 1.</summary>
public sealed record PriceDiscoveryShares
{
    /// <summary>Gonzalo and Granger's share: how little the first market corrects itself. Outside [0, 1] when a market corrects the wrong
    /// way.</summary>
    public required double ComponentShare { get; init; }

    /// <summary>The lower of Hasbrouck's two information shares, in [0, 1]: the first market last in the ordering, or first, whichever gives
    /// less.</summary>
    public required double InformationShareLow { get; init; }

    /// <summary>The upper of them, in [0, 1].</summary>
    public required double InformationShareHigh { get; init; }

    /// <summary>Their midpoint, in [0, 1]; the width between them grows with the correlation of the two markets' shocks.</summary>
    public required double InformationShareMid { get; init; }

    /// <summary>Lien and Shrestha's share, in [0, 1]: the same without an ordering.</summary>
    public required double ModifiedInformationShare { get; init; }

    /// <summary>Yan and Zivot's leadership by Putniņš's share, in [0, 1]: who moves first, set off against who is merely less noisy. Absent
    /// where a share that it divides by is 0.</summary>
    public required double? InformationLeadershipShare { get; init; }

    /// <summary>Whether <see cref="ComponentShare"/> lies outside [0, 1]: a market moves away from the other, and no share should be trusted.</summary>
    public bool IsComponentShareOutside => ComponentShare is < 0 or > 1;

    /// <summary>The shares of given adjustment speeds and shocks.</summary>
    /// <param name="alphaFirst">α₁, per step.</param>
    /// <param name="alphaSecond">α₂, per step; above α₁.</param>
    /// <param name="varianceFirst">Ω₁₁, above 0.</param>
    /// <param name="covariance">Ω₁₂.</param>
    /// <param name="varianceSecond">Ω₂₂, above 0.</param>
    /// <returns><see langword="null"/> where the numbers over- or underflow.</returns>
    internal static PriceDiscoveryShares? Of(
        double alphaFirst,
        double alphaSecond,
        double varianceFirst,
        double covariance,
        double varianceSecond
    )
    {
        var componentShare = alphaSecond / (alphaSecond - alphaFirst);
        var rho = Math.Clamp(covariance / Math.Sqrt(varianceFirst) / Math.Sqrt(varianceSecond), -1, 1);

        // ψ times each deviation: the common price's move for a shock of one deviation.
        var first = componentShare * Math.Sqrt(varianceFirst);
        var second = (1 - componentShare) * Math.Sqrt(varianceSecond);
        var news = first * first + 2 * rho * first * second + second * second;
        var orderedFirst = Square(first + rho * second) / news;
        var orderedLast = Square(first) * (1 - rho) * (1 + rho) / news;

        // The symmetric square root of a 2 × 2 correlation matrix.
        var own = 0.5 * (Math.Sqrt(1 + rho) + Math.Sqrt(1 - rho));
        var cross = 0.5 * (Math.Sqrt(1 + rho) - Math.Sqrt(1 - rho));
        var modified = Square(own * first + cross * second) / news;
        if (!(news > 0) || !InputGate.AllFinite(componentShare, orderedFirst, orderedLast, modified))
        {
            return null;
        }

        var mid = Share(0.5 * (orderedFirst + orderedLast));
        return new PriceDiscoveryShares
        {
            ComponentShare = componentShare,
            InformationShareLow = Share(Math.Min(orderedFirst, orderedLast)),
            InformationShareHigh = Share(Math.Max(orderedFirst, orderedLast)),
            InformationShareMid = mid,
            ModifiedInformationShare = Share(modified),
            InformationLeadershipShare = Leadership(mid, componentShare),
        };
    }

    /// <summary>IL = |IS₁/IS₂·CS₂/CS₁|, ILS = IL/(IL + 1/IL).</summary>
    private static double? Leadership(double informationShare, double componentShare)
    {
        var leadership = Math.Abs(informationShare / (1 - informationShare) * ((1 - componentShare) / componentShare));
        return leadership is > 0 and < double.PositiveInfinity ? 1 / (1 + 1 / leadership / leadership) : null;
    }

    /// <summary>What rounding alone carries out of [0, 1] is taken back.</summary>
    private static double Share(double value) => Math.Clamp(value, 0, 1);

    private static double Square(double value) => value * value;
}

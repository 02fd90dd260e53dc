namespace Decoupling.Baselines;

/// <summary>The components that baselines are built of. The list is a contract: it changes by addition only.</summary>
public static class BaselineComponents
{
    /// <summary>|robust z| of the basis, B1.</summary>
    public static BaselineComponent RobustZ { get; } = new("RobustZ", "BasisRobustZ", IsAbsolute: true);

    /// <summary>|basis - median| in basis points, B1.</summary>
    public static BaselineComponent DeviationBps { get; } = new("DeviationBps", "BasisDeviationBps", IsAbsolute: true);

    /// <summary>|premium outside what funding implies| in basis points, B2.</summary>
    public static BaselineComponent FundingGapBps { get; } = new("FundingGapBps", "FundingGapBps", IsAbsolute: true);

    /// <summary>|mark price against the last close| in basis points.</summary>
    public static BaselineComponent MarkLastBps { get; } = new("MarkLastBps", "MarkLastBps", IsAbsolute: true);

    /// <summary>Tracking error, a fraction per √year, A1.</summary>
    public static BaselineComponent TrackingErrorPerYear { get; } =
        new("TrackingErrorPerYear", "TrackingErrorPerYear", IsAbsolute: false);

    /// <summary>Log odds of the hazard.</summary>
    public static BaselineComponent HazardLogit { get; } = new("HazardLogit", "HazardLogit", IsAbsolute: false);

    /// <summary>The parts of the dislocation's composite, whose correlations a baseline keeps, in the order of its matrix.</summary>
    public static IReadOnlyList<BaselineComponent> OfDislocation { get; } =
    [RobustZ, DeviationBps, FundingGapBps, MarkLastBps, TrackingErrorPerYear];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<BaselineComponent> All { get; } = [.. OfDislocation, HazardLogit];
}

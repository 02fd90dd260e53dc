namespace Decoupling.Hazard;

/// <summary>What the hazard is read from, in the order of the model's coefficients. <see cref="HazardFeatures"/> defines each.</summary>
public enum HazardFeature
{
    /// <summary>Log of the underlying's volatility over 24 h, per √year.</summary>
    LogVolatility24h,

    /// <summary>The same over 72 h.</summary>
    LogVolatility72h,

    /// <summary>The same over 168 h.</summary>
    LogVolatility168h,

    /// <summary>The underlying's log return over 24 h.</summary>
    Return24h,

    /// <summary>How far the underlying is below its highest close of 7 days, a fraction from 0 to 1.</summary>
    Drawdown7d,

    /// <summary>The derivative's log volume of 24 h against the twenty days before, in standard deviations.</summary>
    VolumeZ,

    /// <summary>The funding paid over 7 days without its sign, in basis points.</summary>
    AbsoluteFunding7dBps,

    /// <summary>Log of one plus the distance in basis points between the mean premium of 8 h and what the last paid rate implies.</summary>
    LogFundingGap,
}

/// <summary>Names of the features as a sentence has them.</summary>
internal static class HazardFeatureNames
{
    public static string Words(this HazardFeature feature) =>
        feature switch
        {
            HazardFeature.LogVolatility24h => "24 h volatility",
            HazardFeature.LogVolatility72h => "72 h volatility",
            HazardFeature.LogVolatility168h => "7 d volatility",
            HazardFeature.Return24h => "24 h return",
            HazardFeature.Drawdown7d => "7 d drawdown",
            HazardFeature.VolumeZ => "volume",
            HazardFeature.AbsoluteFunding7dBps => "7 d funding",
            _ => "funding gap",
        };
}

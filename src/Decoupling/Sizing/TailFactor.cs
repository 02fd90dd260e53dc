using Decoupling.Numerics;

namespace Decoupling.Sizing;

/// <summary>How many deviations a bad move has: quantiles and mean excesses of three return models, as positive losses.</summary>
internal static class TailFactor
{
    /// <summary>z_q.</summary>
    public static double NormalQuantile(double confidence) => NormalDistribution.Quantile(confidence);

    /// <summary>φ(z_q)/(1 - q): the mean of what lies beyond.</summary>
    public static double NormalShortfall(double confidence) =>
        NormalDistribution.Density(NormalDistribution.Quantile(confidence)) / (1 - confidence);

    /// <summary>The quantile of Student's t, in units of its scale and not of its deviation.</summary>
    public static double StudentQuantile(double confidence, double degreesOfFreedom) =>
        StudentT.Quantile(confidence, degreesOfFreedom);

    /// <summary>f(t)/(1 - q)·(ν + t²)/(ν - 1), in units of the scale; ν above 1.</summary>
    public static double StudentShortfall(double confidence, double degreesOfFreedom)
    {
        var quantile = StudentT.Quantile(confidence, degreesOfFreedom);
        return StudentT.Density(quantile, degreesOfFreedom)
            / (1 - confidence)
            * (degreesOfFreedom + quantile * quantile)
            / (degreesOfFreedom - 1);
    }

    /// <summary>What makes Student's t have a deviation of one: √((ν - 2)/ν), ν above 2.</summary>
    public static double StudentScale(double degreesOfFreedom) => Math.Sqrt((degreesOfFreedom - 2) / degreesOfFreedom);

    /// <summary>The move at a normal z: z + (z² - 1)S/6 + (z³ - 3z)K/24 - (2z³ - 5z)S²/36.</summary>
    public static double CornishFisherMove(double z, double skewness, double excessKurtosis) =>
        z
        + (z * z - 1) * skewness / 6
        + (z * z * z - 3 * z) * excessKurtosis / 24
        - (2 * z * z * z - 5 * z) * skewness * skewness / 36;

    /// <summary>The mean move at and below a normal z with the chance 1 - q: the same polynomial, integrated term by term.</summary>
    public static double CornishFisherMeanBelow(double confidence, double skewness, double excessKurtosis)
    {
        var z = NormalDistribution.Quantile(1 - confidence);
        return -NormalDistribution.Density(z)
            / (1 - confidence)
            * (1 + z * skewness / 6 + (z * z - 1) * excessKurtosis / 24 - (2 * z * z - 1) * skewness * skewness / 36);
    }

    /// <summary>Whether larger z give larger moves everywhere; where not, the expansion is no distribution.</summary>
    public static bool IsCornishFisherMonotone(double skewness, double excessKurtosis)
    {
        var square = skewness * skewness;
        var (a, b, c) = (excessKurtosis / 8 - square / 6, skewness / 3, 1 - excessKurtosis / 8 + 5 * square / 36);
        return c > 0 && b * b <= 4 * a * c;
    }
}

namespace Decoupling.Numerics;

/// <summary>The integral of a smooth function over a short stretch, by Gauss and Legendre's rule of sixteen points: exact for polynomials
/// up to degree 31.</summary>
internal static class GaussLegendre
{
    private static ReadOnlySpan<double> Nodes =>
        [
            0.09501250983763745,
            0.2816035507792589,
            0.45801677765722737,
            0.6178762444026438,
            0.755404408355003,
            0.8656312023878318,
            0.9445750230732326,
            0.9894009349916499,
        ];

    private static ReadOnlySpan<double> Weights =>
        [
            0.18945061045506859,
            0.1826034150449236,
            0.16915651939500262,
            0.14959598881657676,
            0.12462897125553403,
            0.09515851168249259,
            0.062253523938647706,
            0.027152459411754037,
        ];

    /// <summary>∫ from low to high.</summary>
    public static double Integrate(Func<double, double> integrand, double low, double high)
    {
        var middle = 0.5 * (low + high);
        var half = 0.5 * (high - low);
        double sum = 0;
        for (var i = 0; i < Nodes.Length; i++)
        {
            sum += Weights[i] * (integrand(middle - half * Nodes[i]) + integrand(middle + half * Nodes[i]));
        }

        return half * sum;
    }
}

using Decoupling.Numerics;

namespace Decoupling.Reversion;

/// <summary>The best symmetric trade of dX = -αX dt + η dW against its cost: in at a below the mean, out as far above, and back.</summary>
/// <param name="Threshold">a, below 0.</param>
/// <param name="MeanTime">E[T] of a whole round, in units of 1/α's time.</param>
/// <param name="TimeVariance">Var[T].</param>
internal readonly record struct BertramOptimum(double Threshold, double MeanTime, double TimeVariance)
{
    /// <summary>Newton's steps double the digits; this many are never needed.</summary>
    private const int MostSteps = 100;

    private const double Negligible = 1e-18;

    /// <summary>Of α, η and the cost, all above 0. The condition e^(v²)(2v - k) = √π·erfi(v), v = -a√α/η and k = c√α/η, is
    /// v - F(v) = k/2 with Dawson's F: one root, and nothing overflows.</summary>
    public static BertramOptimum Of(double alpha, double eta, double cost)
    {
        var scale = Math.Sqrt(alpha) / eta;
        var half = 0.5 * cost * scale;

        // v - F(v) is at most v and at most 2v³/3, so the root lies above both bounds; the function is convex.
        var v = Math.Max(Math.Cbrt(1.5 * half), half);
        for (var step = 0; step < MostSteps; step++)
        {
            var next =
                v - (ImaginaryErrorFunction.DawsonDeficit(v) - half) / (2 * v * ImaginaryErrorFunction.Dawson(v));
            if (!(Math.Abs(next - v) > 1e-16 * v))
            {
                break;
            }

            v = next;
        }

        var z = v * Math.Sqrt(2);
        return new BertramOptimum(
            -v / scale,
            2 * Math.PI / alpha * ImaginaryErrorFunction.Erfi(v),
            2 * (W1(z) - W2(z)) / alpha / alpha
        );
    }

    /// <summary>E[T] of a round between a threshold and its mirror image.</summary>
    public static double MeanTimeOf(double alpha, double eta, double threshold) =>
        2 * Math.PI / alpha * ImaginaryErrorFunction.Erfi(-threshold * Math.Sqrt(alpha) / eta);

    /// <summary>(½ΣΓ(k/2)(√2z)ᵏ/k!)² - (½ΣΓ(k/2)(-√2z)ᵏ/k!)²: the product of the sums over odd and over even k, of which the odd one
    /// is π·erfi(z/√2).</summary>
    public static double W1(double z)
    {
        // Even k = 2j: (j - 1)!·(2z²)ʲ/(2j)!.
        var term = z * z;
        double even = 0;
        for (var j = 1; term > Negligible * even; j++)
        {
            even += term;
            term *= j * 2 * z * z / ((2 * j + 1) * (2 * j + 2.0));
        }

        return Math.PI * ImaginaryErrorFunction.Erfi(z / Math.Sqrt(2)) * even;
    }

    /// <summary>ΣΓ(k - ½)[ψ(k - ½) - ψ(1)](√2z)²ᵏ⁻¹/(2k - 1)!.</summary>
    public static double W2(double z)
    {
        // ψ(½) - ψ(1) = -2·ln 2, and ψ(x + 1) = ψ(x) + 1/x.
        var weight = Math.Sqrt(2 * Math.PI) * z;
        var digamma = -2 * Math.Log(2);
        double sum = 0;
        for (var k = 1; ; k++)
        {
            var term = weight * digamma;
            sum += term;
            if (k > 2 && !(Math.Abs(term) > Negligible * Math.Abs(sum)))
            {
                return sum;
            }

            digamma += 1 / (k - 0.5);
            weight *= (k - 0.5) * 2 * z * z / (2 * k * (2 * k + 1.0));
        }
    }
}

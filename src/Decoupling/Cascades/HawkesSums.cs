using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Decoupling.Cascades;

/// <summary>Σ ln λ and its derivatives, eight lanes at a time.</summary>
internal struct HawkesSums(HawkesParameters p)
{
    // So many intensities between 1e-18 and 1e18 multiply to a double.
    private const int FactorsPerExponent = 16;
    private const long ExponentBias = 1023;
    private const double LnTwo = 0.693147180559945309417;

    private readonly Vector512<double> _baseline = Vector512.Create(p.Baseline);
    private readonly Vector512<double> _ratio = Vector512.Create(p.Ratio);
    private readonly Vector512<double> _decay = Vector512.Create(p.Decay);
    private readonly Vector512<double> _jump = Vector512.Create(p.Ratio * p.Decay);
    private Vector512<double> _product = Vector512<double>.One;
    private Vector512<long> _exponents;
    private int _factors;
    private Vector512<double> _g0;
    private Vector512<double> _g1;
    private Vector512<double> _g2;
    private Vector512<double> _h00;
    private Vector512<double> _h01;
    private Vector512<double> _h02;
    private Vector512<double> _h11;
    private Vector512<double> _h12;
    private Vector512<double> _h22;
    private double _logs;

    /// <summary>Adds eight events.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Vector512<double> phi, Vector512<double> phi1, Vector512<double> phi2)
    {
        var intensity = Vector512.FusedMultiplyAdd(_jump, phi, _baseline);
        Multiply(intensity);
        AddDerivatives(Vector512<double>.One / intensity, phi, phi1, phi2);
    }

    /// <summary>Adds one event, in the first lane.</summary>
    public void AddOne(double phi, double phi1, double phi2)
    {
        var intensity = Math.FusedMultiplyAdd(_jump[0], phi, _baseline[0]);
        _logs += Math.Log(intensity);
        AddDerivatives(
            Vector512.CreateScalar(1 / intensity),
            Vector512.CreateScalar(phi),
            Vector512.CreateScalar(phi1),
            Vector512.CreateScalar(phi2)
        );
    }

    public HawkesDerivatives Total()
    {
        TakeExponents();
        var logs = _logs;
        for (var lane = 0; lane < Vector512<double>.Count; lane++)
        {
            logs += Math.Log(_product[lane]) + _exponents[lane] * LnTwo;
        }

        return new HawkesDerivatives
        {
            LogLikelihood = logs,
            Baseline = Sum(_g0),
            Ratio = Sum(_g1),
            Decay = Sum(_g2),
            BaselineBaseline = -Sum(_h00),
            BaselineRatio = -Sum(_h01),
            BaselineDecay = -Sum(_h02),
            RatioRatio = -Sum(_h11),
            RatioDecay = Sum(_h12),
            DecayDecay = Sum(_h22),
        };
    }

    /// <summary>∂λ/∂μ = 1, ∂λ/∂n = βφ, ∂λ/∂β = n(φ + βφ'), ∂²λ/∂n∂β = φ + βφ', ∂²λ/∂β² = n(2φ' + βφ'').</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddDerivatives(
        Vector512<double> inverse,
        Vector512<double> phi,
        Vector512<double> phi1,
        Vector512<double> phi2
    )
    {
        var mixed = Vector512.FusedMultiplyAdd(_decay, phi1, phi) * inverse;
        var ratio = _decay * phi * inverse;
        var decay = _ratio * mixed;
        var curved = _ratio * Vector512.FusedMultiplyAdd(_decay, phi2, phi1 + phi1) * inverse;
        _g0 += inverse;
        _g1 += ratio;
        _g2 += decay;
        _h00 = Vector512.FusedMultiplyAdd(inverse, inverse, _h00);
        _h01 = Vector512.FusedMultiplyAdd(inverse, ratio, _h01);
        _h02 = Vector512.FusedMultiplyAdd(inverse, decay, _h02);
        _h11 = Vector512.FusedMultiplyAdd(ratio, ratio, _h11);
        _h12 += Vector512.FusedMultiplyAdd(-ratio, decay, mixed);
        _h22 += Vector512.FusedMultiplyAdd(-decay, decay, curved);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Multiply(Vector512<double> intensity)
    {
        _product *= intensity;
        if (++_factors == FactorsPerExponent)
        {
            TakeExponents();
        }
    }

    /// <summary>A logarithm of a product instead of one of each factor: only the exponents are taken out on the way.</summary>
    private void TakeExponents()
    {
        var bits = _product.AsInt64();
        _exponents += Vector512.ShiftRightLogical(bits, 52) - Vector512.Create(ExponentBias);
        _product = ((bits & Vector512.Create(0x000F_FFFF_FFFF_FFFF)) | Vector512.Create(ExponentBias << 52)).AsDouble();
        _factors = 0;
    }

    private static double Sum(Vector512<double> lanes)
    {
        double sum = 0;
        for (var lane = 0; lane < Vector512<double>.Count; lane++)
        {
            sum += lanes[lane];
        }

        return sum;
    }
}

using System.Runtime.Intrinsics;

namespace Decoupling.Tracking;

/// <summary>A3's filter for eight values of Q at once, with what each says of the likelihood: Σv²/F and Σln F after the first update.</summary>
/// <remarks>The logarithm is taken of products of F/H, which are at least 1, and only now and then.</remarks>
/// <param name="observationVariance">H, above 0.</param>
/// <param name="stateVariance">Q of each lane, at least 0.</param>
/// <param name="diffuseVariance">P before the first sample.</param>
internal struct KalmanLanes(double observationVariance, Vector512<double> stateVariance, double diffuseVariance)
{
    /// <summary>Far from overflow with room for the next factor.</summary>
    private const double LargestProduct = 1e100;

    private readonly Vector512<double> _noise = Vector512.Create(observationVariance);
    private Vector512<double> _beta = Vector512<double>.Zero;
    private Vector512<double> _variance = Vector512.Create(diffuseVariance);
    private Vector512<double> _squares = Vector512<double>.Zero;
    private Vector512<double> _logarithms = Vector512<double>.Zero;
    private Vector512<double> _product = Vector512<double>.One;

    /// <summary>A step in which the underlying did not move: beta may have.</summary>
    public void Predict() => _variance += stateVariance;

    public void Update(double x, double y, bool isFirst)
    {
        var move = Vector512.Create(x);
        var gain = _variance * move;
        var innovationVariance = gain * move + _noise;
        var inverse = Vector512<double>.One / innovationVariance;
        var innovation = Vector512.Create(y) - _beta * move;
        var scaled = innovation * inverse;
        if (!isFirst)
        {
            _squares += scaled * innovation;
            _product *= innovationVariance / _noise;
            if (Vector512.GreaterThanAny(_product, Vector512.Create(LargestProduct)))
            {
                TakeLogarithms();
            }
        }

        _beta += gain * scaled;
        _variance = _variance * (_noise * inverse) + stateVariance;
    }

    /// <summary>The likeliest scale of each lane, and the likelihood with it.</summary>
    public void Conclude(int updates, Span<double> scales, Span<double> likelihoods)
    {
        TakeLogarithms();
        for (var lane = 0; lane < Vector512<double>.Count; lane++)
        {
            var scale = _squares[lane] / updates;
            var logarithms = _logarithms[lane] + updates * Math.Log(observationVariance);
            scales[lane] = scale;
            likelihoods[lane] = -0.5 * (updates * (Math.Log(2 * Math.PI * scale) + 1) + logarithms);
        }
    }

    private void TakeLogarithms()
    {
        Span<double> products = stackalloc double[Vector512<double>.Count];
        _product.CopyTo(products);
        for (var lane = 0; lane < products.Length; lane++)
        {
            products[lane] = Math.Log(products[lane]);
        }

        _logarithms += Vector512.Create<double>(products);
        _product = Vector512<double>.One;
    }
}

namespace Decoupling.Cascades;

/// <summary>A step of the logarithms of baseline, ratio and decay.</summary>
internal readonly record struct LogStep(double Baseline, double Ratio, double Decay)
{
    /// <summary>The step to the top of the parabola, and what it gains; NaN where the (damped) surface is not concave.</summary>
    public static (LogStep Step, double Gain) Of(HawkesDerivatives at, HawkesParameters p, double damping)
    {
        // By the chain rule, and negated: a convex problem.
        var g0 = p.Baseline * at.Baseline;
        var g1 = p.Ratio * at.Ratio;
        var g2 = p.Decay * at.Decay;
        var h00 = Damped(-(p.Baseline * p.Baseline * at.BaselineBaseline + g0), damping);
        var h11 = Damped(-(p.Ratio * p.Ratio * at.RatioRatio + g1), damping);
        var h22 = Damped(-(p.Decay * p.Decay * at.DecayDecay + g2), damping);
        var h10 = -p.Baseline * p.Ratio * at.BaselineRatio;
        var h20 = -p.Baseline * p.Decay * at.BaselineDecay;
        var h21 = -p.Ratio * p.Decay * at.RatioDecay;

        // Cholesky: a root of what is not above 0 is NaN or infinite, and so is the gain.
        var l00 = Root(h00);
        var l10 = h10 / l00;
        var l20 = h20 / l00;
        var l11 = Root(h11 - l10 * l10);
        var l21 = (h21 - l20 * l10) / l11;
        var l22 = Root(h22 - l20 * l20 - l21 * l21);
        var y0 = g0 / l00;
        var y1 = (g1 - l10 * y0) / l11;
        var y2 = (g2 - l20 * y0 - l21 * y1) / l22;
        var s2 = y2 / l22;
        var s1 = (y1 - l21 * s2) / l11;
        var s0 = (y0 - l10 * s1 - l20 * s2) / l00;
        return (new LogStep(s0, s1, s2), 0.5 * (y0 * y0 + y1 * y1 + y2 * y2));
    }

    /// <summary>The parameters after the step, shortened where it is too long.</summary>
    public HawkesParameters From(HawkesParameters p, double longest)
    {
        var scale =
            longest / Math.Max(longest, Math.Max(Math.Abs(Baseline), Math.Max(Math.Abs(Ratio), Math.Abs(Decay))));
        return new HawkesParameters(
            p.Baseline * Math.Exp(scale * Baseline),
            p.Ratio * Math.Exp(scale * Ratio),
            p.Decay * Math.Exp(scale * Decay)
        );
    }

    private static double Damped(double diagonal, double damping) => diagonal + damping * (1 + Math.Abs(diagonal));

    private static double Root(double value) => value > 0 ? Math.Sqrt(value) : double.NaN;
}

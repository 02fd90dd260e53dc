namespace Decoupling.Cascades;

/// <summary>The log-likelihood of one self-exciting process with its first and second derivatives in baseline, ratio and decay.</summary>
internal struct HawkesDerivatives
{
    public double LogLikelihood;

    public double Baseline;
    public double Ratio;
    public double Decay;

    public double BaselineBaseline;
    public double BaselineRatio;
    public double BaselineDecay;
    public double RatioRatio;
    public double RatioDecay;
    public double DecayDecay;
}

/// <summary>Baseline μ, ratio n and decay β.</summary>
internal readonly record struct HawkesParameters(double Baseline, double Ratio, double Decay);

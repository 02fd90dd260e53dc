namespace Decoupling.Cascades;

/// <summary>Newton's method on the logarithms of the parameters, damped where the likelihood is not concave.</summary>
internal ref struct HawkesNewton(ReadOnlySpan<double> seconds, ReadOnlySpan<double> gaps, double endSeconds)
{
    private const int MostSteps = 100;

    // In the logarithm: a step of more than e² is a leap into the unknown.
    private const double LongestStep = 2;

    private const double FirstDamping = 1e-3;
    private const double MostDamping = 1e12;

    /// <summary>Below it the events set off no others: the decay cannot be told.</summary>
    private const double NoRatio = 1e-6;

    private readonly ReadOnlySpan<double> _seconds = seconds;
    private readonly ReadOnlySpan<double> _gaps = gaps;
    private readonly double _endSeconds = endSeconds;

    public readonly HawkesDerivatives At(HawkesParameters p) => HawkesKernel.Compute(_seconds, _gaps, _endSeconds, p);

    /// <summary>Climbs from a start until what a step still gains, a nat and event, is under the tolerance; that last step is taken.</summary>
    public readonly HawkesMaximum Climb(HawkesParameters p, double tolerance)
    {
        var here = At(p);
        double damping = 0;
        for (var step = 0; step < MostSteps && p.Ratio > NoRatio; step++)
        {
            var (logStep, gain) = LogStep.Of(here, p, damping);
            if (double.IsNaN(gain))
            {
                damping = Math.Max(FirstDamping, 10 * damping);
                if (damping > MostDamping)
                {
                    break;
                }

                continue;
            }

            var next = logStep.From(p, LongestStep);
            if (gain <= tolerance * _seconds.Length)
            {
                return new HawkesMaximum(next, here.LogLikelihood + gain, IsConverged: damping < 1);
            }

            var there = At(next);
            if (there.LogLikelihood > here.LogLikelihood)
            {
                (p, here) = (next, there);
                damping = damping > FirstDamping ? damping / 10 : 0;
            }
            else
            {
                damping = Math.Max(FirstDamping, 10 * damping);
                if (damping > MostDamping)
                {
                    break;
                }
            }
        }

        return new HawkesMaximum(p, here.LogLikelihood, IsConverged: p.Ratio <= NoRatio);
    }
}

/// <summary>Where the climb ended.</summary>
internal readonly record struct HawkesMaximum(HawkesParameters Parameters, double LogLikelihood, bool IsConverged);

using Decoupling.Numerics;
using Decoupling.Snapshots;

namespace Decoupling.Quality;

/// <summary>How far an instrument's closes are from what the others say, beyond what is usual for it.</summary>
/// <remarks>Usual is the median of nine bars spread over the series, so a future's premium or a coin's quote currency is no distance, and a fault is
/// none once it has lasted half the window.</remarks>
internal ref struct SeriesDistance(
    Inspection inspection,
    int instrument,
    BarSeries bars,
    bool isHourly,
    QuorumScope scope
)
{
    private const int Samples = 9;

    private double usual = double.NaN;

    /// <summary>The logarithm of the close over the others', less the usual one; NaN where the others say nothing.</summary>
    public double At(int bar, out int venues)
    {
        var raw = Raw(bar, out venues);
        if (double.IsNaN(usual))
        {
            usual = Usual();
        }

        return raw - usual;
    }

    private readonly double Raw(int bar, out int venues)
    {
        var others = inspection.Quorum.At(instrument, bars.StartAt + bars.Step * (bar + 1), isHourly, scope);
        venues = others.Venues;
        return Math.Log(bars.Close[bar] / others.Price);
    }

    private readonly double Usual()
    {
        Span<double> seen = stackalloc double[Samples];
        var count = 0;
        for (var i = 0; i < Samples; i++)
        {
            var raw = Raw((int)((2L * i + 1) * bars.Count / (2 * Samples)), out _);
            if (double.IsFinite(raw))
            {
                seen[count++] = raw;
            }
        }

        return count < 3 ? 0 : Median.OfReordered(seen[..count]);
    }
}

namespace Decoupling.Reversion;

/// <summary>The exact map from one step's regression to the process in continuous time.</summary>
/// <param name="Persistence">φ, above 0.</param>
/// <param name="ReversionPerHour">θ; not above 0 from φ = 1 on.</param>
/// <param name="HalfLifeHours">ln 2/θ.</param>
/// <param name="DiffusionPerRootHour">σ, in the unit of the residual deviation.</param>
/// <param name="StationaryDeviation">s/√(1 - φ²).</param>
/// <param name="BrownianPerRootHour">s/√Δ.</param>
internal readonly record struct OrnsteinUhlenbeckProcess(
    double Persistence,
    double ReversionPerHour,
    double HalfLifeHours,
    double DiffusionPerRootHour,
    double StationaryDeviation,
    double BrownianPerRootHour
)
{
    public static OrnsteinUhlenbeckProcess Of(double persistence, double residualDeviation, TimeSpan step)
    {
        var reversion = -Math.Log(persistence) / step.TotalHours;
        var kept = (1 - persistence) * (1 + persistence);
        return new OrnsteinUhlenbeckProcess(
            persistence,
            reversion,
            Math.Log(2) / reversion,
            residualDeviation * Math.Sqrt(2 * reversion / kept),
            residualDeviation / Math.Sqrt(kept),
            residualDeviation / Math.Sqrt(step.TotalHours)
        );
    }
}

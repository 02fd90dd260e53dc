namespace Decoupling.Pipeline.Health;

/// <summary>How a part of the pipeline does.</summary>
public enum HealthState
{
    /// <summary>As it should.</summary>
    Ok,

    /// <summary>It works, and somebody should look at something soon.</summary>
    Attention,

    /// <summary>It does not do its work: slots do not come, or people are not told.</summary>
    Failing,
}

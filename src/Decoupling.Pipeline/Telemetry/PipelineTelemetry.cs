using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Decoupling.Pipeline.Telemetry;

/// <summary>What the steps tell of themselves, for OpenTelemetry to collect: one source of spans and one meter, of one name.</summary>
/// <remarks>Nobody has to collect: without a listener nothing is measured. No span, metric or log holds an address, a key, a label of an account or a reply.</remarks>
public static class PipelineTelemetry
{
    /// <summary>The name of the source of spans and of the meter.</summary>
    public const string Name = "Decoupling";

    internal static ActivitySource Source { get; } = new(Name);

    internal static Meter Meter { get; } = new(Name);
}

namespace Decoupling.Pipeline.Telemetry;

/// <summary>The attributes of spans and metrics.</summary>
internal static class TelemetryNames
{
    public const string Asset = "decoupling.asset";
    public const string Slot = "decoupling.slot";
    public const string Venue = "decoupling.venue";
    public const string Channel = "decoupling.channel";
    public const string Step = "decoupling.step";
    public const string Table = "decoupling.table";
    public const string Status = "decoupling.status";
    public const string Finding = "decoupling.finding";
    public const string Outcome = "decoupling.outcome";

    // As OpenTelemetry's conventions name them.
    public const string ErrorType = "error.type";
    public const string Host = "server.address";

    public const string Ok = "ok";
    public const string Failed = "failed";
}

using Decoupling.Pipeline.Notifications;

namespace Decoupling.Pipeline.Heartbeats;

/// <summary>Where a dead man's switch is told that a run went well, and where, if it has such a place, that it failed.</summary>
/// <remarks>Healthchecks (hosted or one's own) and Better Stack take a failure at the address with /fail behind it. Another receiver is told nothing of a failure: its own patience ends
/// without a ping.</remarks>
internal static class HeartbeatAddress
{
    private static readonly string[] HostsWithFail = ["hc-ping.com", "uptime.betterstack.com", "betteruptime.com"];

    // Healthchecks on a host of one's own: https://example.com/ping/<uuid>.
    private const string PathWithFail = "/ping/";

    /// <summary>The address of a run that failed, or <see langword="null"/> where the receiver has none.</summary>
    public static Uri? OfFailure(SecretAddress heartbeat)
    {
        var address = heartbeat.Value;
        var hasOne =
            HostsWithFail.Contains(address.IdnHost, StringComparer.OrdinalIgnoreCase)
            || address.AbsolutePath.StartsWith(PathWithFail, StringComparison.Ordinal);
        return hasOne ? new UriBuilder(address) { Path = $"{address.AbsolutePath.TrimEnd('/')}/fail" }.Uri : null;
    }
}

namespace Decoupling.EndToEnd.Tests;

/// <summary>How long a campaign runs: a sample in the test command, whole with DECOUPLING_CAMPAIGN=full.</summary>
internal static class Campaign
{
    public static bool IsFull => Environment.GetEnvironmentVariable("DECOUPLING_CAMPAIGN") == "full";
}

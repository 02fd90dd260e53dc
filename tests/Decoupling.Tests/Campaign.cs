namespace Decoupling.Tests;

/// <summary>How long a campaign runs: at 1 % in the test command, whole with DECOUPLING_CAMPAIGN=full.</summary>
internal static class Campaign
{
    public static bool IsFull => Environment.GetEnvironmentVariable("DECOUPLING_CAMPAIGN") == "full";

    public static int Runs(int whole) => IsFull ? whole : Math.Max(1, whole / 100);
}

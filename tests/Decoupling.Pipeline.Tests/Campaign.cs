namespace Decoupling.Pipeline.Tests;

/// <summary>How much of a long campaign to run: 1 % in the test command, the whole with DECOUPLING_CAMPAIGN=full.</summary>
internal static class Campaign
{
    public static int Count(int whole) =>
        Environment.GetEnvironmentVariable("DECOUPLING_CAMPAIGN") == "full" ? whole : Math.Max(1, whole / 100);
}

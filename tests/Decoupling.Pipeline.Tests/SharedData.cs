namespace Decoupling.Pipeline.Tests;

/// <summary>Recorded market data, read in place from the folder that DECOUPLING_DATA names.</summary>
internal static class SharedData
{
    /// <summary>The path of a file in the folder; skips the test where the folder is not named.</summary>
    public static string PathOrSkip(params string[] parts)
    {
        var folder = Environment.GetEnvironmentVariable("DECOUPLING_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "DECOUPLING_DATA names no folder of recorded market data.");
        return Path.Combine([folder!, .. parts]);
    }
}

using System.Runtime.InteropServices;

namespace Decoupling.Benchmarks;

/// <summary>The inputs that peers and limits are timed on, in the folder that PEERS_DATA names.</summary>
internal static class PeerInput
{
    /// <summary>The name if the folder holds the file, so that a benchmark without its input has no case.</summary>
    public static IEnumerable<string> Named(string name) => File.Exists(PathOf(name)) ? [name] : [];

    public static double[] Read(string name) =>
        MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(PathOf(name))).ToArray();

    private static string PathOf(string name) =>
        Path.Combine(Environment.GetEnvironmentVariable("PEERS_DATA") ?? "", name + ".f64");
}

using System.Runtime.InteropServices;

namespace Decoupling.Tests;

/// <summary>The inputs that peers and limits are timed on, in the folder that PEERS_DATA names; a test without it is skipped.</summary>
internal static class PeerInputs
{
    public static double[] Read(string name)
    {
        var folder = Environment.GetEnvironmentVariable("PEERS_DATA");
        Assert.SkipUnless(Directory.Exists(folder), "PEERS_DATA names no folder with the peers' inputs.");
        return MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(Path.Combine(folder!, name + ".f64"))).ToArray();
    }
}

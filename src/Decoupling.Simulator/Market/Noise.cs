namespace Decoupling.Simulator.Market;

/// <summary>Random numbers by position instead of by order, so that any part of the market can be asked for first.</summary>
internal static class Noise
{
    /// <summary>A seed of its own for each kind of noise.</summary>
    public static ulong Stream(int seed, int purpose, int asset = 0, int venue = 0) =>
        Mix(Mix((ulong)(uint)seed) ^ (((ulong)(uint)purpose << 16) | ((ulong)(uint)asset << 8) | (uint)venue));

    /// <summary>A number in (0, 1).</summary>
    public static double Uniform(ulong stream, long position) =>
        ((Mix(stream + (ulong)position * 0x9E3779B97F4A7C15) >> 11) + 0.5) * (1.0 / (1UL << 53));

    /// <summary>A standard normal number (Box and Muller, 1958), from the two halves of one hash.</summary>
    public static double Gaussian(ulong stream, long position)
    {
        var bits = Mix(stream + (ulong)position * 0x9E3779B97F4A7C15);
        var radius = ((uint)(bits >> 32) + 0.5) / 4294967296.0;
        var angle = (uint)bits / 4294967296.0;
        return Math.Sqrt(-2 * Math.Log(radius)) * Math.Cos(2 * Math.PI * angle);
    }

    /// <summary>The finaliser of SplitMix64 (Steele, Lea, Flood, 2014).</summary>
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}

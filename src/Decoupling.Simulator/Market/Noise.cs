namespace Decoupling.Simulator.Market;

/// <summary>Random numbers by position instead of by order, so that any part of the market can be asked for first.</summary>
internal static class Noise
{
    private const double BytesMean = 8 * 127.5;

    // √(8 · (256² − 1) / 12)
    private const double BytesDeviation = 209.02152999152983;

    /// <summary>A seed of its own for each kind of noise.</summary>
    public static ulong Stream(int seed, int purpose, int asset = 0, int venue = 0) =>
        Mix(Mix((ulong)(uint)seed) ^ (((ulong)(uint)purpose << 16) | ((ulong)(uint)asset << 8) | (uint)venue));

    /// <summary>What is added to a stream's positions for a further user of it, so that it meets no other's; 0 for the first.</summary>
    public static long Apart(int user) => (long)user << 48;

    /// <summary>A number in (0, 1).</summary>
    public static double Uniform(ulong stream, long position) =>
        ((Mix(stream + (ulong)position * 0x9E3779B97F4A7C15) >> 11) + 0.5) * (1.0 / (1UL << 53));

    /// <summary>A bell-shaped number with mean 0, variance 1 and at most 4.9 on either side.</summary>
    /// <remarks>The sum of a hash's eight bytes (Irwin and Hall, 1927): quick, and the same on every platform.</remarks>
    public static double Gaussian(ulong stream, long position)
    {
        const ulong EveryOtherByte = 0x00FF00FF00FF00FF;
        var bits = Mix(stream + (ulong)position * 0x9E3779B97F4A7C15);
        var pairs = (bits & EveryOtherByte) + ((bits >> 8) & EveryOtherByte);
        var sum = (int)((pairs * 0x0001000100010001) >> 48);
        return (sum - BytesMean) * (1 / BytesDeviation);
    }

    /// <summary>The finaliser of SplitMix64 (Steele, Lea, Flood, 2014).</summary>
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}

namespace Decoupling.Tests;

/// <summary>Doubles that break naive arithmetic: any bit pattern, and the corners of the format.</summary>
internal sealed class HostileNumbers(int seed)
{
    private static readonly double[] s_corners =
    [
        0,
        -0.0,
        1,
        -1,
        double.Epsilon,
        -double.Epsilon,
        double.MaxValue,
        double.MinValue,
        double.NaN,
        double.PositiveInfinity,
        double.NegativeInfinity,
        1e154,
        -1e154,
        1e-154,
        1e-9,
        1 + 1e-15,
    ];

    private readonly Random _random = new(seed);

    public double Next() =>
        _random.Next(4) switch
        {
            0 => s_corners[_random.Next(s_corners.Length)],
            1 => BitConverter.Int64BitsToDouble(_random.NextInt64(long.MinValue, long.MaxValue)),
            2 => Math.Pow(10, _random.NextDouble() * 616 - 308) * (_random.Next(2) == 0 ? 1 : -1),
            _ => _random.NextDouble() - 0.5,
        };

    /// <summary>A sample of which all, some or one value is hostile.</summary>
    public double[] NextSample(int count)
    {
        var share = _random.Next(3) switch
        {
            0 => 1.0,
            1 => 0.1,
            _ => 1.0 / count,
        };
        var scale = Math.Pow(10, _random.Next(-12, 13));
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ => _random.NextDouble() < share ? Next() : (_random.NextDouble() - 0.5) * scale),
        ];
    }

    /// <summary>As <see cref="NextSample"/>, without signs: most are prices, some are 0, NaN or infinite.</summary>
    public double[] NextPrices(int count) => [.. NextSample(count).Select(value => Math.Abs(value))];

    public int NextCount(int most) => _random.Next(most + 1);
}

namespace Decoupling.Simulator.Market;

/// <summary>An asset's size and grids: what makes BTC's simulated market look like BTC's.</summary>
/// <param name="Name">The asset: "BTC".</param>
/// <param name="StartPrice">The fair price at midnight of the script's first day, USD.</param>
/// <param name="VolatilityPerYear">Calm volatility, a fraction a year.</param>
/// <param name="Correlation">Correlation of its returns with the common factor.</param>
/// <param name="VolumeUsdPerDay">Volume of Binance's perpetual.</param>
/// <param name="OpenInterestUsd">Open interest of Binance's perpetual, one side.</param>
/// <param name="DepthUsd">One side of Binance's perpetual book within 1 % of the mid.</param>
/// <param name="PerpetualTick">The price grid of the perpetuals; spot is quoted in cents.</param>
/// <param name="PerpetualLotDecimals">Decimals of the perpetuals' size grid.</param>
/// <param name="SpotLotDecimals">Decimals of the spot size grid.</param>
internal sealed record AssetProfile(
    string Name,
    double StartPrice,
    double VolatilityPerYear,
    double Correlation,
    double VolumeUsdPerDay,
    double OpenInterestUsd,
    double DepthUsd,
    decimal PerpetualTick,
    int PerpetualLotDecimals,
    int SpotLotDecimals
)
{
    private const double MinutesPerYear = 365 * 24 * 60;

    /// <summary>How many have the name of a real asset; the rest are made up.</summary>
    public const int Named = 3;

    private const int MadeUp = 100;

    public static readonly AssetProfile[] All =
    [
        new("BTC", 88_000, 0.45, 0.95, 15e9, 8e9, 100e6, 0.1m, 3, 5),
        new("ETH", 2_900, 0.60, 0.90, 12e9, 5e9, 60e6, 0.01m, 3, 4),
        new("SOL", 140, 0.80, 0.85, 3e9, 1.5e9, 20e6, 0.01m, 1, 3),
        .. Enumerable
            .Range(1, MadeUp)
            .Select(i => new AssetProfile($"SIM{i:00}", 20 + 7 * i, 0.9, 0.8, 1e9, 0.4e9, 8e6, 0.01m, 1, 3)),
    ];

    public string Symbol { get; } = Name + "USDT";

    public double VolatilityPerMinute { get; } = VolatilityPerYear / Math.Sqrt(MinutesPerYear);

    public static int IndexOfSymbol(string? symbol) => Array.FindIndex(All, asset => asset.Symbol == symbol);
}

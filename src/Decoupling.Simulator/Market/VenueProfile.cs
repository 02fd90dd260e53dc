namespace Decoupling.Simulator.Market;

/// <summary>How large a venue is, relative to the asset's figures for Binance's perpetual.</summary>
/// <param name="Name">The venue's name in lower case.</param>
/// <param name="PerpetualShare">Its perpetual's volume, open interest and depth over Binance's.</param>
/// <param name="SpotShare">Its spot volume and depth over those of Binance's perpetual.</param>
/// <param name="FundingCap">The largest funding rate in either direction, per interval.</param>
/// <param name="CascadeBasis">How far its perpetuals go in a cascade, over the script's basis.</param>
/// <param name="IsInIndex">Whether its spot price is part of the index.</param>
internal sealed record VenueProfile(
    string Name,
    double PerpetualShare,
    double SpotShare,
    double FundingCap,
    double CascadeBasis,
    bool IsInIndex = false
)
{
    public const int Binance = 0;
    public const int Bybit = 1;
    public const int Okx = 2;
    public const int Deribit = 3;
    public const int Hyperliquid = 4;
    public const int Coinbase = 5;
    public const int Kraken = 6;

    public static readonly VenueProfile[] All =
    [
        new("binance", 1, 0.25, FundingCap: 0.003, CascadeBasis: 0.9, IsInIndex: true),
        new("bybit", 0.55, 0.1, FundingCap: 0.00375, CascadeBasis: 1.1, IsInIndex: true),
        new("okx", 0.45, 0.08, FundingCap: 0.00375, CascadeBasis: 1),
        new("deribit", 0.12, 0.02, FundingCap: 0.005, CascadeBasis: 0.8),
        new("hyperliquid", 0.3, 0.03, FundingCap: 0.04, CascadeBasis: 1.2),
        new("coinbase", 0.1, 0.12, FundingCap: 0.003, CascadeBasis: 1),
        new("kraken", 0.05, 0.05, FundingCap: 0.003, CascadeBasis: 1),
    ];

    public static int IndexOf(string? name) => Array.FindIndex(All, venue => venue.Name == name);
}

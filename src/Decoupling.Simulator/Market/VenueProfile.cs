namespace Decoupling.Simulator.Market;

/// <summary>How large a venue is, relative to the asset's figures for Binance's perpetual.</summary>
/// <param name="Name">The venue's name in lower case.</param>
/// <param name="PerpetualShare">Its perpetual's volume, open interest and depth over Binance's.</param>
/// <param name="SpotShare">Its spot volume and depth over those of Binance's perpetual.</param>
/// <param name="FundingCap">The largest funding rate in either direction, per interval.</param>
/// <param name="CascadeBasis">How far its perpetuals go in a cascade, over the script's basis.</param>
internal sealed record VenueProfile(
    string Name,
    double PerpetualShare,
    double SpotShare,
    double FundingCap,
    double CascadeBasis
)
{
    public const int Binance = 0;
    public const int Bybit = 1;

    public static readonly VenueProfile[] All =
    [
        new("binance", 1, 0.25, FundingCap: 0.003, CascadeBasis: 0.9),
        new("bybit", 0.55, 0.1, FundingCap: 0.00375, CascadeBasis: 1.1),
    ];

    public static int IndexOf(string? name) => Array.FindIndex(All, venue => venue.Name == name);
}

namespace Decoupling.Pipeline.Venues.Binance;

/// <summary>Where Binance is asked, and by which symbols.</summary>
public sealed record BinanceOptions
{
    /// <summary>Whether the venue is asked at all; by default it is.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The address before "api/v3/", ending in "/"; by default https://api.binance.com/.</summary>
    public Uri SpotBaseAddress { get; init; } = new("https://api.binance.com/");

    /// <summary>The address before "fapi/v1/" and "futures/data/", ending in "/"; by default https://fapi.binance.com/.</summary>
    public Uri FuturesBaseAddress { get; init; } = new("https://fapi.binance.com/");

    /// <summary>The address before "dapi/v1/", of contracts settled in the coin, ending in "/"; by default https://dapi.binance.com/.</summary>
    public Uri CoinBaseAddress { get; init; } = new("https://dapi.binance.com/");

    /// <summary>Which symbols belong to which asset; by default the asset with "USDT" behind it.</summary>
    public SymbolMap Symbols { get; init; } = new();

    /// <summary>Checks every option and throws an <see cref="ArgumentException"/> kind that names the one that is wrong.</summary>
    /// <param name="allowedHosts">The hosts that may be asked without HTTPS.</param>
    public void Validate(IReadOnlyList<string> allowedHosts)
    {
        BaseAddress.Validate(SpotBaseAddress, allowedHosts, nameof(SpotBaseAddress));
        BaseAddress.Validate(FuturesBaseAddress, allowedHosts, nameof(FuturesBaseAddress));
        BaseAddress.Validate(CoinBaseAddress, allowedHosts, nameof(CoinBaseAddress));
        Symbols.Validate();
    }
}

using Decoupling.Pipeline.Venues;
using Microsoft.Extensions.Configuration;
using static Decoupling.Pipeline.Settings.SettingText;

namespace Decoupling.Pipeline.Settings;

/// <summary>Reads which venues are asked, for which products, and where.</summary>
internal static class VenueSettings
{
    /// <summary>The settings that are read, for the README's table.</summary>
    public static IReadOnlyList<SettingDescription> All { get; } =
    [
        new(
            "Decoupling__Venues",
            "binance,bybit",
            $"the venues that are asked: of {string.Join(", ", VenueCatalog.Names)}"
        ),
        new(
            "Decoupling__Products",
            "spot,linear",
            "what is asked for where a venue has it: of spot, linear, inverse (perpetuals) and futures"
        ),
        new(
            "Decoupling__Watchlist",
            "",
            "in place of assets, for the matrix: `BTC:binance,bybit:linear,inverse;ETH:*`, or a JSON file; see below"
        ),
        new("Decoupling__BinanceSpotAddress", "https://api.binance.com/", "Binance's spot API"),
        new("Decoupling__BinanceFuturesAddress", "https://fapi.binance.com/", "Binance's USD-M API"),
        new("Decoupling__BinanceCoinAddress", "https://dapi.binance.com/", "Binance's COIN-M API"),
        new("Decoupling__BybitAddress", "https://api.bybit.com/", "Bybit's v5 API"),
        new("Decoupling__CoinbaseAddress", "https://api.exchange.coinbase.com/", "Coinbase Exchange's API"),
        new("Decoupling__DeribitAddress", "https://www.deribit.com/", "Deribit's v2 API"),
        new("Decoupling__HyperliquidAddress", "https://api.hyperliquid.xyz/", "Hyperliquid's API"),
        new("Decoupling__KrakenAddress", "https://api.kraken.com/", "Kraken's spot API"),
        new("Decoupling__OkxAddress", "https://www.okx.com/", "OKX's v5 API"),
        new(
            "Decoupling__AllowedHosts",
            "",
            "hosts, separated by commas, that may be reached though they are not public or not HTTPS"
        ),
    ];

    /// <summary>Reads the options.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public static VenueOptions Read(IConfigurationSection settings, VenueOptions defaults)
    {
        var allowedHosts = Text(settings, "AllowedHosts") is { } hosts ? List(hosts) : defaults.AllowedHosts;
        Uri Address(string name, Uri byDefault) => VenueAddress(settings, name, allowedHosts) ?? byDefault;
        var options = defaults with
        {
            AllowedHosts = allowedHosts,
            Products = Text(settings, "Products") is { } products
                ? ReadProducts(List(products), $"{Section}__Products")
                : defaults.Products,
            Binance = defaults.Binance with
            {
                SpotBaseAddress = Address("BinanceSpotAddress", defaults.Binance.SpotBaseAddress),
                FuturesBaseAddress = Address("BinanceFuturesAddress", defaults.Binance.FuturesBaseAddress),
                CoinBaseAddress = Address("BinanceCoinAddress", defaults.Binance.CoinBaseAddress),
            },
            Bybit = defaults.Bybit with { BaseAddress = Address("BybitAddress", defaults.Bybit.BaseAddress) },
            Coinbase = defaults.Coinbase with
            {
                BaseAddress = Address("CoinbaseAddress", defaults.Coinbase.BaseAddress),
            },
            Deribit = defaults.Deribit with { BaseAddress = Address("DeribitAddress", defaults.Deribit.BaseAddress) },
            Hyperliquid = defaults.Hyperliquid with
            {
                BaseAddress = Address("HyperliquidAddress", defaults.Hyperliquid.BaseAddress),
            },
            Kraken = defaults.Kraken with { BaseAddress = Address("KrakenAddress", defaults.Kraken.BaseAddress) },
            Okx = defaults.Okx with { BaseAddress = Address("OkxAddress", defaults.Okx.BaseAddress) },
        };
        return Text(settings, "Venues") is { } venues ? Enable(options, List(venues), $"{Section}__Venues") : options;
    }

    /// <summary>The same options, asking the venues named and no other.</summary>
    /// <exception cref="ArgumentException">One is none; the message names the setting.</exception>
    public static VenueOptions Enable(VenueOptions options, string[] venues, string setting)
    {
        if (venues.Except(VenueCatalog.Names, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } unknown)
        {
            throw new ArgumentException(
                $"{setting} holds '{unknown}'; the venues are {string.Join(", ", VenueCatalog.Names)}."
            );
        }

        if (venues.Length == 0)
        {
            throw new ArgumentException($"{setting} names no venue; say for example binance,bybit.");
        }

        bool Has(string name) => venues.Contains(name, StringComparer.OrdinalIgnoreCase);
        return options with
        {
            Binance = options.Binance with { Enabled = Has("binance") },
            Bybit = options.Bybit with { Enabled = Has("bybit") },
            Coinbase = options.Coinbase with { Enabled = Has("coinbase") },
            Deribit = options.Deribit with { Enabled = Has("deribit") },
            Hyperliquid = options.Hyperliquid with { Enabled = Has("hyperliquid") },
            Kraken = options.Kraken with { Enabled = Has("kraken") },
            Okx = options.Okx with { Enabled = Has("okx") },
        };
    }

    /// <summary>The same venues, and those that a watchlist names besides.</summary>
    public static VenueOptions WithAlso(this VenueOptions options, Watchlist? watchlist)
    {
        bool Has(string name, bool already) => already || watchlist?.Venues.Contains(name) == true;
        return options with
        {
            Binance = options.Binance with { Enabled = Has("binance", options.Binance.Enabled) },
            Bybit = options.Bybit with { Enabled = Has("bybit", options.Bybit.Enabled) },
            Coinbase = options.Coinbase with { Enabled = Has("coinbase", options.Coinbase.Enabled) },
            Deribit = options.Deribit with { Enabled = Has("deribit", options.Deribit.Enabled) },
            Hyperliquid = options.Hyperliquid with { Enabled = Has("hyperliquid", options.Hyperliquid.Enabled) },
            Kraken = options.Kraken with { Enabled = Has("kraken", options.Kraken.Enabled) },
            Okx = options.Okx with { Enabled = Has("okx", options.Okx.Enabled) },
        };
    }

    /// <summary>Products by their names.</summary>
    /// <exception cref="ArgumentException">One is none; the message names the setting.</exception>
    public static VenueProducts ReadProducts(string[] names, string setting) =>
        names.Length == 0
            ? throw new ArgumentException($"{setting} names no product; say for example spot,linear.")
            : names.Aggregate(
                VenueProducts.None,
                (products, name) =>
                    products
                    | name.ToLowerInvariant() switch
                    {
                        "spot" => VenueProducts.Spot,
                        "linear" => VenueProducts.Linear,
                        "inverse" => VenueProducts.Inverse,
                        "futures" => VenueProducts.Futures,
                        _ => throw new ArgumentException(
                            $"{setting} holds '{name}'; the products are spot, linear, inverse and futures."
                        ),
                    }
            );

    private static Uri? VenueAddress(IConfigurationSection settings, string name, IReadOnlyList<string> allowedHosts)
    {
        var address = SettingText.Address(settings, name);
        if (address is not null)
        {
            BaseAddress.Validate(address, allowedHosts, $"{Section}__{name}");
        }

        return address;
    }
}

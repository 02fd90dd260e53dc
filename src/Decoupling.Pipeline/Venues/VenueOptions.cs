using Decoupling.Pipeline.Venues.Binance;
using Decoupling.Pipeline.Venues.Bybit;

namespace Decoupling.Pipeline.Venues;

/// <summary>Which venues are asked, where, and with how much patience.</summary>
public sealed record VenueOptions
{
    /// <summary>Binance's addresses and symbols.</summary>
    public BinanceOptions Binance { get; init; } = new();

    /// <summary>Bybit's addresses and symbols.</summary>
    public BybitOptions Bybit { get; init; } = new();

    /// <summary>OKX's address before "api/v5/".</summary>
    public SingleHostOptions Okx { get; init; } = new() { BaseAddress = new("https://www.okx.com/") };

    /// <summary>Deribit's address before "api/v2/".</summary>
    public SingleHostOptions Deribit { get; init; } = new() { BaseAddress = new("https://www.deribit.com/") };

    /// <summary>Hyperliquid's address before "info".</summary>
    public SingleHostOptions Hyperliquid { get; init; } = new() { BaseAddress = new("https://api.hyperliquid.xyz/") };

    /// <summary>Coinbase's address before "products/".</summary>
    public SingleHostOptions Coinbase { get; init; } =
        new() { BaseAddress = new("https://api.exchange.coinbase.com/") };

    /// <summary>Kraken's address before "0/public/".</summary>
    public SingleHostOptions Kraken { get; init; } = new() { BaseAddress = new("https://api.kraken.com/") };

    /// <summary>Which products are asked for, of every venue that has them; by default spot and linear perpetuals.</summary>
    public VenueProducts Products { get; init; } = VenueProducts.Spot | VenueProducts.Linear;

    /// <summary>How long one try may take, from sending to the last byte; 50 ms to 1 minute, by default 5 seconds.</summary>
    public TimeSpan TryTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a request may wait for its place within the venue's rate limit before it is sent; up to 5 minutes, by default 90 seconds.</summary>
    public TimeSpan QueueTimeout { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How long a request may take in all once it has its place, with retries and waits; from <see cref="TryTimeout"/> to 5 minutes, by default 20 seconds.</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How often a failed try is repeated; 0 to 10, by default 2.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>The first wait between tries, doubled each time and jittered; 10 ms to 1 minute, by default half a second. A venue's Retry-After goes before it.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Hosts, or hosts with port ("localhost:8080"), that may be asked without HTTPS and at private addresses; by default none.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Checks every option and throws an <see cref="ArgumentException"/> kind that names the one that is out of its range.</summary>
    public void Validate()
    {
        RequireBetween(TryTimeout, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1), nameof(TryTimeout));
        RequireBetween(TotalTimeout, TryTimeout, TimeSpan.FromMinutes(5), nameof(TotalTimeout));
        RequireBetween(QueueTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(5), nameof(QueueTimeout));
        RequireBetween(RetryDelay, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1), nameof(RetryDelay));
        ArgumentOutOfRangeException.ThrowIfNegative(Retries);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Retries, 10);
        if (AllowedHosts.Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException("An allowed host has no name.", nameof(AllowedHosts));
        Binance.Validate(AllowedHosts);
        Bybit.Validate(AllowedHosts);
        Okx.Validate(AllowedHosts, nameof(Okx));
        Deribit.Validate(AllowedHosts, nameof(Deribit));
        Hyperliquid.Validate(AllowedHosts, nameof(Hyperliquid));
        Coinbase.Validate(AllowedHosts, nameof(Coinbase));
        Kraken.Validate(AllowedHosts, nameof(Kraken));
        if (Products == VenueProducts.None)
            throw new ArgumentException("No product is asked for.", nameof(Products));
    }

    private static void RequireBetween(TimeSpan value, TimeSpan least, TimeSpan most, string name)
    {
        if (value < least || value > most)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be between {least} and {most}.");
    }
}

namespace Decoupling.Pipeline.Venues.Bybit;

/// <summary>Where Bybit is asked, and by which symbols.</summary>
public sealed record BybitOptions
{
    /// <summary>Whether the venue is asked at all; by default it is.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The address before "v5/market/", ending in "/"; by default https://api.bybit.com/.</summary>
    public Uri BaseAddress { get; init; } = new("https://api.bybit.com/");

    /// <summary>Which symbols belong to which asset; by default the asset with "USDT" behind it.</summary>
    public SymbolMap Symbols { get; init; } = new();

    /// <summary>Checks every option and throws an <see cref="ArgumentException"/> kind that names the one that is wrong.</summary>
    /// <param name="allowedHosts">The hosts that may be asked without HTTPS.</param>
    public void Validate(IReadOnlyList<string> allowedHosts)
    {
        Venues.BaseAddress.Validate(BaseAddress, allowedHosts, nameof(BaseAddress));
        Symbols.Validate();
    }
}

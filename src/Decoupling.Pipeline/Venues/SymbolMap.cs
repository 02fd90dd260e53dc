namespace Decoupling.Pipeline.Venues;

/// <summary>Which of a venue's symbols belong to an asset. A symbol's price must be that of one coin: "1000PEPEUSDT" does not fit.</summary>
public sealed record SymbolMap
{
    /// <summary>What follows the asset in a symbol that is not listed: letters and digits, by default "USDT".</summary>
    public string QuoteCoin { get; init; } = "USDT";

    /// <summary>Spot symbols by asset, where they are not asset and quote coin; by default none.</summary>
    public IReadOnlyDictionary<string, string> Spot { get; init; } = new Dictionary<string, string>();

    /// <summary>Linear perpetuals' symbols by asset, where they are not asset and quote coin; by default none.</summary>
    public IReadOnlyDictionary<string, string> Perpetual { get; init; } = new Dictionary<string, string>();

    /// <summary>Checks every option and throws an <see cref="ArgumentException"/> that names the one that is not letters and digits.</summary>
    public void Validate()
    {
        RequireSymbol(QuoteCoin, nameof(QuoteCoin));
        foreach (var symbol in Spot.Values)
            RequireSymbol(symbol, nameof(Spot));
        foreach (var symbol in Perpetual.Values)
            RequireSymbol(symbol, nameof(Perpetual));
    }

    internal string SpotSymbol(string asset) => Spot.GetValueOrDefault(asset, asset + QuoteCoin);

    internal string PerpetualSymbol(string asset) => Perpetual.GetValueOrDefault(asset, asset + QuoteCoin);

    private static void RequireSymbol(string symbol, string name)
    {
        if (symbol.Length == 0 || !symbol.All(char.IsAsciiLetterOrDigit))
            throw new ArgumentException($"{name} holds \"{symbol}\", which is not of letters and digits.", name);
    }
}

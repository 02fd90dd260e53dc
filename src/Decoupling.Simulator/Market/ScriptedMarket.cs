namespace Decoupling.Simulator.Market;

/// <summary>A market that follows a script: BTC, ETH and SOL, spot and perpetual, on seven venues, at any time.</summary>
/// <remarks>A pure function of the script; nothing is made before it is asked for. Safe for parallel use.</remarks>
internal sealed class ScriptedMarket
{
    private const long MillisecondsPerDay = 86_400_000;
    private readonly AssetMarket[] _assets;

    public ScriptedMarket(MarketScript script)
    {
        script.Validate();
        Script = script;
        StressTimeline[] stress = [.. VenueProfile.All.Select(venue => new StressTimeline(script, venue))];
        var day = script.StartAt.ToUnixTimeMilliseconds() / MillisecondsPerDay;
        Faults = new(script);
        _assets =
        [
            .. AssetProfile
                .All.Take(AssetProfile.Named + script.MadeUpAssets)
                .Select((_, i) => new AssetMarket(script.Seed, i, day, stress, Faults)),
        ];
        ListedAt = (day - 400) * MillisecondsPerDay;
    }

    public MarketScript Script { get; }

    public FaultTimeline Faults { get; }

    public IReadOnlyList<AssetMarket> Assets => _assets;

    /// <summary>The Unix time in milliseconds before which nothing was traded.</summary>
    public long ListedAt { get; }

    /// <summary>The asset of a symbol ("BTCUSDT"), or null for a symbol that no venue lists.</summary>
    public AssetMarket? Find(string? symbol)
    {
        var index = AssetProfile.IndexOfSymbol(symbol);
        return index < 0 || index >= _assets.Length ? null : _assets[index];
    }

    /// <summary>The asset of a name ("BTC"), or null for one that no venue lists.</summary>
    public AssetMarket? FindAsset(string? name) => Array.Find(_assets, asset => asset.Profile.Name == name);
}

namespace Decoupling.Simulator.Market;

/// <summary>Everything about one asset in a scripted market.</summary>
internal sealed class AssetMarket
{
    public AssetMarket(int seed, int assetIndex, long anchorDay, StressTimeline[] stress, FaultTimeline faults)
    {
        Profile = AssetProfile.All[assetIndex];
        Prices = new(seed, assetIndex, anchorDay, stress, faults);
        Funding = new(Prices, faults);
        Bars = new(Prices, new(Prices, Funding), Noise.Stream(seed, 9, assetIndex), faults);
        OpenInterest = new(seed, assetIndex, anchorDay, Prices, faults);
        Books = new(Prices, Bars, Noise.Stream(seed, 10, assetIndex), faults);
        Liquidations = new(Prices, Bars, OpenInterest, Noise.Stream(seed, 11, assetIndex));
    }

    public AssetProfile Profile { get; }

    public PriceModel Prices { get; }

    public FundingModel Funding { get; }

    public BarModel Bars { get; }

    public OpenInterestModel OpenInterest { get; }

    public BookModel Books { get; }

    public LiquidationModel Liquidations { get; }
}

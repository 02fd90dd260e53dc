namespace Decoupling.Simulator.Market;

/// <summary>Which price of an asset on a venue.</summary>
internal enum PriceSeries
{
    Spot,
    Perpetual,
    Mark,
    Index,
}

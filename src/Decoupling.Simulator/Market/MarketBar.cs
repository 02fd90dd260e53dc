namespace Decoupling.Simulator.Market;

/// <summary>One bar as a venue would list it: prices in ticks, times in Unix milliseconds, the end exclusive.</summary>
internal readonly record struct MarketBar(
    long StartAt,
    long EndAt,
    int Open,
    int High,
    int Low,
    int Close,
    double Volume
);

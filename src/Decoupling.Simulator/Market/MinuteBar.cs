namespace Decoupling.Simulator.Market;

/// <summary>Prices of one minute in ticks of the series' grid, and the volume in coins.</summary>
internal readonly record struct MinuteBar(int Open, int High, int Low, int Close, float Volume);

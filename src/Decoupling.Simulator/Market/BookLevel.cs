namespace Decoupling.Simulator.Market;

/// <summary>One level of a book: the price in ticks, the size in lots.</summary>
internal readonly record struct BookLevel(int PriceTicks, long SizeLots);

namespace Decoupling.Liquidation;

/// <summary>Where liquidations would stand, by price: the notional of longs and of shorts that each price step would close.</summary>
/// <remarks>Bin i covers [floor, floor of the next) in price, equally wide in the logarithm and on a grid that does not move
/// with the price: bins of two
/// slots are comparable. A bin's notional counts as standing at its center.</remarks>
public sealed class LiquidationBins
{
    private readonly double[] longUsd;
    private readonly double[] shortUsd;
    private readonly int firstIndex;

    internal LiquidationBins(int firstIndex, double width, double[] longUsd, double[] shortUsd)
    {
        this.firstIndex = firstIndex;
        Width = width;
        this.longUsd = longUsd;
        this.shortUsd = shortUsd;
    }

    /// <summary>The number of bins.</summary>
    public int Count => longUsd.Length;

    /// <summary>The width of a bin in the logarithm of the price: 0.001 is 10 bp.</summary>
    public double Width { get; }

    /// <summary>Longs liquidated in each bin, USD, at least 0, by rising price. Sums to the open interest.</summary>
    public IReadOnlyList<double> LongUsd => longUsd;

    /// <summary>Shorts liquidated in each bin, USD, at least 0, by rising price. Sums to the open interest.</summary>
    public IReadOnlyList<double> ShortUsd => shortUsd;

    /// <summary>The lowest price of a bin, inclusive, quote currency per coin.</summary>
    /// <param name="bin">The bin, in [0, <see cref="Count"/>).</param>
    public double FloorPrice(int bin) => Math.Exp((firstIndex + bin) * Width);

    /// <summary>The price at the middle of a bin's logarithms, quote currency per coin.</summary>
    /// <param name="bin">The bin, in [0, <see cref="Count"/>).</param>
    public double CenterPrice(int bin) => Math.Exp((firstIndex + bin + 0.5) * Width);

    /// <summary>The bin that a price lies in; below 0 or from <see cref="Count"/> on where it lies outside.</summary>
    internal int IndexOf(double price) => (int)Math.Clamp(Math.Floor(Math.Log(price) / Width) - firstIndex, -1, Count);

    /// <summary>Copies what stands in the bins whose centers the price has crossed, and 0 for the others.</summary>
    /// <returns>The copied notionals of both sides together, USD.</returns>
    internal double CopyCrossed(PriceRange range, Span<double> longs, Span<double> shorts)
    {
        var (lowest, map, highest) = (PositionOf(range.Lowest), PositionOf(range.MapPrice), PositionOf(range.Highest));
        double sum = 0;
        for (var i = 0; i < Count; i++)
        {
            var center = i + 0.5;
            longs[i] = center >= lowest && center <= map ? longUsd[i] : 0;
            shorts[i] = center >= map && center <= highest ? shortUsd[i] : 0;
            sum += longs[i] + shorts[i];
        }

        return sum;
    }

    private double PositionOf(double price) => Math.Log(price) / Width - firstIndex;
}

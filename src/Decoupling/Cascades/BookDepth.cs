namespace Decoupling.Cascades;

/// <summary>One side of a book that a cascade eats, from the shocked price on: levels above it are gone.</summary>
internal ref struct BookDepth : ICascadeDepth
{
    // A remainder this small beside the size is the rounding of the sums.
    private const double RoundingShare = 1e-12;

    private readonly ReadOnlySpan<double> _prices;
    private readonly ReadOnlySpan<double> _sizes;
    private readonly double _usdPerUnit;
    private readonly double _usdPerLogPrice;
    private readonly int _sign;
    private int _next;
    private double _offeredUsd;
    private double _takenUsd;

    /// <param name="prices">The side's prices, best first.</param>
    /// <param name="sizes">The sizes at them.</param>
    /// <param name="usdPerUnit">What a unit of size is worth at the price before the shock.</param>
    /// <param name="price">The shocked price.</param>
    /// <param name="sign">1 for a fall into bids, -1 for a rise into asks.</param>
    /// <param name="options">How much of it stays, and what stands beyond it.</param>
    public BookDepth(
        ReadOnlySpan<double> prices,
        ReadOnlySpan<double> sizes,
        double usdPerUnit,
        double price,
        int sign,
        CascadeOptions options
    )
    {
        _prices = prices;
        _sizes = sizes;
        _usdPerUnit = usdPerUnit * options.DepthShare;
        _usdPerLogPrice = options.Beyond == BeyondBook.MeanDensity ? _usdPerUnit * MeanDensity(prices, sizes) : 0;
        _sign = sign;
        _next = FirstBeyond(prices, price, sign);
    }

    /// <summary>The first level that the price has not reached.</summary>
    public static int FirstBeyond(ReadOnlySpan<double> prices, double price, int sign)
    {
        var (low, high) = (0, prices.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sign * prices[middle] >= sign * price ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The size per unit of the logarithm of the price over the side, at least 0; 0 for a single level.</summary>
    public static double MeanDensity(ReadOnlySpan<double> prices, ReadOnlySpan<double> sizes)
    {
        if (prices.Length < 2)
        {
            return 0;
        }

        double sum = 0;
        foreach (var size in sizes)
        {
            sum += size;
        }

        var density = sum / Math.Abs(Math.Log(prices[^1] / prices[0]));
        return double.IsFinite(density) ? density : 0;
    }

    public CascadeFill Take(double sizeUsd, double price)
    {
        var filledUsd = Math.Min(_offeredUsd, _takenUsd + sizeUsd) - _takenUsd;
        var weighted = filledUsd * price;
        _takenUsd += sizeUsd;
        while (_offeredUsd < _takenUsd && _next < _prices.Length)
        {
            price = _prices[_next];
            var part = Math.Min(_usdPerUnit * _sizes[_next], _takenUsd - _offeredUsd);
            _offeredUsd += _usdPerUnit * _sizes[_next];
            weighted += part * price;
            filledUsd += part;
            _next++;
        }

        var missingUsd = _takenUsd - _offeredUsd;
        if (missingUsd <= RoundingShare * _takenUsd)
        {
            return new CascadeFill(price, weighted / filledUsd, 0, IsExtrapolated: false);
        }

        return _usdPerLogPrice > 0
            ? TakeBeyond(missingUsd, price, weighted, filledUsd)
            : new CascadeFill(price, filledUsd > 0 ? weighted / filledUsd : double.NaN, missingUsd, false);
    }

    private CascadeFill TakeBeyond(double missingUsd, double price, double weighted, double filledUsd)
    {
        var distance = missingUsd / _usdPerLogPrice;
        var after = price * Math.Exp(-_sign * distance);
        var average = distance > 0 ? Math.Abs(price - after) / distance : price;
        _offeredUsd = _takenUsd;
        return new CascadeFill(
            after,
            (weighted + missingUsd * average) / (filledUsd + missingUsd),
            0,
            IsExtrapolated: true
        );
    }
}

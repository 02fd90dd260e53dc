namespace Decoupling.Cascades;

/// <summary>Positions that wait for the price.</summary>
internal interface ICascadePositions
{
    /// <summary>Takes off those that the price has reached: their size together, and how many they are.</summary>
    (double Size, int Count) CrossTo(double price);
}

/// <summary>Positions in the order in which the price reaches them.</summary>
internal ref struct SortedPositions(ReadOnlySpan<double> prices, ReadOnlySpan<double> sizesUsd, int sign)
    : ICascadePositions
{
    private readonly ReadOnlySpan<double> _prices = prices;
    private readonly ReadOnlySpan<double> _sizesUsd = sizesUsd;
    private readonly int _sign = sign;
    private int _next;

    public (double Size, int Count) CrossTo(double price)
    {
        var first = _next;
        double size = 0;
        while (_next < _prices.Length && _sign * _prices[_next] >= _sign * price)
        {
            size += _sizesUsd[_next];
            _next++;
        }

        return (size, _next - first);
    }
}

namespace Decoupling.Cascades;

/// <summary>What takes forced orders, one round after the other.</summary>
internal interface ICascadeDepth
{
    /// <summary>Trades a size, in the unit of the positions, from a price on.</summary>
    CascadeFill Take(double sizeUsd, double price);
}

/// <summary>What one round's forced orders met.</summary>
/// <param name="Price">Where the price stands afterwards.</param>
/// <param name="Average">The average price; NaN where nothing was filled.</param>
/// <param name="UnfilledUsd">What found no order, at least 0.</param>
/// <param name="IsExtrapolated">Whether depth was assumed.</param>
internal readonly record struct CascadeFill(double Price, double Average, double UnfilledUsd, bool IsExtrapolated);

/// <summary>Depth by a formula: each round moves the price by what the whole size so far moves it more than the size before.</summary>
internal struct ModelDepth(ImpactModel model, double depthShare, int sign) : ICascadeDepth
{
    private double _takenUsd;
    private double _move;

    public CascadeFill Take(double sizeUsd, double price)
    {
        _takenUsd += sizeUsd;
        var move = model.MoveOf(_takenUsd / depthShare);
        var after = Math.Max(0, price * (1 - sign * (move - _move)));
        _move = move;
        return new CascadeFill(after, 0.5 * price + 0.5 * after, 0, IsExtrapolated: false);
    }
}

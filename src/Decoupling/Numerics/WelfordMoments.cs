namespace Decoupling.Numerics;

/// <summary>Running mean and variance of a window that slides: a value enters, another leaves, each in O(1).</summary>
/// <remarks>Stable on levels far above their moves, where Σx² - n·mean² loses every digit. Each removal leaves rounding behind, so a long
/// slide is summed anew every window or so. Source: Welford, "Note on a Method for Calculating Corrected Sums of Squares and
/// Products", 1962; the removal is its inverse.</remarks>
internal struct WelfordMoments
{
    /// <summary>The first value: what enters is measured from it, so that rounding goes with the moves and not with the level.</summary>
    private double _anchor;
    private double _meanFromAnchor;
    private double _squares;

    /// <summary>How many values are in.</summary>
    public int Count { get; private set; }

    /// <summary>The mean of the values that are in; 0 when none is.</summary>
    public readonly double Mean => _anchor + _meanFromAnchor;

    /// <summary>The sample variance (divisor count - 1), at least 0; NaN below two values.</summary>
    /// <remarks>Removals can leave the sum of squares below 0 by their rounding: that is a variance of 0.</remarks>
    public readonly double Variance => Count < 2 ? double.NaN : Math.Max(0, _squares) / (Count - 1);

    /// <summary>Takes a value in.</summary>
    public void Add(double value)
    {
        if (Count == 0)
        {
            _anchor = value;
        }

        Count++;
        var fromAnchor = value - _anchor;
        var fromOldMean = fromAnchor - _meanFromAnchor;
        _meanFromAnchor += fromOldMean / Count;
        _squares += fromOldMean * (fromAnchor - _meanFromAnchor);
    }

    /// <summary>Lets go of a value that was added before.</summary>
    /// <exception cref="InvalidOperationException">No value is in.</exception>
    public void Remove(double value)
    {
        if (Count == 0)
        {
            throw new InvalidOperationException("There is no value to remove.");
        }

        if (Count == 1)
        {
            this = default;
            return;
        }

        Count--;
        var fromAnchor = value - _anchor;
        var fromOldMean = fromAnchor - _meanFromAnchor;
        _meanFromAnchor -= fromOldMean / Count;
        _squares -= fromOldMean * (fromAnchor - _meanFromAnchor);
    }
}

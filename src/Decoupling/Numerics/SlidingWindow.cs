namespace Decoupling.Numerics;

/// <summary>The newest values of a series, as many as it holds: a ring in which each new one takes the place of the oldest.</summary>
/// <param name="capacity">The most values, at least 1.</param>
internal sealed class SlidingWindow(int capacity)
{
    private readonly double[] _values = new double[capacity];
    private int _oldest;

    public int Capacity => _values.Length;

    public int Count { get; private set; }

    /// <summary>The value of an age: 0 is the oldest.</summary>
    public double this[int index] => _values[(_oldest + index) % _values.Length];

    /// <summary>Takes a value in; the one that left, or <see langword="null"/> while there is room.</summary>
    public double? Push(double value)
    {
        if (Count < _values.Length)
        {
            _values[(_oldest + Count) % _values.Length] = value;
            Count++;
            return null;
        }

        var left = _values[_oldest];
        _values[_oldest] = value;
        _oldest = (_oldest + 1) % _values.Length;
        return left;
    }

    /// <summary>Writes the values, oldest first.</summary>
    public void CopyTo(Span<double> destination)
    {
        for (var i = 0; i < Count; i++)
        {
            destination[i] = this[i];
        }
    }
}

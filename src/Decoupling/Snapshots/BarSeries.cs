namespace Decoupling.Snapshots;

/// <summary>Closed bars on a regular grid, in columns of one length. A missing bar is NaN in every column and is never bridged.</summary>
/// <remarks>Bar <c>i</c> covers [<see cref="StartAt"/> + i·<see cref="Step"/>, + one step): start inclusive, end exclusive.
/// Prices are in the quote currency per coin, volume in coins. A column that the venue does not give, or that no reader needs, is <see langword="null"/>.</remarks>
public sealed record BarSeries
{
    /// <summary>The opening time of the first bar, UTC, a multiple of <see cref="Step"/>.</summary>
    public required DateTimeOffset StartAt { get; init; }

    /// <summary>The length of a bar, positive.</summary>
    public required TimeSpan Step { get; init; }

    /// <summary>Closing prices, greater than 0, or NaN where a bar is missing.</summary>
    public required double[] Close { get; init; }

    /// <summary>Highest prices, or <see langword="null"/>.</summary>
    public double[]? High { get; init; }

    /// <summary>Lowest prices, or <see langword="null"/>.</summary>
    public double[]? Low { get; init; }

    /// <summary>Volumes in coins, at least 0, or <see langword="null"/>.</summary>
    public double[]? Volume { get; init; }

    /// <summary>The number of bars, missing ones included.</summary>
    public int Count => Close.Length;

    /// <summary>The end of the last bar, exclusive.</summary>
    public DateTimeOffset EndAt => StartAt + Step * Count;
}

using System.Globalization;
using Decoupling.Results;

namespace Decoupling.Depth;

/// <summary>What one side of a book must be before it is walked.</summary>
internal static class BookSide
{
    /// <summary>Why the side cannot be used, naming the level; or <see langword="null"/> when it is sound.</summary>
    /// <remarks>Prices must be strictly decreasing or strictly increasing from the best on; which of both is the caller's to
    /// know.</remarks>
    public static Refusal? FindFault(ReadOnlySpan<double> prices, ReadOnlySpan<double> sizes)
    {
        if (prices.Length != sizes.Length)
        {
            throw new ArgumentException(
                $"A book side has {prices.Length} prices and {sizes.Length} sizes; they must pair up.",
                nameof(sizes)
            );
        }

        if (prices.IsEmpty)
        {
            return new Refusal(MetricStatus.Degenerate, "The side of the book is empty.");
        }

        var isIncreasing = prices.Length > 1 && prices[1] > prices[0];
        for (var i = 0; i < prices.Length; i++)
        {
            if (prices[i] is not (> 0 and < double.PositiveInfinity))
            {
                return Invalid(i, $"the price {Text(prices[i])} is not above 0");
            }

            if (sizes[i] is not (> 0 and < double.PositiveInfinity))
            {
                return Invalid(i, $"the size {Text(sizes[i])} is not above 0");
            }

            if (i > 0 && (isIncreasing ? prices[i] <= prices[i - 1] : prices[i] >= prices[i - 1]))
            {
                return Invalid(i, $"the price {Text(prices[i])} is not beyond {Text(prices[i - 1])}");
            }
        }

        return null;
    }

    private static Refusal Invalid(int level, string what) =>
        new Refusal(
            MetricStatus.InvalidInput,
            string.Create(CultureInfo.InvariantCulture, $"At level {level} {what}.")
        );

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}

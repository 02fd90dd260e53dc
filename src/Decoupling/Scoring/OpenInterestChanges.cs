using Decoupling.Snapshots;

namespace Decoupling.Scoring;

/// <summary>Spreads the change between two samples of open interest evenly over the bars between them.</summary>
/// <remarks>Samples come in USD, so that a price move alone changes them; each is divided by the last close at or before it (in the first
/// bar by that bar's), and all changes in coins are valued at one price, the newest close: together they are the coins that came,
/// at today's price. Contracts settled in the coin have a fixed value in USD, whose change is taken as it is. NaN where a bar lies outside the samples. Of several samples in one bar the first counts.</remarks>
internal static class OpenInterestChanges
{
    /// <summary>Writes one change in USD a bar.</summary>
    public static void Form(BarSeries bars, SampleSeries openInterestUsd, bool isInverse, Span<double> changes)
    {
        changes.Fill(double.NaN);
        var newest = bars.Close.AsSpan().LastIndexOfAnyExcept(double.NaN);
        if (newest < 0)
        {
            return;
        }

        var previous = (Bar: -1, Size: double.NaN);
        for (var i = 0; i < openInterestUsd.At.Length; i++)
        {
            var bar = (int)Math.Floor((openInterestUsd.At[i] - bars.StartAt) / bars.Step) - 1;
            if (bar < -1 || bar >= bars.Count)
            {
                continue;
            }

            var size = openInterestUsd.Values[i] / (isInverse ? 1 : bars.Close[Math.Max(bar, 0)]);
            if (double.IsNaN(size) || (bar == previous.Bar && !double.IsNaN(previous.Size)))
            {
                continue;
            }

            if (!double.IsNaN(previous.Size))
            {
                var change = (size - previous.Size) / (bar - previous.Bar) * (isInverse ? 1 : bars.Close[newest]);
                changes[(previous.Bar + 1)..(bar + 1)].Fill(change);
            }

            previous = (bar, size);
        }
    }
}

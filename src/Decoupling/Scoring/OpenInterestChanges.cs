using Decoupling.Snapshots;

namespace Decoupling.Scoring;

/// <summary>Spreads the change between two samples of open interest evenly over the bars between them.</summary>
/// <remarks>Samples come in USD, so that a price move alone changes them; each is divided by the close nearest to it first, and
/// the change in coins is valued at each bar's own close. NaN where a bar lies outside the samples or has no close.</remarks>
internal static class OpenInterestChanges
{
    /// <summary>Writes one change in USD a bar.</summary>
    public static void Form(BarSeries bars, SampleSeries openInterestUsd, Span<double> changes)
    {
        changes.Fill(double.NaN);
        var previous = (Bar: -1, Coins: double.NaN);
        for (var i = 0; i < openInterestUsd.At.Length; i++)
        {
            var bar = (int)Math.Floor((openInterestUsd.At[i] - bars.StartAt) / bars.Step) - 1;
            if (bar < -1 || bar >= bars.Count)
            {
                continue;
            }

            var close = bars.Close[Math.Max(bar, 0)];
            var coins = openInterestUsd.Values[i] / close;
            if (!double.IsNaN(coins) && !double.IsNaN(previous.Coins) && bar > previous.Bar)
            {
                var change = (coins - previous.Coins) / (bar - previous.Bar);
                for (var j = previous.Bar + 1; j <= bar; j++)
                {
                    changes[j] = change * bars.Close[j];
                }
            }

            previous = double.IsNaN(coins) ? previous : (bar, coins);
        }
    }
}

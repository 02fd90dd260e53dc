using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Archive;

/// <summary>Funding as it stood at a slot: what had been paid, and the round that ran.</summary>
internal sealed class ArchiveFundingWindow(FundingPayments payments)
{
    private static readonly TimeSpan HistoryWindow = TimeSpan.FromDays(30);

    private (int Start, int End) lastRange;
    private SampleSeries? lastHistory;

    /// <summary>The rate of the last payment for the round that it began, or <see langword="null"/> when that round has ended without another.</summary>
    public FundingQuote? ReadQuote(DateTimeOffset slotAt)
    {
        var paid = CountUntil(slotAt);
        if (paid == 0)
        {
            return null;
        }

        var interval = payments.Intervals[paid - 1];
        var settlesAt = payments.Paid.At[paid - 1] + interval;
        return settlesAt > slotAt
            ? new FundingQuote(payments.Paid.Values[paid - 1], interval, settlesAt, slotAt, slotAt)
            : null;
    }

    /// <summary>The payments of the last 30 days, or <see langword="null"/> when there is none; the same instance until it changes.</summary>
    public SampleSeries? ReadHistory(DateTimeOffset slotAt)
    {
        var range = (Start: CountUntil(slotAt - HistoryWindow - TimeSpan.FromTicks(1)), End: CountUntil(slotAt));
        if (range != lastRange)
        {
            var history = payments.Paid.Slice(slotAt - HistoryWindow, slotAt);
            lastHistory = history.At.Length > 0 ? history : null;
            lastRange = range;
        }

        return lastHistory;
    }

    /// <summary>The number of payments at or before a time.</summary>
    private int CountUntil(DateTimeOffset at)
    {
        var found = Array.BinarySearch(payments.Paid.At, at);
        return found < 0 ? ~found : found + 1;
    }
}

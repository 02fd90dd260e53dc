using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Archive;

/// <summary>Funding as it was paid: each rate is a fraction of the notional for the interval that ended at its time.</summary>
/// <param name="Paid">Times and rates; longs paid shorts where a rate is positive.</param>
/// <param name="Intervals">The time between the payment and the next, as far as it was known then.</param>
public sealed record FundingPayments(SampleSeries Paid, IReadOnlyList<TimeSpan> Intervals);

/// <summary>Reads real history: funding payments as recorded.</summary>
/// <remarks>Either Binance's archive (fundingRate: calc_time, funding_interval_hours, last_funding_rate), or files in the columns of bars
/// with the rate in the second one. Payments are stamped some milliseconds late: times are rounded to the minute.</remarks>
public static class ArchiveFunding
{
    private const int BarFieldCount = 6;
    private const double LargestRate = 1;
    private const double MostHours = 24;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>The longest interval that spacing is taken for; more is a gap in the files.</summary>
    private static readonly TimeSpan LongestSpacing = TimeSpan.FromHours(8);

    /// <summary>Reads files or folders, plain, gzip or zip; of two payments for one time the later read stands.</summary>
    /// <exception cref="ArchiveException">A file cannot be read; names file and line.</exception>
    public static FundingPayments Read(IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var payments = new SortedDictionary<long, (double Rate, TimeSpan? Interval)>();
        ArchiveRows.Read(
            paths,
            row =>
            {
                var ticks = (row.ReadTicks(0) + Minute.Ticks / 2) / Minute.Ticks * Minute.Ticks;
                payments[ticks] = row.FieldCount < BarFieldCount ? ReadPayment(row) : (ReadRate(row, 1), null);
            }
        );

        var paid = new SampleSeries
        {
            At = [.. payments.Keys.Select(ticks => new DateTimeOffset(ticks, TimeSpan.Zero))],
            Values = [.. payments.Values.Select(payment => payment.Rate)],
        };
        return new FundingPayments(
            paid,
            FindIntervals(paid.At, [.. payments.Values.Select(payment => payment.Interval)])
        );
    }

    private static (double Rate, TimeSpan? Interval) ReadPayment(ArchiveRow row)
    {
        var hours = row.ReadNumber(1);
        return hours is > 0 and <= MostHours
            ? (ReadRate(row, 2), TimeSpan.FromHours(hours))
            : throw row.Refuse(1, "is no interval of 1 to 24 hours");
    }

    private static double ReadRate(ArchiveRow row, int field) =>
        Math.Abs(row.ReadNumber(field)) <= LargestRate
            ? row.ReadNumber(field)
            : throw row.Refuse(field, "is no funding rate as a fraction; is this a file of prices?");

    /// <summary>What the file says, else the time since the payment before, else what stood before a gap.</summary>
    private static TimeSpan[] FindIntervals(DateTimeOffset[] at, TimeSpan?[] stated)
    {
        var intervals = new TimeSpan[at.Length];
        for (var i = 0; i < at.Length; i++)
        {
            var neighbour =
                i > 0 ? at[i] - at[i - 1]
                : at.Length > 1 ? at[1] - at[0]
                : LongestSpacing;
            var before = i > 0 ? intervals[i - 1] : LongestSpacing;
            intervals[i] = stated[i] ?? (neighbour <= LongestSpacing ? neighbour : before);
        }

        return intervals;
    }
}

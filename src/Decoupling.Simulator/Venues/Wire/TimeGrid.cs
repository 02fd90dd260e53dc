namespace Decoupling.Simulator.Venues.Wire;

/// <summary>A venue's bar lengths: steps of a fixed length, counted from the Unix epoch, weeks from a Monday.</summary>
/// <param name="Step">Milliseconds from one bar to the next.</param>
internal readonly record struct TimeGrid(long Step)
{
    private const long Week = 7 * 86_400_000L;
    private const long FirstMonday = 4 * 86_400_000L;

    private long Offset => Step == Week ? FirstMonday : 0;

    public static TimeGrid OfMinutes(long minutes) => new(minutes * 60_000);

    /// <summary>The last grid point at or before <paramref name="at"/>.</summary>
    public long Floor(long at) => (at - Offset) / Step * Step + Offset;

    /// <summary>The first grid point at or after <paramref name="at"/>.</summary>
    public long Ceiling(long at) => Floor(at + Step - 1);

    /// <summary>The first and last grid points of a page of at most <paramref name="limit"/>; empty where the last is before the first.</summary>
    /// <param name="start">The first time asked for, inclusive, or null.</param>
    /// <param name="end">The last time asked for, inclusive, or null.</param>
    /// <param name="oldest">The first time there is anything, inclusive.</param>
    /// <param name="newest">The last time there is anything, inclusive.</param>
    /// <param name="limit">The most points of a page.</param>
    /// <param name="fromStart">Whether a page too small for the range holds its first points instead of its last.</param>
    public (long First, long Last) Page(long? start, long? end, long oldest, long newest, long limit, bool fromStart)
    {
        var first = Ceiling(Math.Max(start ?? oldest, oldest));
        var last = Floor(Math.Min(end ?? newest, newest));
        return fromStart
            ? (first, Math.Min(last, first + (limit - 1) * Step))
            : (Math.Max(first, last - (limit - 1) * Step), last);
    }
}

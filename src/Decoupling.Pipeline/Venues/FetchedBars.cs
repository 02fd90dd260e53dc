namespace Decoupling.Pipeline.Venues;

/// <summary>A venue's rows for a grid of bars, oldest first.</summary>
/// <param name="Grid">What was asked for.</param>
/// <param name="Rows">What came.</param>
internal sealed record FetchedBars(TimeGrid Grid, Reading<IReadOnlyList<WireBar>> Rows)
{
    /// <summary>Fetches a grid page by page, the pages together. A page that fails spoils all: a hole left by a failure would look like the venue's own.</summary>
    /// <param name="grid">What is wanted.</param>
    /// <param name="interval">The venue's name of the bars' length, or <see langword="null"/> if it has none.</param>
    /// <param name="limit">The most bars a page may hold.</param>
    /// <param name="fetchPage">Fetches a page, oldest bar first.</param>
    public static async Task<FetchedBars> FetchAsync(
        TimeGrid grid,
        string? interval,
        int limit,
        Func<TimeGrid, Task<Reading<IReadOnlyList<WireBar>>>> fetchPage
    )
    {
        if (interval is null)
            return new FetchedBars(grid, new Missing("the venue has no bars of this length"));
        return new FetchedBars(grid, await Pages.JoinAsync(grid.Pages(limit), fetchPage));
    }
}

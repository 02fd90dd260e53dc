namespace Decoupling.Pipeline.Venues;

/// <summary>Joins what a venue gives in pages.</summary>
internal static class Pages
{
    /// <summary>Fetches all pages together and joins their rows in the pages' order; the first page that failed says why there is nothing.</summary>
    public static async Task<Reading<IReadOnlyList<TRow>>> JoinAsync<TRow>(
        IEnumerable<TimeGrid> pages,
        Func<TimeGrid, Task<Reading<IReadOnlyList<TRow>>>> fetchPage
    )
    {
        var readings = await Task.WhenAll(pages.Select(fetchPage));
        var rows = new List<TRow>();
        foreach (var reading in readings)
        {
            if (reading.Value is not { } page)
                return new Missing(reading.Reason!);
            rows.AddRange(page);
        }
        return rows;
    }
}

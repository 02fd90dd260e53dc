using System.Runtime.CompilerServices;

namespace Azure.Data.Tables.Wire;

/// <summary>Rows over as many pages as the service cuts them into; a page may be empty and still have a next one.</summary>
internal sealed class PageSequence<T>(
    Func<string?, int?, CancellationToken, Task<Page<T>>> fetchPage,
    int? maxPerPage,
    CancellationToken cancellationToken
) : AsyncPageable<T>(cancellationToken)
    where T : notnull
{
    public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null) =>
        FetchAsync(continuationToken, pageSizeHint ?? maxPerPage, CancellationToken);

    private async IAsyncEnumerable<Page<T>> FetchAsync(
        string? continuation,
        int? size,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        do
        {
            var page = await fetchPage(continuation, size, cancellation).ConfigureAwait(false);
            yield return page;
            continuation = page.ContinuationToken;
        } while (continuation is not null);
    }
}

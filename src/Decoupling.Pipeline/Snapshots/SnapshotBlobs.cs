using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Decoupling.Pipeline.Telemetry;

namespace Decoupling.Pipeline.Snapshots;

/// <summary>The container of snapshots: each is created once and never changed.</summary>
/// <param name="container">The container <see cref="SnapshotName.Container"/> of a storage account.</param>
public sealed class SnapshotBlobs(BlobContainerClient container)
{
    private const string TraceParent = "traceparent";

    // A month is one listing of several pages, a day one of a single page.
    private static readonly TimeSpan DaysListedOneByOne = TimeSpan.FromDays(4);

    /// <summary>Creates the container if it is not there yet.</summary>
    public Task CreateContainerAsync(CancellationToken cancellationToken) =>
        container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);

    /// <summary>Writes a blob unless one of that name stands already; that one is then the slot's snapshot.</summary>
    /// <returns>Whether the blob was created; if not, read the one that stands.</returns>
    public async Task<bool> WriteIfAbsentAsync(
        SnapshotName name,
        ReadOnlyMemory<byte> bytes,
        CancellationToken cancellationToken
    )
    {
        var options = new BlobUploadOptions
        {
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            HttpHeaders = new BlobHttpHeaders { ContentType = SnapshotWriter.ContentType },
        };
        if (PipelineSpans.TraceParent is { } traceParent)
        {
            // Beside the bytes, which are the same whoever looks on.
            options.Metadata = new Dictionary<string, string> { [TraceParent] = traceParent };
        }

        try
        {
            await container.GetBlobClient(name.Format()).UploadAsync(new BinaryData(bytes), options, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception)
            when (exception.ErrorCode == BlobErrorCode.BlobAlreadyExists
                || exception.ErrorCode == BlobErrorCode.ConditionNotMet
            )
        {
            return false;
        }
    }

    /// <summary>Whether a slot's snapshot stands.</summary>
    public async Task<bool> ExistsAsync(SnapshotName name, CancellationToken cancellationToken) =>
        await container.GetBlobClient(name.Format()).ExistsAsync(cancellationToken);

    /// <summary>Reads a blob, whatever it holds: one that is absent, too large or damaged is refused with its reason.</summary>
    public Task<SnapshotRead> ReadAsync(SnapshotName name, CancellationToken cancellationToken) =>
        ReadAsync(name.Format(), cancellationToken);

    /// <summary>Reads the blob at a path within the container, which need not be one that <see cref="SnapshotName"/> would give.</summary>
    public async Task<SnapshotRead> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var download = await container
                .GetBlobClient(path)
                .DownloadStreamingAsync(cancellationToken: cancellationToken);
            using var content = download.Value.Content;
            var read = await SnapshotReader.ReadAsync(content, cancellationToken);
            return download.Value.Details.Metadata.TryGetValue(TraceParent, out var traceParent)
                ? read with
                {
                    TraceParent = traceParent,
                }
                : read;
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return SnapshotRead.Refuse(SnapshotRefusalKind.Absent, $"There is no blob {path}.");
        }
    }

    /// <summary>The snapshots of an asset with slots in [<paramref name="from"/>, <paramref name="to"/>), in the order of their slots.</summary>
    /// <remarks>One listing for each day where the range is short, and for each month where it is long.</remarks>
    public async IAsyncEnumerable<SnapshotName> ListAsync(
        string asset,
        DateTimeOffset from,
        DateTimeOffset to,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (var prefix in Prefixes(asset, from, to))
        {
            await foreach (var blob in container.GetBlobsAsync(prefix: prefix, cancellationToken: cancellationToken))
            {
                if (SnapshotName.TryParse(blob.Name, out var name) && name.SlotAt >= from && name.SlotAt < to)
                {
                    yield return name;
                }
            }
        }
    }

    /// <summary>The newest snapshot of an asset before a slot, whose windows the slot carries on; <see langword="null"/> if none is within the time given.</summary>
    /// <remarks>Looks day by day, back from the slot: one listing where slots follow each other.</remarks>
    public async Task<SnapshotName?> FindNewestBeforeAsync(
        string asset,
        DateTimeOffset slotAt,
        TimeSpan within,
        CancellationToken cancellationToken
    )
    {
        var earliest = slotAt - within;
        for (
            var day = new DateTimeOffset(slotAt.UtcDateTime.Date, TimeSpan.Zero);
            day > earliest.AddDays(-1);
            day = day.AddDays(-1)
        )
        {
            SnapshotName? newest = null;
            var from = day > earliest ? day : earliest;
            var to = day.AddDays(1) < slotAt ? day.AddDays(1) : slotAt;
            await foreach (var name in ListAsync(asset, from, to, cancellationToken))
            {
                newest = name;
            }

            if (newest is not null)
            {
                return newest;
            }
        }

        return null;
    }

    /// <summary>Every blob of the container written at or after a time, by its path, for a watch over what is new.</summary>
    /// <remarks>Paths that are no snapshot's name are listed too, so that what was put there by mistake is refused and seen.
    /// The times are the storage's own, in whole seconds: ask again from the last one seen, and pass over what was seen.</remarks>
    public async IAsyncEnumerable<SnapshotBlob> ListWrittenSinceAsync(
        DateTimeOffset since,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: cancellationToken))
        {
            if (blob.Properties.LastModified is { } writtenAt && writtenAt >= since)
            {
                yield return new SnapshotBlob(blob.Name, writtenAt, blob.Properties.ETag?.ToString() ?? "");
            }
        }
    }

    private static IEnumerable<string> Prefixes(string asset, DateTimeOffset from, DateTimeOffset to)
    {
        var byDay = to - from <= DaysListedOneByOne;
        var start = from.UtcDateTime;
        for (
            var at = new DateTimeOffset(start.Year, start.Month, byDay ? start.Day : 1, 0, 0, 0, TimeSpan.Zero);
            at < to;
            at = byDay ? at.AddDays(1) : at.AddMonths(1)
        )
        {
            yield return byDay ? SnapshotName.DayPrefix(asset, at) : SnapshotName.MonthPrefix(asset, at);
        }
    }
}

/// <summary>A blob in the container of snapshots.</summary>
/// <param name="Path">Its path within the container.</param>
/// <param name="WrittenAt">When it was written, by the storage's clock, UTC.</param>
/// <param name="ETag">Its version.</param>
public sealed record SnapshotBlob(string Path, DateTimeOffset WrittenAt, string ETag);

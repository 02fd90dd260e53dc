using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Decoupling.Pipeline.Snapshots;

/// <summary>The stored snapshots: written once, never changed.</summary>
public sealed class SnapshotBlobs(BlobContainerClient container)
{
    // A packed snapshot over this is none: unpacked it may be 16 MiB at most.
    private const long LargestBlob = 16 * 1024 * 1024;

    /// <summary>Creates the container when it is not there yet.</summary>
    public async Task CreateContainerAsync(CancellationToken cancellationToken) =>
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);

    /// <summary>Stores a snapshot unless one stands under its name, which is then the one that counts.</summary>
    /// <returns>Whether this one was stored.</returns>
    public async Task<bool> WriteIfAbsentAsync(string name, byte[] packed, CancellationToken cancellationToken)
    {
        var options = new BlobUploadOptions
        {
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            HttpHeaders = new BlobHttpHeaders { ContentType = SnapshotWriter.ContentType },
        };
        try
        {
            await container.GetBlobClient(name).UploadAsync(new BinaryData(packed), options, cancellationToken);
            return true;
        }
        catch (RequestFailedException failure) when (failure.ErrorCode == BlobErrorCode.BlobAlreadyExists)
        {
            return false;
        }
    }

    /// <summary>Whether a snapshot stands under a name.</summary>
    public async Task<bool> ExistsAsync(string name, CancellationToken cancellationToken) =>
        await container.GetBlobClient(name).ExistsAsync(cancellationToken);

    /// <summary>Reads a blob's bytes; one that is too large to be a snapshot is cut off, and the reader then refuses it.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var options = new BlobDownloadOptions { Range = new HttpRange(0, LargestBlob) };
        try
        {
            var answer = await container.GetBlobClient(name).DownloadContentAsync(options, cancellationToken);
            return answer.Value.Content.ToMemory();
        }
        catch (RequestFailedException failure) when (failure.ErrorCode == BlobErrorCode.InvalidRange)
        {
            // An empty blob has no range; the reader refuses it as it refuses any other that is no snapshot.
            return ReadOnlyMemory<byte>.Empty;
        }
    }

    /// <summary>Lists the names of an asset's snapshots from one slot (inclusive) to another (exclusive), oldest first.</summary>
    public async IAsyncEnumerable<string> ListAsync(
        string asset,
        DateTimeOffset from,
        DateTimeOffset to,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        for (var day = from.UtcDateTime.Date; day < to.UtcDateTime; day = day.AddDays(1))
        {
            var prefix = SnapshotName.DayPrefix(asset, new DateTimeOffset(day, TimeSpan.Zero));
            await foreach (
                var blob in container.GetBlobsAsync(prefix: prefix, cancellationToken: cancellationToken)
            )
            {
                if (SnapshotName.TryParse(blob.Name, out var name) && name.SlotAt >= from && name.SlotAt < to)
                {
                    yield return blob.Name;
                }
            }
        }
    }

    /// <summary>The newest snapshot of an asset from one slot (inclusive) to another (exclusive), or <see langword="null"/>.</summary>
    public async Task<string?> FindNewestAsync(
        string asset,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellationToken
    )
    {
        for (var day = to.UtcDateTime.Date; day >= from.UtcDateTime.Date; day = day.AddDays(-1))
        {
            var dayFrom = new DateTimeOffset(day, TimeSpan.Zero);
            var first = dayFrom > from ? dayFrom : from;
            var last = dayFrom.AddDays(1) < to ? dayFrom.AddDays(1) : to;
            var newest = await ListAsync(asset, first, last, cancellationToken)
                .LastOrDefaultAsync(cancellationToken);
            if (newest is not null)
            {
                return newest;
            }
        }

        return null;
    }
}

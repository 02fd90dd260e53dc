using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Decoupling.Pipeline.Snapshots;

namespace Decoupling.Pipeline.Baselines;

/// <summary>Digests and baselines in a storage account.</summary>
/// <param name="container">The container <see cref="BaselineName.Container"/>.</param>
public sealed class BlobBaselineStore(BlobContainerClient container) : IBaselineStore
{
    /// <inheritdoc/>
    public Task CreateAsync(CancellationToken cancellationToken) =>
        container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync(
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var blob in container.GetBlobsAsync(prefix: prefix, cancellationToken: cancellationToken))
        {
            yield return blob.Name;
        }
    }

    /// <inheritdoc/>
    public async Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            // One byte more than a reader takes, so that it sees that there are too many.
            var options = new BlobDownloadOptions { Range = new HttpRange(0, SnapshotReader.MaxBytes + 1) };
            var download = await container.GetBlobClient(path).DownloadContentAsync(options, cancellationToken);
            return download.Value.Content.ToArray();
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.InvalidRange)
        {
            return [];
        }
    }

    /// <inheritdoc/>
    public async Task<bool> WriteIfAbsentAsync(
        string path,
        ReadOnlyMemory<byte> bytes,
        CancellationToken cancellationToken
    )
    {
        var options = new BlobUploadOptions
        {
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            HttpHeaders = new BlobHttpHeaders { ContentType = SnapshotWriter.ContentType },
        };
        try
        {
            await container.GetBlobClient(path).UploadAsync(new BinaryData(bytes), options, cancellationToken);
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

    /// <inheritdoc/>
    public Task DeleteAsync(string path, CancellationToken cancellationToken) =>
        container.GetBlobClient(path).DeleteIfExistsAsync(cancellationToken: cancellationToken);
}

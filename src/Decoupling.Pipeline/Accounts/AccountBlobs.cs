using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Decoupling.Pipeline.Accounts;

/// <summary>The container of positions files: their owners put them there, replace them and take them away; this code only reads.</summary>
/// <param name="container">The container <see cref="Container"/> of a storage account.</param>
public sealed class AccountBlobs(BlobContainerClient container)
{
    /// <summary>The container that holds nothing but positions files.</summary>
    public const string Container = "accounts";

    /// <summary>Creates the container if it is not there yet.</summary>
    public Task CreateContainerAsync(CancellationToken cancellationToken) =>
        container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);

    /// <summary>Reads a file, or <see langword="null"/> when it has been taken away meanwhile.</summary>
    public async Task<AccountBlobContent?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var download = await container
                .GetBlobClient(name)
                .DownloadStreamingAsync(cancellationToken: cancellationToken);
            using var content = download.Value.Content;
            var writtenAt = download.Value.Details.LastModified;
            if (download.Value.Details.ContentLength > AccountFileReader.MaxBytes)
            {
                return new AccountBlobContent(name, writtenAt, null);
            }

            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes, cancellationToken);
            return new AccountBlobContent(name, writtenAt, bytes.ToArray());
        }
        catch (RequestFailedException exception)
            when (exception.ErrorCode == BlobErrorCode.BlobNotFound
                || exception.ErrorCode == BlobErrorCode.ContainerNotFound
            )
        {
            return null;
        }
    }

    /// <summary>Every file's name and version, in the order of names.</summary>
    public async IAsyncEnumerable<AccountBlob> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: cancellationToken))
        {
            yield return new AccountBlob(blob.Name, blob.Properties.ETag?.ToString() ?? "");
        }
    }
}

/// <summary>A file of the container.</summary>
/// <param name="Name">Its name within the container.</param>
/// <param name="ETag">Its version.</param>
public readonly record struct AccountBlob(string Name, string ETag);

/// <summary>A file as it was read.</summary>
/// <param name="Name">Its name within the container.</param>
/// <param name="WrittenAt">When it was written, by the storage's clock, UTC.</param>
/// <param name="Bytes">Its bytes, or <see langword="null"/> where it is too large to be read.</param>
public sealed record AccountBlobContent(string Name, DateTimeOffset WrittenAt, byte[]? Bytes);

using Decoupling.Pipeline.Snapshots;

namespace Decoupling.Pipeline.Baselines;

/// <summary>Digests and baselines as files in a folder, for a replay without a storage account.</summary>
/// <param name="folder">The folder; it is made when it is not there.</param>
public sealed class FolderBaselineStore(string folder) : IBaselineStore
{
    private const string Unfinished = ".unfinished";

    private readonly string root = Path.GetFullPath(folder);

    /// <inheritdoc/>
    public Task CreateAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(root);
        return Task.CompletedTask;
    }

    /// <summary>Deletes what an earlier replay left: its days may be of other rows.</summary>
    public void Clear()
    {
        var versions = Path.Combine(root, "v1");
        if (Directory.Exists(versions))
        {
            Directory.Delete(versions, recursive: true);
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        var within = PathOf(prefix);
        return !Directory.Exists(within)
            ? AsyncEnumerable.Empty<string>()
            : Directory
                .EnumerateFiles(within, "*", SearchOption.AllDirectories)
                .Where(path => !path.EndsWith(Unfinished, StringComparison.Ordinal))
                .Select(path => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/'))
                .Order(StringComparer.Ordinal)
                .ToAsyncEnumerable();
    }

    /// <inheritdoc/>
    public async Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var file = new FileInfo(PathOf(path));
        if (!file.Exists)
        {
            return null;
        }

        await using var stream = file.OpenRead();
        var bytes = new byte[Math.Min(file.Length, SnapshotReader.MaxBytes + 1L)];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    /// <inheritdoc/>
    public async Task<bool> WriteIfAbsentAsync(
        string path,
        ReadOnlyMemory<byte> bytes,
        CancellationToken cancellationToken
    )
    {
        var target = PathOf(path);
        if (File.Exists(target))
        {
            return false;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var unfinished = target + Unfinished;
        await File.WriteAllBytesAsync(unfinished, bytes, cancellationToken);
        File.Move(unfinished, target, overwrite: true);
        return true;
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        var target = PathOf(path);
        if (File.Exists(target))
        {
            File.Delete(target);
        }

        return Task.CompletedTask;
    }

    private string PathOf(string path) => Path.Combine(root, path.Replace('/', Path.DirectorySeparatorChar));
}

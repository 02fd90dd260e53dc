namespace Decoupling.Pipeline.Baselines;

/// <summary>Where digests and baselines lie: a blob container, or a folder for a replay.</summary>
public interface IBaselineStore
{
    /// <summary>Creates the container if it is not there yet.</summary>
    Task CreateAsync(CancellationToken cancellationToken);

    /// <summary>The paths that begin with a prefix, which ends at a slash, in ordinal order.</summary>
    IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>The bytes at a path, or <see langword="null"/> where there are none. More than 16 MiB are cut off.</summary>
    Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken);

    /// <summary>Writes as a whole or not at all, unless something stands at the path already.</summary>
    /// <returns>Whether it was written.</returns>
    Task<bool> WriteIfAbsentAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Deletes what stands at a path, if anything.</summary>
    Task DeleteAsync(string path, CancellationToken cancellationToken);
}

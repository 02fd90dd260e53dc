using Decoupling.Pipeline.Storage;

namespace Decoupling.Cli.Export;

/// <summary>A file of rows that is being written.</summary>
internal interface IRowFile : IAsyncDisposable
{
    /// <summary>Adds a row.</summary>
    Task WriteAsync(TableRow row, CancellationToken cancellationToken);

    /// <summary>Writes what is still held, and what ends such a file; without it the file is not whole.</summary>
    Task FinishAsync(CancellationToken cancellationToken);
}

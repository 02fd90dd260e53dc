namespace Decoupling.Pipeline.Archive;

/// <summary>A file of history that cannot be read, named with the line at fault.</summary>
public sealed class ArchiveException : Exception
{
    /// <summary>Creates the exception with a sentence for a person.</summary>
    /// <param name="file">The file, and the entry within it if it is a zip.</param>
    /// <param name="line">The line at fault, from 1, or <see langword="null"/> when it is the file as a whole.</param>
    /// <param name="reason">What is wrong there.</param>
    /// <param name="inner">What failed underneath.</param>
    public ArchiveException(string file, long? line, string reason, Exception? inner = null)
        : base(line is null ? $"{file}: {reason}" : $"{file}, line {line}: {reason}", inner) =>
        (File, Line) = (file, line);

    /// <summary>The file, and the entry within it if it is a zip.</summary>
    public string File { get; }

    /// <summary>The line at fault, from 1, or <see langword="null"/> when it is the file as a whole.</summary>
    public long? Line { get; }
}

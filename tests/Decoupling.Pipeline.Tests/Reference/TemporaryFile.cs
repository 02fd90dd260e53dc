namespace Decoupling.Pipeline.Tests.Reference;

/// <summary>A file of the test's own, gone with it.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private TemporaryFile() { }

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public static TemporaryFile With(string text)
    {
        var file = new TemporaryFile();
        File.WriteAllText(file.Path, text);
        return file;
    }

    public void Dispose() => File.Delete(Path);
}

namespace Decoupling.Pipeline.Snapshots;

/// <summary>The JSON Schema of a snapshot's blob once unpacked: what other programs read it by.</summary>
public static class SnapshotSchema
{
    private const string Resource = "market-snapshot-v1.schema.json";

    /// <summary>The schema as JSON (draft 2020-12).</summary>
    public static string Read()
    {
        using var stream = typeof(SnapshotSchema).Assembly.GetManifestResourceStream(Resource)!;
        using var text = new StreamReader(stream);
        return text.ReadToEnd();
    }
}

namespace Decoupling.Pipeline.Baselines;

/// <summary>The JSON Schemas of digests and baselines once unpacked: what other programs read them by.</summary>
public static class BaselineSchema
{
    /// <summary>The schema of a kind of blob as JSON (draft 2020-12).</summary>
    public static string Read(BaselineKind kind)
    {
        var resource = kind == BaselineKind.Digest ? "day-digest-v1.schema.json" : "baseline-v1.schema.json";
        using var stream = typeof(BaselineSchema).Assembly.GetManifestResourceStream(resource)!;
        using var text = new StreamReader(stream);
        return text.ReadToEnd();
    }
}

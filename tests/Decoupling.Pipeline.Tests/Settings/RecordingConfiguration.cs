using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace Decoupling.Pipeline.Tests.Settings;

/// <summary>Settings that keep which keys were asked for, as environment variables name them.</summary>
internal sealed class RecordingConfiguration(IConfiguration inner, string path, ISet<string> asked)
    : IConfigurationSection
{
    public RecordingConfiguration(IConfiguration inner)
        : this(inner, "", new HashSet<string>()) { }

    public ISet<string> Asked => asked;

    public string Key => path;

    public string Path => path;

    public string? Value
    {
        get => inner[path];
        set => throw new NotSupportedException();
    }

    public string? this[string key]
    {
        get
        {
            var whole = Combine(key);
            asked.Add(whole.Replace(":", "__", StringComparison.Ordinal));
            return inner[whole];
        }
        set => throw new NotSupportedException();
    }

    public IConfigurationSection GetSection(string key) => new RecordingConfiguration(inner, Combine(key), asked);

    public IEnumerable<IConfigurationSection> GetChildren() => throw new NotSupportedException();

    public IChangeToken GetReloadToken() => throw new NotSupportedException();

    private string Combine(string key) => path.Length == 0 ? key : $"{path}:{key}";
}

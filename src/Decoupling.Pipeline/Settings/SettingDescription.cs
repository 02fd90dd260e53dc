namespace Decoupling.Pipeline.Settings;

/// <summary>One setting of the README's table.</summary>
/// <param name="Name">The name as an environment variable.</param>
/// <param name="Default">Its default, or empty.</param>
/// <param name="Meaning">What it does, with its range.</param>
public sealed record SettingDescription(string Name, string Default, string Meaning)
{
    /// <summary>Whether its value is shown to nobody.</summary>
    public bool IsSecret =>
        Meaning.StartsWith("secret", StringComparison.Ordinal)
        || Name.EndsWith("ConnectionString", StringComparison.Ordinal);
}

using Decoupling.Liquidation;

namespace Decoupling.Pipeline.Reference;

/// <summary>The margin tables that ship with the product: dated, with their sources, some of them flagged assumptions.</summary>
public static class BuiltInMarginTiers
{
    private const string ResourceName = "margin-tiers.json";

    /// <summary>Reads the tables.</summary>
    /// <exception cref="ArgumentException">An entry of the file is refused; the message names it.</exception>
    public static MarginTierTables Read()
    {
        using var stream =
            typeof(BuiltInMarginTiers).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {ResourceName}.");
        using var reader = new StreamReader(stream);
        return MarginTierTables.Parse(reader.ReadToEnd());
    }
}

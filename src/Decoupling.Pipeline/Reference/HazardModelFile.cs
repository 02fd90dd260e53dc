using Decoupling.Hazard;

namespace Decoupling.Pipeline.Reference;

/// <summary>The hazard's coefficients: those that ship with the product, or a user's own.</summary>
public static class HazardModelFile
{
    private const string ResourceName = "hazard-model.json";

    /// <summary>Reads the model that ships: BTC and ETH on Binance, learnt to June 2022, tested to August 2025.</summary>
    /// <exception cref="ArgumentException">An entry of the file is refused; the message names it.</exception>
    public static HazardModel ReadBuiltIn()
    {
        using var stream =
            typeof(HazardModelFile).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {ResourceName}.");
        using var reader = new StreamReader(stream);
        return HazardModel.Parse(reader.ReadToEnd());
    }

    /// <summary>Reads a model that <c>decoupling hazard fit</c> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException">The file cannot be read or an entry is refused; the message names the file and the line or entry.</exception>
    public static HazardModel Read(string path)
    {
        try
        {
            return HazardModel.Parse(File.ReadAllText(path));
        }
        catch (Exception refused) when (refused is ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"{path} gives no hazard model. {refused.Message}", nameof(path), refused);
        }
    }
}

using Decoupling.Carry;
using Decoupling.Hazard;
using Decoupling.Liquidation;
using Decoupling.Reference;
using Decoupling.Scoring;

namespace Decoupling.Pipeline.Reference;

/// <summary>The dated data files that scoring needs: those that ship with the product, or the user's own.</summary>
public static class ReferenceTables
{
    private const string MarginTiersFile = "margin-tiers.json";
    private const string FeesFile = "fees.json";
    private const string FundingTermsFile = "funding-terms.json";
    private const string HazardFile = "hazard-model.json";

    /// <summary>Scoring options with all tables and otherwise the defaults.</summary>
    /// <param name="files">The user's own files; what it does not name is read from those that ship.</param>
    /// <exception cref="ArgumentException">A file is missing or wrong; the message names it, and the line.</exception>
    public static ScoringOptions Scoring(ReferenceFiles? files = null) =>
        new()
        {
            MarginTiers = MarginTiers(files?.MarginTiers),
            Fees = Fees(files?.Fees),
            FundingTerms = FundingTerms(files?.FundingTerms),
            Hazard = Hazard(files?.HazardModel),
        };

    /// <summary>The venues' margin tables.</summary>
    /// <param name="file">The user's own file, or <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">The file is missing or wrong; the message names it, and the line.</exception>
    public static MarginTierTables MarginTiers(string? file = null) =>
        Read(file, MarginTiersFile, "MarginTiersFile", MarginTierTables.Parse);

    /// <summary>The venues' trading fees.</summary>
    /// <param name="file">The user's own file, or <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">The file is missing or wrong; the message names it, and the line.</exception>
    public static VenueFees Fees(string? file = null) => Read(file, FeesFile, "FeesFile", VenueFees.Parse);

    /// <summary>The venues' funding terms.</summary>
    /// <param name="file">The user's own file, or <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">The file is missing or wrong; the message names it, and the line.</exception>
    public static VenueFundingTerms FundingTerms(string? file = null) =>
        Read(file, FundingTermsFile, "FundingTermsFile", VenueFundingTerms.Parse);

    /// <summary>The hazard's coefficients, as <c>decoupling hazard fit</c> writes them.</summary>
    /// <param name="file">The user's own file, or <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">The file is missing or wrong; the message names it, and the line.</exception>
    public static HazardModel Hazard(string? file = null) =>
        Read(file, HazardFile, "HazardModelFile", HazardModel.Parse);

    /// <summary>The venues' reserves; none ship, because they change by the month.</summary>
    /// <param name="file">The user's own file, or <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">The file is missing or wrong; the message names it, and the line.</exception>
    public static VenueReserves Reserves(string? file) =>
        file is null ? VenueReserves.None : ReadOwn(file, "ReservesFile", VenueReserves.Parse);

    private static T Read<T>(string? file, string shipped, string setting, Func<string, string, T> parse)
    {
        if (file is null)
        {
            using var stream =
                typeof(ReferenceTables).Assembly.GetManifestResourceStream(shipped)
                ?? throw new InvalidOperationException($"The assembly lacks its resource {shipped}.");
            using var reader = new StreamReader(stream);
            return parse(reader.ReadToEnd(), shipped);
        }

        return ReadOwn(file, setting, parse);
    }

    private static T ReadOwn<T>(string file, string setting, Func<string, string, T> parse)
    {
        try
        {
            return parse(File.ReadAllText(file), file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException(
                $"Decoupling__{setting} names {file}, which cannot be read: {failure.Message}",
                failure
            );
        }
        catch (ArgumentException refused)
        {
            throw new ArgumentException($"Decoupling__{setting} is refused: {refused.Message}", refused);
        }
    }
}

/// <summary>The user's own data files; <see langword="null"/> for those that ship.</summary>
/// <param name="MarginTiers">Margin tables, as in <c>margin-tiers.json</c>.</param>
/// <param name="Fees">Trading fees, as in <c>fees.json</c>.</param>
/// <param name="FundingTerms">Funding terms, as in <c>funding-terms.json</c>.</param>
/// <param name="HazardModel">The hazard's coefficients, as in <c>hazard-model.json</c>.</param>
public sealed record ReferenceFiles(
    string? MarginTiers,
    string? Fees,
    string? FundingTerms,
    string? HazardModel = null
);

using Decoupling.Carry;
using Decoupling.Hazard;
using Decoupling.Liquidation;
using Decoupling.Reference;
using Decoupling.Snapshots;

namespace Decoupling.Tests;

/// <summary>The dated data files as they ship with the product.</summary>
internal static class ShippedTables
{
    public static MarginTierTables MarginTiers { get; } = MarginTierTables.Parse(Text("margin-tiers.json"));

    public static VenueFees Fees { get; } = VenueFees.Parse(Text("fees.json"));

    public static VenueFundingTerms FundingTerms { get; } = VenueFundingTerms.Parse(Text("funding-terms.json"));

    public static HazardModel Hazard { get; } = HazardModel.Parse(Text("hazard-model.json"));

    /// <summary>The funding terms of a venue's linear BTC perpetual.</summary>
    public static FundingTerms FundingOf(string venue, DateTimeOffset at) =>
        FundingTerms.Find(venue, "BTC", InstrumentKind.LinearPerpetual, at)!.Terms;

    public static string Text(string name)
    {
        using var stream = typeof(ShippedTables).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

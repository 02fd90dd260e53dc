using Decoupling.Liquidation;

namespace Decoupling.Pipeline.Accounts;

/// <summary>What positions may be of: anything else in a file is a mistake that its owner should hear of.</summary>
/// <param name="Venues">The venues that are fetched from, in lower case.</param>
/// <param name="Assets">The assets that are fetched, in upper case.</param>
/// <param name="MarginTiers">The venues' margin tables.</param>
public sealed record KnownMarkets(
    IReadOnlyCollection<string> Venues,
    IReadOnlyCollection<string> Assets,
    MarginTierTables MarginTiers
);

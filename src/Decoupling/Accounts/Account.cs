using Decoupling.Sizing;

namespace Decoupling.Accounts;

/// <summary>One account of a positions file: what it holds, what stands behind it, and which limits its owner has chosen.</summary>
/// <remarks>Labels are the owner's own words; nothing else tells whose the account is.</remarks>
public sealed record Account
{
    /// <summary>The most positions that one file may hold, over all its accounts.</summary>
    public const int MostPositionsInAFile = 10_000;

    /// <summary>The owner's word for the account.</summary>
    public required string Label { get; init; }

    /// <summary>The chance of liquidation that is put up with, and within what time. Default 1 % in a day.</summary>
    public LiquidationOddsOptions Target { get; init; } = new();

    /// <summary>H1: the volatility that the equity should have.</summary>
    public VolatilityTargetOptions VolatilityTarget { get; init; } = new();

    /// <summary>H2: how much of Kelly's leverage is taken.</summary>
    public KellyOptions Kelly { get; init; } = new();

    /// <summary>H2: the drift of the price per year that the owner believes in, or <see langword="null"/> for none: Kelly is then left out.</summary>
    public double? DriftPerYear { get; init; }

    /// <summary>H3: the loss that may be made.</summary>
    public TailRiskOptions TailRisk { get; init; } = new();

    /// <summary>What stands behind the cross positions, one wallet a venue and coin.</summary>
    public required IReadOnlyList<AccountWallet> Wallets { get; init; }

    /// <summary>The positions, one a venue and symbol.</summary>
    public required IReadOnlyList<AccountPosition> Positions { get; init; }
}

/// <summary>The balance that a venue's cross positions in one settlement coin share.</summary>
/// <param name="Venue">The venue's name in lower case.</param>
/// <param name="Coin">The settlement coin in upper case.</param>
/// <param name="Balance">The balance without open profits and losses, in the coin, at least 0.</param>
public sealed record AccountWallet(string Venue, string Coin, double Balance);

namespace Decoupling.Snapshots;

/// <summary>A number of contracts. It adds to contracts only; what one is worth, <see cref="ContractTerms"/> says.</summary>
/// <param name="Value">How many.</param>
public readonly record struct Contracts(double Value)
{
    /// <summary>Both together.</summary>
    public static Contracts operator +(Contracts left, Contracts right) => new(left.Value + right.Value);
}

/// <summary>A quantity of the underlying. It adds to coins only.</summary>
/// <param name="Value">How many.</param>
public readonly record struct Coins(double Value)
{
    /// <summary>Both together.</summary>
    public static Coins operator +(Coins left, Coins right) => new(left.Value + right.Value);
}

/// <summary>An amount of US dollars, or of a stablecoin taken at par. It adds to US dollars only.</summary>
/// <param name="Value">How many.</param>
public readonly record struct UsDollars(double Value)
{
    /// <summary>Both together.</summary>
    public static UsDollars operator +(UsDollars left, UsDollars right) => new(left.Value + right.Value);
}

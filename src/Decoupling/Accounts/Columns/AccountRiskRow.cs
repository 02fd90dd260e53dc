namespace Decoupling.Accounts.Columns;

/// <summary>What a row of AccountRisk is made of: an account, and one of its positions or none for the account's own row.</summary>
/// <param name="File">The file's name within its container.</param>
/// <param name="InputsHash">The hash of the file and of the snapshots used.</param>
/// <param name="Account">The account.</param>
/// <param name="Position">The position, or <see langword="null"/> for the account's row.</param>
public readonly record struct AccountRiskRow(
    string File,
    string InputsHash,
    AccountAssessment Account,
    PositionAssessment? Position
);

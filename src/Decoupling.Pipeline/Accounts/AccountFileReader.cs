using Decoupling.Accounts;
using Decoupling.Pipeline.Accounts.Wire;

namespace Decoupling.Pipeline.Accounts;

/// <summary>Reads a positions file, whoever wrote it: bad accounts are an answer, not an exception, and the good ones are still there.</summary>
public static class AccountFileReader
{
    /// <summary>The most bytes of a file: 10,000 positions take about a third of it.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>The most faults that are listed one by one.</summary>
    public const int MostFaults = 1_000;

    /// <summary>Why a file of more than <see cref="MaxBytes"/> is refused.</summary>
    public static AccountFault TooLarge { get; } = new(1, "the file is larger than 8 MiB");

    /// <summary>Reads a file's bytes.</summary>
    /// <param name="json">The bytes, UTF-8.</param>
    /// <param name="known">The venues, assets and margin tables that positions may be of.</param>
    public static AccountFile Read(ReadOnlySpan<byte> json, KnownMarkets known)
    {
        ArgumentNullException.ThrowIfNull(known);
        if (json.Length > MaxBytes)
        {
            return AccountFile.Refuse(TooLarge);
        }

        try
        {
            var file = AccountObject.Of(LinedJson.Read(json), AccountFields.File);
            return ReadAccounts(file.Items("accounts"), known);
        }
        catch (AccountFaultException refused)
        {
            return AccountFile.Refuse(refused.Fault);
        }
    }

    private static AccountFile ReadAccounts(IReadOnlyList<LinedValue> items, KnownMarkets known)
    {
        var accounts = new List<Account>();
        var faults = new List<AccountFault>();
        var labels = new HashSet<string>(StringComparer.Ordinal);
        var positions = 0;
        foreach (var item in items)
        {
            try
            {
                var account = AccountMapping.Read(item, known, Account.MostPositionsInAFile - positions);
                positions += account.Positions.Count;
                if (!labels.Add(account.Label))
                {
                    throw new AccountFaultException(item.Line, "another account of the file has the same label");
                }

                accounts.Add(account);
            }
            catch (AccountFaultException refused)
            {
                faults.Add(refused.Fault);
            }
        }

        if (faults.Count > MostFaults)
        {
            var unlisted = new AccountFault(
                faults[MostFaults].Line,
                $"from here on {faults.Count - MostFaults} more accounts are wrong and not listed"
            );
            faults = [.. faults[..MostFaults], unlisted];
        }

        return new AccountFile(accounts, faults);
    }
}

/// <summary>What a positions file held.</summary>
/// <param name="Accounts">The good accounts, in the file's order.</param>
/// <param name="Faults">One a bad account, or one for the whole file.</param>
public sealed record AccountFile(IReadOnlyList<Account> Accounts, IReadOnlyList<AccountFault> Faults)
{
    internal static AccountFile Refuse(AccountFault fault) => new([], [fault]);
}

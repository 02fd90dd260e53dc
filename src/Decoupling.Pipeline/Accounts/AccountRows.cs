using System.Security.Cryptography;
using System.Text;
using Decoupling.Accounts;
using Decoupling.Accounts.Columns;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Accounts;

/// <summary>Turns an assessed account into its rows: the account's own first, then one a position.</summary>
public static class AccountRows
{
    // Azure's keys have 512 characters; what is escaped takes five for one.
    private const int LongestFilePart = 240;

    /// <summary>Whether a file's name can be part of a key.</summary>
    public static bool IsName(string file) => file.Length > 0 && TableKeys.Part(file).Length <= LongestFilePart;

    /// <summary>The rows of one account.</summary>
    /// <param name="file">The file's name within its container.</param>
    /// <param name="fileHash">The hash of its bytes.</param>
    /// <param name="answer">The account.</param>
    public static IReadOnlyList<TableRow> Of(string file, string fileHash, AccountAssessment answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var inputs = HashOf([fileHash, .. HashesOf(answer).Order(StringComparer.Ordinal)]);
        var partition = PartitionOf(file, answer.Account.Label, answer.AsOf);
        var rows = new List<TableRow>(answer.Positions.Count + 1)
        {
            Row(partition, $"{TableKeys.ReverseTicks(answer.AsOf)}_account", new(file, inputs, answer, null)),
        };
        foreach (var position in answer.Positions)
        {
            rows.Add(
                Row(partition, PositionKey(answer.AsOf, position.Position.Label), new(file, inputs, answer, position))
            );
        }

        return rows;
    }

    /// <summary>The partition of a file's account and a day.</summary>
    public static string PartitionOf(string file, string account, DateTimeOffset at) =>
        $"{TableKeys.Part(file)}_{TableKeys.Part(account)}_{TableKeys.Day(at)}";

    /// <summary>The hash of a file's bytes.</summary>
    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string PositionKey(DateTimeOffset at, string label) =>
        $"{TableKeys.ReverseTicks(at)}_position_{TableKeys.Part(label)}";

    private static IEnumerable<string> HashesOf(AccountAssessment answer) =>
        answer
            .Positions.Select(position => position.Market?.InputsHash)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal);

    private static string HashOf(string[] hashes) => HashOf(Encoding.ASCII.GetBytes(string.Join(' ', hashes)));

    private static TableRow Row(string partition, string key, AccountRiskRow row)
    {
        var values = new List<TableColumn>(AccountRiskColumns.All.Count);
        foreach (var column in AccountRiskColumns.All)
        {
            if (column.Value(row) is { } value)
            {
                values.Add(new TableColumn(column.Name, value));
            }
        }

        return new TableRow(partition, key, values);
    }
}

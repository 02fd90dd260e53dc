using Azure;
using Decoupling.Accounts;
using Decoupling.Pipeline.Accounts;
using Decoupling.Pipeline.Ledger;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Storage;
using Microsoft.Extensions.Logging;

namespace Decoupling.Pipeline.Steps;

/// <summary>Answers positions files against the newest snapshots: on upload, and again after every slot of an asset that they hold.</summary>
/// <remarks>
/// <para>Rows are keyed by file, labels and slot, so a repeated run replaces them; what an earlier version of a file left at the same slot is
/// deleted after the new rows stand. A run that was killed between any two writes is finished by the next.</para>
/// <para>No label, size or price is logged, nor put into an exception that leaves this step: keys are made of labels.</para>
/// </remarks>
public sealed partial class AssessAccounts(
    AccountBlobs? accounts,
    NewestMarkets newestMarkets,
    KnownMarkets known,
    ITableStore tables,
    AccountAlerts alerts,
    FailureLog failures,
    ILogger<AssessAccounts> logger
)
{
    // Accounts lie in partitions of their own, which storage writes side by side; their rows are held for a chunk only.
    private const int AccountsAtOnce = 64;
    private const int WritesAtOnce = 8;

    private readonly AccountTable table = new(tables);

    /// <summary>Answers a file that was just written. What is wrong with it is listed in Failures, by its lines.</summary>
    /// <param name="file">The blob's name within its container.</param>
    /// <param name="cancellationToken">Stops between two writes.</param>
    public async Task<AccountsOutcome> RunAsync(string file, CancellationToken cancellationToken)
    {
        if (accounts is null)
        {
            return AccountsOutcome.None;
        }

        var markets = await newestMarkets.ReadAsync(cancellationToken);
        return await GuardAsync(() => AssessAsync(file, markets, null, cancellationToken));
    }

    /// <summary>Answers, for a slot that was just stored, every account with a position in its asset. A slot that is not the newest is passed over.</summary>
    /// <param name="snapshotName">The snapshot's name within its container.</param>
    /// <param name="cancellationToken">Stops between two writes.</param>
    public async Task<AccountsOutcome> RunAfterSlotAsync(string snapshotName, CancellationToken cancellationToken)
    {
        if (accounts is null || !SnapshotName.TryParse(snapshotName, out var name))
        {
            return AccountsOutcome.None;
        }

        var files = await accounts.ListAsync(cancellationToken).ToArrayAsync(cancellationToken);
        if (files.Length == 0)
        {
            return AccountsOutcome.None;
        }

        var markets = await newestMarkets.ReadAsync(cancellationToken);
        if (!markets.TryGetValue(name.Asset, out var newest) || newest.SlotAt > name.SlotAt)
        {
            return AccountsOutcome.None;
        }

        var total = AccountsOutcome.None;
        AccountStorageException? failure = null;
        foreach (var file in files)
        {
            try
            {
                total += await GuardAsync(() => AssessAsync(file.Name, markets, name.Asset, cancellationToken));
            }
            catch (AccountStorageException thrown)
            {
                // The other files have their turn, and the retry has this one.
                failure ??= thrown;
            }
        }

        return failure is null ? total : throw failure;
    }

    private async Task<AccountsOutcome> AssessAsync(
        string file,
        IReadOnlyDictionary<string, SnapshotMarkets> markets,
        string? asset,
        CancellationToken cancellationToken
    )
    {
        if (await accounts!.ReadAsync(file, cancellationToken) is not { } content)
        {
            return AccountsOutcome.None;
        }

        var read = Read(content);
        if (asset is null)
        {
            await ListFaultsAsync(content, read.Faults, cancellationToken);
        }

        var hash = content.Bytes is { } bytes ? AccountRows.HashOf(bytes) : "";
        var concerned = read.Accounts.Where(account =>
            asset is null || account.Positions.Any(position => position.Asset == asset)
        );
        var (answered, rows) = (0, 0);
        foreach (var chunk in concerned.Chunk(AccountsAtOnce))
        {
            IReadOnlyList<TableRow>[] answers = [.. Answer(file, hash, chunk, markets)];
            await Parallel.ForEachAsync(
                answers,
                new ParallelOptions { MaxDegreeOfParallelism = WritesAtOnce, CancellationToken = cancellationToken },
                async (answer, stopping) => await table.WriteAsync(answer, replacesFile: asset is null, stopping)
            );
            await alerts.RunAsync(answers.SelectMany(answer => answer), cancellationToken);
            answered += answers.Length;
            rows += answers.Sum(answer => answer.Count);
        }

        var faults = asset is null ? read.Faults.Count : 0;
        LogAssessed(answered, rows, faults);
        return new AccountsOutcome(answered, rows, faults);
    }

    /// <summary>Each account's rows; none of one whose assets have no snapshot yet: their first slot will answer it.</summary>
    private static IEnumerable<IReadOnlyList<TableRow>> Answer(
        string file,
        string hash,
        Account[] accounts,
        IReadOnlyDictionary<string, SnapshotMarkets> markets
    ) =>
        from account in accounts
        let slotAt = SlotOf(account, markets)
        where slotAt is not null
        select AccountRows.Of(file, hash, AccountScoring.Compute(account, markets, slotAt.Value));

    private AccountFile Read(AccountBlobContent content) =>
        !AccountRows.IsName(content.Name)
            ? AccountFile.Refuse(new AccountFault(1, "the file's name is too long for a key"))
        : content.Bytes is { } bytes ? AccountFileReader.Read(bytes, known)
        : AccountFile.Refuse(AccountFileReader.TooLarge);

    /// <summary>The newest slot of the account's assets, or <see langword="null"/> while none has a snapshot.</summary>
    private static DateTimeOffset? SlotOf(Account account, IReadOnlyDictionary<string, SnapshotMarkets> markets)
    {
        DateTimeOffset? newest = null;
        foreach (var position in account.Positions)
        {
            if (markets.TryGetValue(position.Asset, out var snapshot) && !(newest >= snapshot.SlotAt))
            {
                newest = snapshot.SlotAt;
            }
        }

        return newest;
    }

    private async Task ListFaultsAsync(
        AccountBlobContent content,
        IReadOnlyList<AccountFault> faults,
        CancellationToken cancellationToken
    )
    {
        foreach (var fault in faults)
        {
            await failures.WriteAsync(
                $"{AccountBlobs.Container}/{content.Name}, line {fault.Line}",
                fault.ToString(),
                content.WrittenAt,
                cancellationToken
            );
        }
    }

    /// <summary>Storage's own messages hold keys, and keys are made of labels: only what kind of failure it was leaves this step.</summary>
    private static async Task<AccountsOutcome> GuardAsync(Func<Task<AccountsOutcome>> runAsync)
    {
        try
        {
            return await runAsync();
        }
        catch (RequestFailedException failure)
        {
            throw new AccountStorageException($"Storage answered {failure.Status} {failure.ErrorCode}.");
        }
        catch (Exception failure) when (failure is StoreConflictException or TableRuleException)
        {
            throw new AccountStorageException($"A row of AccountRisk was refused ({failure.GetType().Name}).");
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "A positions file: {Accounts} accounts answered with {Rows} rows, {Faults} faults listed in Failures"
    )]
    private partial void LogAssessed(int accounts, int rows, int faults);
}

/// <summary>Storage failed while accounts were answered; a retry may help. It repeats no key.</summary>
public sealed class AccountStorageException(string message) : Exception(message);

/// <summary>What answering came to.</summary>
/// <param name="Accounts">Accounts answered.</param>
/// <param name="Rows">Rows written.</param>
/// <param name="Faults">Faults listed in Failures.</param>
public sealed record AccountsOutcome(int Accounts, int Rows, int Faults)
{
    /// <summary>Nothing was asked.</summary>
    public static AccountsOutcome None { get; } = new(0, 0, 0);

    /// <summary>Both together.</summary>
    public static AccountsOutcome operator +(AccountsOutcome left, AccountsOutcome right) =>
        new(left.Accounts + right.Accounts, left.Rows + right.Rows, left.Faults + right.Faults);
}

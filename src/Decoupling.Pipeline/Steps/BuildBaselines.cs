using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Decoupling.Baselines;
using Decoupling.Pipeline.Baselines;
using Decoupling.Pipeline.Ledger;
using Decoupling.Pipeline.Storage;
using Microsoft.Extensions.Logging;

namespace Decoupling.Pipeline.Steps;

/// <summary>Digests each finished day's stored rows, and merges the digests before today into the baseline that today's percentiles are read against.</summary>
/// <remarks>
/// <para>Digests first, oldest first, then the baseline; each is one blob that is created whole and once. A run that was killed anywhere is finished by
/// the next, and one that has nothing to do changes nothing. What stands is its day's for good: rows that come after a day's digest are not in it, and
/// a day that is digested late counts from the next baseline on.</para>
/// <para>Days before the oldest digest are looked for only while there is none: what is replayed into the past brings its own digests.</para>
/// </remarks>
public sealed partial class BuildBaselines(
    FetchOptions fetch,
    BaselineOptions options,
    ITableStore tables,
    BaselineBlobs blobs,
    FailureLog failures,
    TimeProvider clock,
    ILogger<BuildBaselines> logger
)
{
    private const int ReadsAtOnce = 8;

    // A replay asks day after day for one asset: each digest is then read once.
    private readonly ConcurrentDictionary<BaselineName, DayDigest> held = [];

    /// <summary>Builds today's baseline of every asset. An asset that fails keeps no other from being built.</summary>
    /// <returns>The names of the baselines that stand for today.</returns>
    /// <exception cref="Exception">What the first of those threw that failed, after all others were tried.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var names = new List<string>();
        ExceptionDispatchInfo? failure = null;
        foreach (var asset in fetch.Assets)
        {
            try
            {
                names.AddRange(
                    await RunAsync(asset, fetch.SlotLength, today, cancellationToken) is { } name ? [name] : []
                );
            }
#pragma warning disable CA1031 // whatever one asset makes of the step, the next has its turn
            catch (Exception thrown) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                failure ??= ExceptionDispatchInfo.Capture(thrown);
            }

            held.Clear();
        }

        failure?.Throw();
        return names;
    }

    /// <summary>Builds one asset's baseline of a day, and the digests before it that are missing.</summary>
    /// <returns>Its name, or <see langword="null"/> where no day before has rows.</returns>
    public async Task<string?> RunAsync(
        string asset,
        TimeSpan slotLength,
        DateOnly day,
        CancellationToken cancellationToken
    )
    {
        var names = await DigestMissingAsync(asset, slotLength, day, cancellationToken);
        var standing = await blobs.FindNewestAsync(asset, slotLength, day, cancellationToken);
        if (standing is { } newest && newest.Day == day)
        {
            var read = await blobs.ReadBaselineAsync(newest.Format(), cancellationToken);
            if (read.IsRead)
            {
                return newest.Format();
            }

            await RefuseAsync(newest, $"{read.Reason} It is built anew.", cancellationToken);
            await blobs.DeleteDamagedAsync(newest, cancellationToken);
        }

        var digests = await ReadAsync(names.Values, cancellationToken);
        return digests.Count == 0
            ? null
            : (
                await blobs.WriteAsync(
                    BaselineMerging.Compute(asset, day, slotLength, digests, options),
                    cancellationToken
                )
            ).Format();
    }

    private async Task<SortedDictionary<DateOnly, BaselineName>> DigestMissingAsync(
        string asset,
        TimeSpan slotLength,
        DateOnly day,
        CancellationToken cancellationToken
    )
    {
        var from = day.AddDays(-options.WindowDays);
        var names = await blobs.ListDigestsAsync(asset, slotLength, from, day, cancellationToken);
        for (var missing = names.Count > 0 ? names.Keys.First() : from; missing < day; missing = missing.AddDays(1))
        {
            if (
                !names.ContainsKey(missing)
                && await DigestAsync(asset, slotLength, missing, cancellationToken) is { } digest
            )
            {
                names[missing] = await blobs.WriteAsync(digest, cancellationToken);
                held[names[missing]] = digest;
            }
        }

        return names;
    }

    /// <summary>Digests a day's rows, or gives <see langword="null"/> where the day has none.</summary>
    private async Task<DayDigest?> DigestAsync(
        string asset,
        TimeSpan slotLength,
        DateOnly day,
        CancellationToken cancellationToken
    )
    {
        var partition = TableKeys.AssetDay(asset, new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero));
        var builder = new DayDigestBuilder();
        var any = false;
        await foreach (
            var stored in tables.ReadPartitionAsync(
                ResultTableNames.DecouplingScores,
                partition,
                null,
                null,
                cancellationToken
            )
        )
        {
            var row = stored.Row;
            if ((int?)row["SlotSeconds"] != (int)slotLength.TotalSeconds)
            {
                continue;
            }

            any = true;
            if ((string?)row["Status"] == "Ok")
            {
                builder.Add((string)row["Venue"]!, (string)row["Symbol"]!, column => row[column] as double?);
            }
        }

        return any ? builder.Build(asset, day, slotLength) : null;
    }

    private async Task<IReadOnlyList<DayDigest>> ReadAsync(
        IReadOnlyCollection<BaselineName> names,
        CancellationToken cancellationToken
    )
    {
        var limits = new ParallelOptions
        {
            MaxDegreeOfParallelism = ReadsAtOnce,
            CancellationToken = cancellationToken,
        };
        var digests = new ConcurrentDictionary<BaselineName, DayDigest>();
        await Parallel.ForEachAsync(
            names,
            limits,
            async (name, stopping) =>
            {
                var digest = held.GetValueOrDefault(name) ?? await ReadOrRebuildAsync(name, stopping);
                if (digest is not null)
                {
                    digests[name] = held[name] = digest;
                }
            }
        );
        return [.. names.Where(digests.ContainsKey).Select(name => digests[name])];
    }

    private async Task<DayDigest?> ReadOrRebuildAsync(BaselineName name, CancellationToken cancellationToken)
    {
        var read = await blobs.ReadDigestAsync(name, cancellationToken);
        if (read.IsRead)
        {
            return read.Content;
        }

        var rebuilt = await DigestAsync(name.Asset, name.SlotLength, name.Day, cancellationToken);
        if (rebuilt is null)
        {
            await RefuseAsync(name, $"{read.Reason} Its day has no rows any more and is left out.", cancellationToken);
            return null;
        }

        await RefuseAsync(name, $"{read.Reason} It is built anew from its day's rows.", cancellationToken);
        await blobs.DeleteDamagedAsync(name, cancellationToken);
        await blobs.WriteAsync(rebuilt, cancellationToken);
        return rebuilt;
    }

    private Task RefuseAsync(BaselineName name, string reason, CancellationToken cancellationToken)
    {
        LogRefused(name.Format(), reason);
        return failures.WriteAsync(
            $"{BaselineName.Container}/{name}",
            reason,
            name.Asset,
            slotAt: null,
            cancellationToken
        );
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Blob} is refused: {Reason}")]
    private partial void LogRefused(string blob, string reason);
}

using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Decoupling.Baselines;

namespace Decoupling.Pipeline.Baselines;

/// <summary>The digests and baselines of a store: each is created once, under a name that says its content, and never changed.</summary>
public sealed class BaselineBlobs(IBaselineStore store)
{
    /// <summary>How old the newest baseline may be to be named: a year's ranks do not age in a month.</summary>
    public const int OldestDays = 31;

    private readonly ConcurrentDictionary<(string Asset, TimeSpan SlotLength), BaselineName> newest = [];
    private readonly ConcurrentDictionary<(string Asset, TimeSpan SlotLength), (string Path, Baseline Content)> read =
    [];

    /// <summary>Creates the container if it is not there yet.</summary>
    public Task CreateContainerAsync(CancellationToken cancellationToken) => store.CreateAsync(cancellationToken);

    /// <summary>The newest baseline that serves a day, or <see langword="null"/> where none of the last <see cref="OldestDays"/> days stands.</summary>
    public async Task<BaselineName?> FindNewestAsync(
        string asset,
        TimeSpan slotLength,
        DateOnly day,
        CancellationToken cancellationToken
    )
    {
        if (newest.TryGetValue((asset, slotLength), out var known) && known.Day == day)
        {
            return known;
        }

        var from = day.AddDays(-OldestDays);
        BaselineName? found = null;
        for (var month = new DateOnly(from.Year, from.Month, 1); month <= day; month = month.AddMonths(1))
        {
            var prefix = BaselineName.MonthPrefix(BaselineKind.Baseline, asset, slotLength, month);
            await foreach (var name in ListAsync(prefix, cancellationToken))
            {
                // Of two of one day the first by name, whoever asks.
                found = name.Day >= from && name.Day <= day && name.Day != found?.Day ? name : found;
            }
        }

        if (found is { } usable)
        {
            newest[(asset, slotLength)] = usable;
        }

        return found;
    }

    /// <summary>Reads a baseline by the name that a snapshot gives; the last one of each asset is kept, because it never changes.</summary>
    public async Task<BaselineRead<Baseline>> ReadBaselineAsync(string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!BaselineName.TryParse(path, out var name) || name.Kind != BaselineKind.Baseline)
        {
            return BaselineRead<Baseline>.Refuse($"{path} is no baseline's name.");
        }

        if (read.TryGetValue((name.Asset, name.SlotLength), out var held) && held.Path == path)
        {
            return BaselineRead<Baseline>.Of(held.Content);
        }

        var result = await store.ReadAsync(path, cancellationToken) is { } bytes
            ? BaselineBytes.ReadBaseline(name, bytes)
            : BaselineRead<Baseline>.Refuse($"There is no blob {path}.");
        if (result.IsRead)
        {
            read[(name.Asset, name.SlotLength)] = (path, result.Content);
        }

        return result;
    }

    /// <summary>The digests of the days in [<paramref name="from"/>, <paramref name="to"/>), one a day.</summary>
    public async Task<SortedDictionary<DateOnly, BaselineName>> ListDigestsAsync(
        string asset,
        TimeSpan slotLength,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellationToken
    )
    {
        var digests = new SortedDictionary<DateOnly, BaselineName>();
        var prefix = BaselineName.Prefix(BaselineKind.Digest, asset, slotLength);
        await foreach (var name in ListAsync(prefix, cancellationToken))
        {
            if (name.Day >= from && name.Day < to)
            {
                digests.TryAdd(name.Day, name);
            }
        }

        return digests;
    }

    /// <summary>Reads a digest.</summary>
    public async Task<BaselineRead<DayDigest>> ReadDigestAsync(
        BaselineName name,
        CancellationToken cancellationToken
    ) =>
        await store.ReadAsync(name.Format(), cancellationToken) is { } bytes
            ? BaselineBytes.ReadDigest(name, bytes)
            : BaselineRead<DayDigest>.Refuse($"There is no blob {name}.");

    /// <summary>Writes a digest unless it stands.</summary>
    public async Task<BaselineName> WriteAsync(DayDigest digest, CancellationToken cancellationToken)
    {
        var (name, bytes) = BaselineBytes.Write(digest);
        await store.WriteIfAbsentAsync(name.Format(), bytes, cancellationToken);
        return name;
    }

    /// <summary>Writes a baseline unless it stands.</summary>
    public async Task<BaselineName> WriteAsync(Baseline baseline, CancellationToken cancellationToken)
    {
        var (name, bytes) = BaselineBytes.Write(baseline);
        await store.WriteIfAbsentAsync(name.Format(), bytes, cancellationToken);
        return name;
    }

    /// <summary>Deletes a blob that is damaged, so that what it should hold can be written under its name.</summary>
    public Task DeleteDamagedAsync(BaselineName name, CancellationToken cancellationToken)
    {
        newest.TryRemove((name.Asset, name.SlotLength), out _);
        return store.DeleteAsync(name.Format(), cancellationToken);
    }

    private async IAsyncEnumerable<BaselineName> ListAsync(
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var path in store.ListAsync(prefix, cancellationToken))
        {
            if (BaselineName.TryParse(path, out var name))
            {
                yield return name;
            }
        }
    }
}

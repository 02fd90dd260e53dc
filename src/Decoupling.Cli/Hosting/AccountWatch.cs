using System.Runtime.ExceptionServices;
using Azure;
using Decoupling.Pipeline;
using Decoupling.Pipeline.Accounts;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Steps;

namespace Decoupling.Cli.Hosting;

/// <summary>The laptop's counterpart of the two account triggers: answers files that are new or have changed, and all of an asset after each slot.</summary>
/// <remarks>The first look answers every file there is.</remarks>
internal sealed class AccountWatch(RiskPipeline pipeline, FetchOptions options, TimeProvider clock)
{
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(1);

    private readonly Dictionary<string, string> seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SnapshotName> answered = new(StringComparer.Ordinal);
    private readonly RepeatedTries tries = new();
    private bool hasLooked;

    /// <summary>Answers what is new; stops between two files when asked to. One that fails is tried again later, five times in all, and does not keep the others waiting.</summary>
    /// <exception cref="Exception">What the first of those threw that failed, after all others were tried.</exception>
    public async Task<AccountsOutcome> AssessNewAsync(CancellationToken stopping, CancellationToken draining)
    {
        var total = AccountsOutcome.None;
        if (pipeline.Accounts is not { } accounts)
        {
            return total;
        }

        var slots = await FindNewSlotsAsync(draining);
        var files = await accounts.ListAsync(draining).ToArrayAsync(draining);
        ExceptionDispatchInfo? failure = null;
        foreach (var file in files.Where(file => seen.GetValueOrDefault(file.Name) != file.ETag))
        {
            await TryAsync(
                new PoisonMessage("AssessAccounts", AccountBlobs.Container, file.Name),
                file.ETag,
                async () => total += await pipeline.Assess.RunAsync(file.Name, draining),
                () => seen[file.Name] = file.ETag
            );
        }

        foreach (var slot in slots)
        {
            await TryAsync(
                new PoisonMessage("AssessSlot", SnapshotName.Container, slot.Format()),
                "",
                async () =>
                    total += hasLooked
                        ? await pipeline.Assess.RunAfterSlotAsync(slot.Format(), draining)
                        : AccountsOutcome.None,
                () => answered[slot.Asset] = slot
            );
        }

        hasLooked = true;
        failure?.Throw();
        return total;

        async Task TryAsync(PoisonMessage input, string version, Func<Task> runAsync, Action done)
        {
            var key = $"{input.Function} {input.Blob} {version}";
            if (stopping.IsCancellationRequested || !tries.IsDue(key))
            {
                return;
            }

            try
            {
                await pipeline.Runs.RunAsync(input.Function, runAsync, draining);
                done();
                tries.Forget(key);
            }
#pragma warning disable CA1031 // the trigger's place: whatever one file makes of a step, the next has its turn
            catch (Exception thrown) when (!draining.IsCancellationRequested)
#pragma warning restore CA1031
            {
                failure ??= ExceptionDispatchInfo.Capture(thrown);
                if (tries.IsSpentAfterFailure(key) && await PutAsideAsync(input, thrown, draining))
                {
                    done();
                    tries.Forget(key);
                }
            }
        }
    }

    /// <summary>Whether it now stands in Failures; while storage is away, it has further tries.</summary>
    private async Task<bool> PutAsideAsync(PoisonMessage input, Exception thrown, CancellationToken cancellationToken)
    {
        try
        {
            await pipeline.Poison.RunAsync(input, PoisonMessage.ReasonOf(input.Function, thrown), cancellationToken);
            return true;
        }
        catch (RequestFailedException)
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<SnapshotName>> FindNewSlotsAsync(CancellationToken cancellationToken)
    {
        var slots = new List<SnapshotName>();
        var before = clock.GetUtcNow() + 2 * options.SlotLength;
        foreach (var asset in options.Assets)
        {
            var newest = await pipeline.Blobs.FindNewestBeforeAsync(asset, before, LookBack, cancellationToken);
            if (newest is { } slot && (!answered.TryGetValue(asset, out var last) || last != slot))
            {
                slots.Add(slot);
            }
        }

        return slots;
    }
}

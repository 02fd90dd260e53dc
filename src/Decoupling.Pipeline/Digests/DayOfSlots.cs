using Decoupling.Pipeline.Ledger;

namespace Decoupling.Pipeline.Digests;

/// <summary>What became of an asset's slots of a day.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Done">Complete in time.</param>
/// <param name="Late">Complete, later than one slot length.</param>
/// <param name="Skipped">Those that nobody ran.</param>
/// <param name="Failed">Those that could not be finished.</param>
/// <param name="Open">Those of which nobody has said what became of them.</param>
internal sealed record DayOfSlots(string Asset, int Done, int Late, int Skipped, int Failed, int Open)
{
    /// <summary>Those that a reader may take as complete.</summary>
    public int Complete => Done + Late;

    /// <summary>All that the ledger has.</summary>
    public int All => Done + Late + Skipped + Failed + Open;

    /// <summary>Counts the ledger's entries.</summary>
    public static DayOfSlots Of(string asset, IReadOnlyList<SlotStatus> slots)
    {
        int Count(SlotStatus status) => slots.Count(one => one == status);
        return new DayOfSlots(
            asset,
            Count(SlotStatus.Done),
            Count(SlotStatus.Late),
            Count(SlotStatus.Skipped),
            Count(SlotStatus.Failed),
            Count(SlotStatus.Claimed)
        );
    }
}

namespace Decoupling.Pipeline.Ledger;

/// <summary>What became of a slot. Readers take it as complete when it says Done or Late.</summary>
public enum SlotStatus
{
    /// <summary>Somebody fetches or scores it now.</summary>
    Claimed,

    /// <summary>Its rows were complete within one slot length.</summary>
    Done,

    /// <summary>Its rows were complete, but later than that.</summary>
    Late,

    /// <summary>Nobody ran it.</summary>
    Skipped,

    /// <summary>It was run and could not be finished; the reason is in the row.</summary>
    Failed,
}

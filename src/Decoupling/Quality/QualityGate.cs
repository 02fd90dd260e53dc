namespace Decoupling.Quality;

/// <summary>What an input was found to be wrong by.</summary>
public enum QualityGate
{
    /// <summary>A traded price that repeats itself while others move.</summary>
    FrozenLast,

    /// <summary>A side of the book that is the same, level by level, as in the slots before.</summary>
    FrozenBook,

    /// <summary>A best bid at or above the best ask.</summary>
    CrossedBook,

    /// <summary>A price far from what a quorum of venues says.</summary>
    Outlier,

    /// <summary>The first print after an outage, far off.</summary>
    RestartPrint,

    /// <summary>A series that changes its scale by a power of ten.</summary>
    UnitJump,

    /// <summary>A funding rate beyond what the venue's terms allow.</summary>
    FundingCap,

    /// <summary>Open interest that halves or doubles by more than was traded.</summary>
    OpenInterestJump,

    /// <summary>An index that follows the venue's own price away from the other venues'.</summary>
    OwnIndex,

    /// <summary>A venue's clock, or an input's time, that is off.</summary>
    Clock,

    /// <summary>A bar that was still open by the venue's own clock.</summary>
    OpenBar,
}

/// <summary>What follows from a finding.</summary>
public enum QualitySeverity
{
    /// <summary>It is told, and the input is used; bars that it names are left out.</summary>
    Warns,

    /// <summary>The input is not used: what needs it has a status and the reason in place of a value.</summary>
    Blocks,
}

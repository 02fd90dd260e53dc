namespace Decoupling.Snapshots;

/// <summary>What a venue gives of an instrument, as gates and refusals name it.</summary>
public enum SnapshotInput
{
    /// <summary>Traded prices: the bars and their newest close.</summary>
    Last,

    /// <summary>The mark price.</summary>
    Mark,

    /// <summary>The index price.</summary>
    Index,

    /// <summary>The buying side of the order book.</summary>
    Bids,

    /// <summary>The selling side of the order book.</summary>
    Asks,

    /// <summary>The funding rate of the round that runs.</summary>
    Funding,

    /// <summary>Funding rates as paid.</summary>
    FundingHistory,

    /// <summary>Open interest and its history.</summary>
    OpenInterest,

    /// <summary>The venue's clock, and so the time of all that it gives.</summary>
    Clock,
}

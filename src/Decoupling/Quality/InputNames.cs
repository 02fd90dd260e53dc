using Decoupling.Snapshots;

namespace Decoupling.Quality;

/// <summary>Inputs as rows and sentences write them.</summary>
internal static class InputNames
{
    public static string Of(SnapshotInput input) =>
        input switch
        {
            SnapshotInput.Last => "last",
            SnapshotInput.Mark => "mark",
            SnapshotInput.Index => "index",
            SnapshotInput.Bids => "bids",
            SnapshotInput.Asks => "asks",
            SnapshotInput.Funding => "funding",
            SnapshotInput.FundingHistory => "fundingHistory",
            SnapshotInput.OpenInterest => "openInterest",
            _ => "clock",
        };
}

using Decoupling.Pipeline.Reference;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Venues;
using Decoupling.Scoring;

namespace Decoupling.Pipeline.Settings;

/// <summary>Everything that the pipeline can be told, one record an area.</summary>
public sealed record PipelineOptions
{
    /// <summary>Which assets are fetched and how often.</summary>
    public FetchOptions Fetch { get; init; } = new();

    /// <summary>Which venues, at which addresses.</summary>
    public VenueOptions Venues { get; init; } = new();

    /// <summary>Where blobs and tables lie.</summary>
    public StorageOptions Storage { get; init; } = new();

    /// <summary>Windows, floors and assumptions of the metrics. What depends on the bars' length is fitted to each snapshot's own.</summary>
    public ScoringOptions Scoring { get; init; } = ReferenceTables.Scoring();

    /// <summary>When people are told, and where.</summary>
    public AlertOptions Alerts { get; init; } = new();

    /// <summary>Whether positions files are read, and how long what they hold is kept.</summary>
    public AccountFilesOptions Accounts { get; init; } = new();

    /// <summary>How long rows of the results are kept.</summary>
    public RowOptions Rows { get; init; } = new();

    /// <summary>When the steps run.</summary>
    public ScheduleOptions Schedules { get; init; } = new();

    /// <summary>Checks every area at start-up.</summary>
    /// <exception cref="ArgumentException">A setting is missing or out of its range; the message names it.</exception>
    public void Validate()
    {
        Fetch.Validate();
        Venues.Validate();
        Storage.Validate();
        Scoring.Validate();
        Alerts.Validate();
        Accounts.Validate();
        Rows.Validate();
        Schedules.Validate();
    }
}

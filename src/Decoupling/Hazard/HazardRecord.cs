namespace Decoupling.Hazard;

/// <summary>How a model did on hours after its training. Ranges are 95 % intervals by a bootstrap of 14-day blocks, all assets together.</summary>
public sealed record HazardRecord
{
    /// <summary>The first hour's end, UTC.</summary>
    public required DateTimeOffset FromAt { get; init; }

    /// <summary>The last hour's end, UTC.</summary>
    public required DateTimeOffset ToAt { get; init; }

    /// <summary>How many hours of all assets.</summary>
    public required int Hours { get; init; }

    /// <summary>How many of them had the fall ahead.</summary>
    public required int FallHours { get; init; }

    /// <summary>How many separate falls: runs of such hours, at most a day apart.</summary>
    public required int Falls { get; init; }

    /// <summary>The chance that an hour before a fall ranks above one that is not; 0.5 tells nothing.</summary>
    public required HazardEstimate Auc { get; init; }

    /// <summary>The same of a logit on the three volatilities only, fitted and tested on the same hours.</summary>
    public required HazardEstimate VolatilityAuc { get; init; }

    /// <summary><see cref="Auc"/> less <see cref="VolatilityAuc"/>.</summary>
    public required HazardEstimate AucGain { get; init; }

    /// <summary>The mean squared error of the probability.</summary>
    public required double Brier { get; init; }

    /// <summary>The same of always saying the share of falls that the test hours turned out to have.</summary>
    public required double BrierOfFallShare { get; init; }

    /// <summary>Predicted and seen, by tenths of the predictions, the lowest first.</summary>
    public required IReadOnlyList<HazardCalibration> Calibration { get; init; }

    /// <summary>How often the state was entered; <see langword="null"/>, as what follows, where too few hours have a percentile.</summary>
    public required double? EpisodesPerAssetAndWeek { get; init; }

    /// <summary>How often without a fall ahead at any of its hours.</summary>
    public required double? FalseEpisodesPerAssetAndWeek { get; init; }

    /// <summary>The share of hours in the state.</summary>
    public required double? ElevatedShare { get; init; }

    /// <summary>Among hours within 2 % of the day's highest close: the share of falls ahead in the state over that of all.</summary>
    public required HazardEstimate? CalmLift { get; init; }

    /// <summary>The same of a state entered and left by the volatilities' logit.</summary>
    public required HazardEstimate? VolatilityCalmLift { get; init; }
}

/// <summary>A figure with its 95 % interval.</summary>
public sealed record HazardEstimate
{
    /// <summary>The figure.</summary>
    public required double Value { get; init; }

    /// <summary>The interval's lower end.</summary>
    public required double Low { get; init; }

    /// <summary>The interval's upper end.</summary>
    public required double High { get; init; }
}

/// <summary>A tenth of the predictions.</summary>
public sealed record HazardCalibration
{
    /// <summary>The mean predicted probability.</summary>
    public required double Predicted { get; init; }

    /// <summary>The share of hours with the fall ahead.</summary>
    public required double Seen { get; init; }
}

using Decoupling.Composite;
using Decoupling.Crowding;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Scoring;

/// <summary>C2: how crowded a derivative is, for its trade, for its own past, and for what the venue holds.</summary>
public sealed record CrowdingScore
{
    /// <summary>Open interest over the volume of the 24 hours before the slot: the days that an unwinding would take.</summary>
    public required OpenInterestRatioResult OverVolume { get; init; }

    /// <summary>Where the open interest stands among the samples of the 30 days before, in USD.</summary>
    public required PercentileRankResult Rank { get; init; }

    /// <summary>How much the open interest has changed in 24 hours, in USD.</summary>
    public required OpenInterestChangeResult Change { get; init; }

    /// <summary>The venue's open interest of the asset over its reserve.</summary>
    public required OpenInterestRatioResult LeverageRatio { get; init; }

    /// <summary>The reserve in US dollars, at least 0; <see langword="null"/> where none is given, or no price to value it.</summary>
    public required double? ReserveUsd { get; init; }

    /// <summary>As of when the reserve was counted, UTC; <see langword="null"/> where none is given.</summary>
    public required DateTimeOffset? ReserveCountedAt { get; init; }
}

/// <summary>The open interest's change. The value is <see langword="null"/> unless the status is Ok.</summary>
public sealed record OpenInterestChangeResult : MetricResult
{
    /// <summary>A fraction of what it was, at least -1: 0.1 is a tenth more.</summary>
    public double? Change { get; init; }
}

/// <summary>Windows and age limits of <see cref="CrowdingScore"/>.</summary>
public sealed record CrowdingOptions
{
    /// <summary>The window of the rank; positive. Default 30 days, as far back as venues tell.</summary>
    public TimeSpan HistoryWindow { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The least share of a window that samples or bars must reach back over, or fill, in (0, 1]. Default 0.8, as for bars.</summary>
    public double MinimumShare { get; init; } = 0.8;

    /// <summary>How old a reserve may be; positive. Default 35 days: venues that publish proofs do so once a month.</summary>
    public TimeSpan ReserveAgeLimit { get; init; } = TimeSpan.FromDays(35);

    /// <summary>The rank's minimum history.</summary>
    public PercentileRankOptions Rank { get; init; } = new();

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate()
    {
        InputGate.RequirePositive(HistoryWindow, nameof(HistoryWindow));
        InputGate.RequirePositive(ReserveAgeLimit, nameof(ReserveAgeLimit));
        if (!(MinimumShare > 0 && MinimumShare <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(MinimumShare), MinimumShare, "A share lies in (0, 1].");
        }

        Rank.Validate();
    }
}

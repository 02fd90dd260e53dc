namespace Decoupling.Simulator.Market;

/// <summary>Which venue's data is wrong by what, at any minute of the script.</summary>
internal sealed class FaultTimeline
{
    public const double UnitFactor = 100;
    public const double PrintFactor = 1.08;
    public const double RestartFactor = 1.012;
    public const double OpenInterestShare = 0.45;
    public const double FundingRate = 0.06;
    public const double OwnPriceFactor = 0.985;
    public const long RestartMinutes = 5;
    public const long ClockBehindMilliseconds = 180_000;
    private readonly List<Span>[] _venues = [.. VenueProfile.All.Select(_ => new List<Span>())];

    public FaultTimeline(MarketScript script)
    {
        var start = script.StartAt.ToUnixTimeMilliseconds() / BarModel.MinuteMilliseconds;
        foreach (var fault in script.Faults)
        {
            var from = start + (long)fault.After.TotalMinutes;
            _venues[VenueProfile.IndexOf(fault.Venue)]
                .Add(new(fault.Kind, from, from + (long)fault.Length.TotalMinutes));
        }
    }

    /// <summary>The minute at which a fault that holds at a minute began; null where it does not hold.</summary>
    public long? Since(MarketFaultKind kind, int venue, long minute)
    {
        foreach (var span in _venues[venue])
        {
            if (span.Kind == kind && minute >= span.From && minute < span.To)
                return span.From;
        }
        return null;
    }

    /// <summary>Whether a fault holds at a minute.</summary>
    public bool Holds(MarketFaultKind kind, int venue, long minute) => Since(kind, venue, minute) is not null;

    /// <summary>Whether an outage of a venue ended within the last few minutes.</summary>
    public bool Restarts(int venue, long minute)
    {
        foreach (var span in _venues[venue])
        {
            if (span.Kind == MarketFaultKind.Outage && minute >= span.To && minute < span.To + RestartMinutes)
                return true;
        }
        return false;
    }

    private readonly record struct Span(MarketFaultKind Kind, long From, long To);
}

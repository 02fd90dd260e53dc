using System.Collections.Concurrent;

namespace Decoupling.Simulator.Market;

/// <summary>Funding every eight hours from the average premium, as Binance and Bybit document it.</summary>
/// <remarks>F = P + clamp(I − P, ±0.05 %), capped; I = 0.01 %; P is the average of the impact premium over the round,
/// later minutes weighing more (1, 2, …, n).</remarks>
internal sealed class FundingModel(PriceModel prices, FaultTimeline faults)
{
    public const int IntervalHours = 8;
    public const double InterestRate = 0.0001;
    private const long IntervalMinutes = IntervalHours * 60;
    private const double ClampRange = 0.0005;
    private const double ImpactSpread = 0.00005;
    private readonly ConcurrentDictionary<(int Venue, long Round), double> _settled = new();

    /// <summary>The round that a minute lies in; round n begins at minute 480 · n of the Unix calendar.</summary>
    public static long RoundOf(long minute) => Math.DivRem(minute, IntervalMinutes).Quotient;

    /// <summary>The Unix time in milliseconds at which a round begins, and the round before it is paid.</summary>
    public static long RoundStart(long round) => round * IntervalMinutes * 60_000;

    /// <summary>The rate paid at the end of a round, rounded to the venues' eight decimals.</summary>
    public double Settled(int venue, long round) =>
        _settled.GetOrAdd((venue, round), key => Rate(key.Venue, key.Round, IntervalMinutes));

    /// <summary>The rate that the round at <paramref name="minute"/> would pay if the premium stayed at its average so far.</summary>
    public double Running(int venue, long minute)
    {
        if (faults.Holds(MarketFaultKind.FundingOutsideCap, venue, minute))
            return FaultTimeline.FundingRate;
        var round = RoundOf(minute);
        return Rate(venue, round, minute - round * IntervalMinutes + 1);
    }

    /// <summary>The funding rate of an average premium, at most <paramref name="cap"/> in either direction.</summary>
    public static double RateOf(double premium, double cap)
    {
        var rate = premium + Math.Clamp(InterestRate - premium, -ClampRange, ClampRange);
        return Math.Round(Math.Clamp(rate, -cap, cap), 8);
    }

    private double Rate(int venue, long round, long minutes)
    {
        var (sum, weights) = (0.0, 0.0);
        for (long i = 0; i < minutes; i++)
        {
            sum += (i + 1) * ImpactPremium(venue, round * IntervalMinutes + i);
            weights += i + 1;
        }
        return RateOf(sum / weights, VenueProfile.All[venue].FundingCap);
    }

    /// <summary>What the impact bid lies above the index, less what the impact ask lies below it.</summary>
    private double ImpactPremium(int venue, long minute)
    {
        var premium = prices.Premium(venue, minute);
        return Math.Max(0, premium - ImpactSpread) - Math.Max(0, -premium - ImpactSpread);
    }
}

using Decoupling.Scoring.CrossVenue;
using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Quality;

/// <summary>The spot markets and perpetuals that tell what the asset costs, each venue with a bounded say.</summary>
/// <remarks>A venue's weight is its share of open interest, held between three quarters and 1.45 times an equal share, and is split among its
/// markets: of three venues none has half. The price is the weighted median, so that no venue can move it alone once there are three.
/// O(markets²) a bar, and asked for only where something is suspicious.</remarks>
internal sealed class Quorum
{
    /// <summary>More markets than this add nothing.</summary>
    private const int MostVoters = 64;

    private readonly IReadOnlyList<InstrumentSnapshot> instruments;
    private readonly int[] voters;
    private readonly double[] weights;

    private Quorum(IReadOnlyList<InstrumentSnapshot> instruments, int[] voters, double[] weights) =>
        (this.instruments, this.voters, this.weights) = (instruments, voters, weights);

    /// <summary>Takes a snapshot's spot markets and perpetuals with bars of the slot's length.</summary>
    public static Quorum Of(MarketSnapshot snapshot)
    {
        var instruments = snapshot.Instruments;
        var count = 0;
        for (var i = 0; i < instruments.Count && count < MostVoters; i++)
        {
            count += IsVoter(instruments[i], snapshot) ? 1 : 0;
        }

        var voters = new int[count];
        for (var (i, at) = (0, 0); at < count; i++)
        {
            if (IsVoter(instruments[i], snapshot))
            {
                voters[at++] = i;
            }
        }

        return new Quorum(instruments, voters, WeightsOf(instruments, voters));
    }

    /// <summary>What is said of the bar that ends at a time.</summary>
    /// <param name="asker">The index of the instrument that asks.</param>
    /// <param name="endAt">The end of the bar, UTC.</param>
    /// <param name="isHourly">Whether the hourly bars are asked.</param>
    /// <param name="scope">Who has a say.</param>
    public QuorumPrice At(int asker, DateTimeOffset endAt, bool isHourly, QuorumScope scope)
    {
        Span<double> prices = stackalloc double[voters.Length];
        Span<double> shares = stackalloc double[voters.Length];
        var (count, venues, total) = (0, 0, 0.0);
        string? venue = null;
        for (var i = 0; i < voters.Length; i++)
        {
            var voter = instruments[voters[i]];
            if (
                (scope == QuorumScope.Others && voters[i] == asker)
                || (scope == QuorumScope.Spot && voter.Kind != InstrumentKind.Spot)
                || CloseOf(isHourly ? voter.HourlyBars : voter.Bars, endAt) is not { } close
            )
            {
                continue;
            }

            venues += voter.Venue == venue ? 0 : 1;
            venue = voter.Venue;
            total += weights[i];
            var at = count++;
            for (; at > 0 && prices[at - 1] > close; at--)
            {
                (prices[at], shares[at]) = (prices[at - 1], shares[at - 1]);
            }

            (prices[at], shares[at]) = (close, weights[i]);
        }

        return new QuorumPrice(MedianOf(prices[..count], shares, total), venues);
    }

    private static double MedianOf(ReadOnlySpan<double> prices, ReadOnlySpan<double> shares, double total)
    {
        var below = 0.0;
        for (var i = 0; i < prices.Length; i++)
        {
            below += shares[i];
            if (2 * below > total * (1 + 1e-12) || i == prices.Length - 1)
            {
                return prices[i];
            }

            if (2 * below >= total * (1 - 1e-12))
            {
                return 0.5 * prices[i] + 0.5 * prices[i + 1];
            }
        }

        return double.NaN;
    }

    private static double? CloseOf(BarSeries? bars, DateTimeOffset endAt)
    {
        if (bars is null)
        {
            return null;
        }

        var (index, off) = Math.DivRem((endAt - bars.StartAt).Ticks, bars.Step.Ticks);
        return off == 0 && index > 0 && index <= bars.Count && TradedBars.Has(bars, (int)index - 1)
            ? bars.Close[index - 1]
            : null;
    }

    private static bool IsVoter(InstrumentSnapshot instrument, MarketSnapshot snapshot) =>
        instrument.Kind is InstrumentKind.Spot or InstrumentKind.LinearPerpetual or InstrumentKind.InversePerpetual
        && instrument.Bars is { Count: > 0 } bars
        && bars.Step == snapshot.SlotLength;

    private static double[] WeightsOf(IReadOnlyList<InstrumentSnapshot> instruments, int[] voters)
    {
        var weights = new double[voters.Length];
        var (venues, total) = (0, 0.0);
        for (var start = 0; start < voters.Length; )
        {
            var end = EndOfVenue(instruments, voters, start);
            total += OpenInterestOf(instruments, voters, start, end);
            (start, venues) = (end, venues + 1);
        }

        for (var start = 0; start < voters.Length; )
        {
            var end = EndOfVenue(instruments, voters, start);
            var bounded = VenueWeights.Bounded(OpenInterestOf(instruments, voters, start, end), total, venues);
            weights.AsSpan(start, end - start).Fill(bounded / (end - start));
            start = end;
        }

        return weights;
    }

    private static int EndOfVenue(IReadOnlyList<InstrumentSnapshot> instruments, int[] voters, int start)
    {
        var end = start + 1;
        while (end < voters.Length && instruments[voters[end]].Venue == instruments[voters[start]].Venue)
        {
            end++;
        }

        return end;
    }

    private static double OpenInterestOf(
        IReadOnlyList<InstrumentSnapshot> instruments,
        int[] voters,
        int start,
        int end
    )
    {
        var usd = 0.0;
        for (var i = start; i < end; i++)
        {
            usd += instruments[voters[i]].OpenInterest?.Usd ?? 0;
        }

        return double.IsFinite(usd) ? usd : 0;
    }
}

/// <summary>Who has a say.</summary>
internal enum QuorumScope
{
    /// <summary>Every market but the one that asks.</summary>
    Others,

    /// <summary>Every market.</summary>
    All,

    /// <summary>The spot markets.</summary>
    Spot,
}

/// <summary>What a quorum says.</summary>
/// <param name="Price">The weighted median, NaN where nobody has a say.</param>
/// <param name="Venues">How many venues stand behind it.</param>
internal readonly record struct QuorumPrice(double Price, int Venues)
{
    /// <summary>The fewest venues whose median tells who is off.</summary>
    public const int FewestVenues = 3;

    public bool IsQuorum => Venues >= FewestVenues;

    public bool IsKnown => Venues >= 1;
}
